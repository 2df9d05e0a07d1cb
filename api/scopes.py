"""What a key may be used for: the rights of its owner, narrowed down."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Scope(TextChoices):
    """None implies another: a program that decides on what it reads holds both."""

    READ = "read", _("read: whatever its owner may see, watches and notices")
    INGEST = "ingest", _("ingest: take documents in, propose candidates")
    DECIDE = "decide", _("decide: on candidates, evidence and claims")
    ADMIN = "admin", _("admin: keep publishers, withhold, restrict and erase")


NEEDS_ONE_OF: dict[Scope, frozenset[str]] = {
    Scope.READ: frozenset({"claims.view_claim", "claims.view_candidate", "sources.view_document"}),
    Scope.INGEST: frozenset({"sources.add_document", "claims.propose_candidate", "claims.retry_extractionrun"}),
    Scope.DECIDE: frozenset(
        {
            "claims.decide_candidate",
            "claims.add_evidence",
            "claims.decide_evidence",
            "claims.settle_claim",
            "claims.add_verdict",
            "claims.add_approval",
            "claims.set_horizon_prediction",
            "claims.relate_claim",
            "claims.add_claimant",
            "claims.change_claimant",
            "claims.add_topic",
            "claims.change_topic",
        }
    ),
    Scope.ADMIN: frozenset(
        {
            "sources.add_publisher",
            "sources.change_publisher",
            "sources.withhold_document",
            "sources.restrict_document",
            "sources.erase_document",
            "claims.withhold_claim",
        }
    ),
}
"""Who holds none of these could not use the scope."""


def usable_by(user: User) -> list[Scope]:
    """The scopes that the user's rights can use."""
    return [scope for scope, permissions in NEEDS_ONE_OF.items() if any(map(user.has_perm, permissions))]


def scope_of(view: Any, method: str) -> Scope | None:
    """What a request asks for: reading, or what the view says in `scopes` by action, else in `scope`.

    None where the view does not say: then no key is enough.
    """
    if method in SAFE_METHODS:
        return Scope.READ
    by_action: dict[str, Scope] = getattr(view, "scopes", {})
    return by_action.get(view.action, getattr(view, "scope", None)) if hasattr(view, "action") else None

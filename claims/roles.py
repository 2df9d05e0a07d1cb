"""The newsroom's groups and what each may do: nobody in none of them does anything. Superusers may do everything."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

_NOUNS = {
    "sources": ("publisher", "document", "documentversion"),
    "claims": (
        "extractionrun",
        "candidate",
        "candidatedecision",
        "claimant",
        "claim",
        "appearance",
        "prediction",
        "recheck",
        "rating",
        "ratingscale",
        "verdict",
        "approval",
        "evidence",
        "ledgerentry",
        "claimrelation",
        "topic",
        "passagerun",
        "evidencesearch",
        "watch",
        "notice",
        "recordtotal",
        "claimreview",
    ),
    "api": ("apikey",),  # one's own
}
_READ = frozenset(f"{app}.view_{noun}" for app, nouns in _NOUNS.items() for noun in nouns)
_TAKE_IN = frozenset({"sources.add_document", "claims.propose_candidate"})
_KEEP_PUBLISHERS = frozenset({"sources.add_publisher", "sources.change_publisher"})
_RETRY = frozenset({"claims.retry_extractionrun", "claims.retry_passagerun", "claims.retry_evidencesearch"})
_DECIDE = frozenset(
    {
        "claims.add_claimant",
        "claims.change_claimant",
        "claims.decide_candidate",
        "claims.settle_claim",
        "claims.add_verdict",
        "claims.set_horizon_prediction",
        *_RETRY,
        "claims.add_evidence",
        "claims.decide_evidence",
        "claims.relate_claim",
        "claims.add_topic",
        "claims.change_topic",
    }
)
_APPROVE = frozenset({"claims.add_approval"})
# For oneself: a key does nothing that its owner may not do. Readers are given theirs at the command line.
_MAKE_KEYS = frozenset({"api.add_apikey"})
_PUBLISH = frozenset({"claims.add_claimreview", "claims.change_claimreview", "claims.publish_claimreview"})
# Groups are seen, to put people into them; what a group may do is written here and nowhere else.
_KEEP_PEOPLE = frozenset({"auth.view_user", "auth.add_user", "auth.change_user", "auth.view_group"})
_REVOKE_KEYS = frozenset({"api.revoke_apikey"})
_KEEP_RUNNING = frozenset({"claims.view_heartbeat"}) | _RETRY
_WITHHOLD = frozenset(
    {
        "claims.withhold_claim",
        "sources.withhold_document",
        "sources.restrict_document",
        "sources.erase_document",
    }
)

_EDITORS = _READ | _TAKE_IN | _KEEP_PUBLISHERS | _DECIDE | _MAKE_KEYS
GROUPS: dict[str, frozenset[str]] = {
    "readers": _READ,
    "contributors": _READ | _TAKE_IN | _MAKE_KEYS,
    "editors": _EDITORS,
    "reviewers": _EDITORS | _APPROVE,
    "publishing editors": _READ | _PUBLISH,
    "admins": _READ | _KEEP_PUBLISHERS | _KEEP_PEOPLE | _WITHHOLD | _KEEP_RUNNING | _MAKE_KEYS | _REVOKE_KEYS,
}


def ensure_groups(*, using: str = "default") -> None:
    """Make the groups, and give each exactly its permissions."""
    with transaction.atomic(using=using):
        known = {
            f"{app}.{codename}": pk
            for pk, app, codename in Permission.objects.using(using).values_list(
                "pk", "content_type__app_label", "codename"
            )
        }
        for name, granted in GROUPS.items():
            group, _created = Group.objects.using(using).get_or_create(name=name)
            group.permissions.set([known[permission] for permission in sorted(granted)])

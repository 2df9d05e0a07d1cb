"""The newsroom's groups and what each may do. Superusers may do everything."""

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
    ),
}
_VIEW = frozenset(f"{app}.view_{noun}" for app, nouns in _NOUNS.items() for noun in nouns)

GROUPS: dict[str, frozenset[str]] = {
    "readers": _VIEW,
    "editors": _VIEW
    | {
        "sources.add_publisher",
        "sources.change_publisher",
        "sources.add_document",
        "claims.add_claimant",
        "claims.change_claimant",
        "claims.decide_candidate",
        "claims.settle_claim",
        "claims.add_verdict",
        "claims.set_horizon_prediction",
    },
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

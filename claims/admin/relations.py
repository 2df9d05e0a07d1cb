"""How a claim hangs together with others, in words from its own side."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, ClaimRelation
from claims.querysets import Reader

Kind = ClaimRelation.Kind

# A relation that holds one way, told from the side of the claim that is named second.
INVERSE: dict[str, str | Promise] = {
    Kind.SUPERSEDES: _("is superseded by"),
    Kind.PART_OF: _("has as a part"),
}
INVERTED = "inverse-"
"""Before the word of a kind: the claim at hand is the second."""


@dataclass(frozen=True, slots=True)
class Related:
    """A relation as the page of one of its claims tells it."""

    relation: ClaimRelation
    words: str | Promise
    other: Claim


def kinds_to_say() -> list[tuple[str, str | Promise]]:
    """What can be said of a claim and another, each of the one-way kinds in both its directions."""
    said: list[tuple[str, str | Promise]] = []
    for kind in Kind:
        said.append((kind.value, kind.label))
        if kind in INVERSE:
            said.append((f"{INVERTED}{kind.value}", INVERSE[kind]))
    return said


def sides(claim: Claim, other: Claim, said: str) -> tuple[Claim, Claim, ClaimRelation.Kind]:
    """The claims in the order in which the kind is said of them."""
    kind = Kind(said.removeprefix(INVERTED))
    return (other, claim, kind) if said.startswith(INVERTED) else (claim, other, kind)


def seen_from(claim: Claim, relation: ClaimRelation) -> Related:
    if relation.claim_id == claim.pk:
        return Related(relation, relation.get_kind_display(), relation.other)
    return Related(relation, INVERSE.get(relation.kind, relation.get_kind_display()), relation.claim)


def relations_of(claim: Claim, *, reader: Reader) -> dict[str, list[Related]]:
    """Those that hold and those that were refused, oldest first, between claims the reader may see. One query."""
    rows: Any = ClaimRelation.objects.of(claim).visible_to(reader)
    rows = rows.select_related("claim__claimant", "other__claimant", "decided_by").order_by("decided_at", "pk")
    told = [seen_from(claim, relation) for relation in rows]
    return {
        "relations": [each for each in told if each.relation.state == ClaimRelation.State.HELD],
        "refused_relations": [each for each in told if each.relation.state == ClaimRelation.State.REFUSED],
    }

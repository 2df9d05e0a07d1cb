"""Which claims ever were of a claimant, in a text, under a topic: from the ledger, by its index.

Who held something at an instant is among those who ever did. So what was held then is asked of these few alone.
"""

from collections.abc import Iterable
from typing import Any, Self, TypeAlias

from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import In

IS_BIRTH = Q(operation__in=["insert", "founding"])
NAMING = ("claimant_id", "other_id", "topic_id", "version_id")
"""Columns that name another row, of which each of these tables has one."""

THE_NAMED = Cast(Coalesce(*(KT(f"after__{column}") for column in NAMING)), BigIntegerField())
NAMES_ANOTHER = Q(
    object_table__in=[
        "claims_appearance",
        "claims_claim",
        "claims_claim_topics",
        "claims_claimrelation",
        "claims_evidence",
    ]
) & (IS_BIRTH | Q(before__has_key="claimant_id"))
"""With these entries a row came to name another. One index for all: each index costs each entry, also those not in it.

Only the claimant of a claim ever changes; the database refuses the others.
"""

Keys = Iterable[int] | QuerySet[Any, Any]
ClaimKeys: TypeAlias = "QuerySet[Any, int]"


class LedgerEntryQuerySet(QuerySet[Any]):
    """Each method gives keys of claims, some of them more than once."""

    def claims_ever_of(self, claimants: Keys) -> ClaimKeys:
        return self._naming("claims_claim", claimants).values_list("object_id", flat=True)

    def claims_ever_under(self, topics: Keys) -> ClaimKeys:
        return self._naming("claims_claim_topics", topics).values_list("claim_id", flat=True)

    def claims_ever_in(self, versions: Keys) -> ClaimKeys:
        """Said in one of these texts."""
        return self._naming("claims_appearance", versions).values_list("claim_id", flat=True)

    def _naming(self, table: str, keys: Keys) -> Self:
        return self.filter(NAMES_ANOTHER, In(THE_NAMED, keys), object_table=table).order_by()

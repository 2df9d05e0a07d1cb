"""Which claims ever were of a claimant, in a text, under a topic, assigned to somebody: from the ledger's indexes.

Who held something at an instant is among those who ever did. So what was held then is asked of these few alone.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.db.models.lookups import In, IsNull

IS_BIRTH = Q(operation__in=["insert", "founding"])
Keys = Iterable[int] | QuerySet[Any, Any]
ClaimKeys: TypeAlias = "QuerySet[Any, int]"


def key_in(column: str) -> Cast:
    """The key that stands in a column of the row, as a number."""
    return Cast(KT(f"after__{column}"), BigIntegerField())


def _held_anew(table: str, column: str) -> Q:
    """With this entry a row of the table came to hold what stands in the column."""
    return (IS_BIRTH | Q(before__has_key=column)) & Q(object_table=table)


OF_A_CLAIMANT = _held_anew("claims_claim", "claimant_id")
ASSIGNED = _held_anew("claims_claim", "assigned_to_id") & Q(IsNull(KT("after__assigned_to_id"), False))
UNDER_A_TOPIC = _held_anew("claims_claim_topics", "topic_id")
BORN_IN_A_TEXT = IS_BIRTH & Q(object_table__in=["claims_appearance", "claims_evidence"])
BORN_TIE = IS_BIRTH & Q(object_table="claims_claimrelation")


class LedgerEntryQuerySet(QuerySet[Any]):
    """Each method gives keys of claims, some of them more than once; each has its index."""

    def claims_ever_of(self, claimants: Keys) -> ClaimKeys:
        return self._keys("object_id", OF_A_CLAIMANT, "claimant_id", claimants)

    def claims_ever_assigned_to(self, users: Keys) -> ClaimKeys:
        return self._keys("object_id", ASSIGNED, "assigned_to_id", users)

    def claims_ever_under(self, topics: Keys) -> ClaimKeys:
        return self._keys("claim_id", UNDER_A_TOPIC, "topic_id", topics)

    def claims_ever_in(self, versions: Keys) -> ClaimKeys:
        """Said in one of these texts: an appearance stays with its claim and its text."""
        said = BORN_IN_A_TEXT & Q(object_table="claims_appearance")
        return self._keys("claim_id", said, "version_id", versions)

    def _keys(self, of: str, entries: Q, column: str, keys: Keys) -> ClaimKeys:
        return self.filter(entries, In(key_in(column), keys)).order_by().values_list(of, flat=True)

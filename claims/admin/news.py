"""What was done about claims since somebody last looked, as far as its reader may read it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from claims.admin.history import by_act, readable
from claims.admin.history_words import act_words
from claims.docket import LastLook, last_looks
from claims.models import LedgerEntry
from claims.querysets import Reader

ENTRIES = 60
"""Entries of the ledger that are read for one claim: its newest."""

# Of the tables left out, each row comes with another of the same act, which tells it.
_SINCE = """
SELECT entry.* FROM unnest(%s::bigint[], %s::bigint[]) AS claim (key, look), LATERAL (
    SELECT * FROM claims_ledgerentry
    WHERE claim_id = claim.key AND seq >= claim.look AND operation <> 'founding'
        AND object_table NOT IN ('claims_candidatedecision', 'claims_verdictevidence')
    ORDER BY claim_id, seq DESC LIMIT %s
) AS entry
ORDER BY claim.key, entry.seq DESC
"""


@dataclass(frozen=True, slots=True)
class News:
    """The last look (`claims.docket.last_looks`), how it is called, and the acts since: each with how often."""

    look: LastLook | None = None
    look_words: str = ""
    acts: list[tuple[str, int]] = field(default_factory=list)


def news_of(claims: Sequence[int], *, reader: Reader) -> dict[int, News]:
    """By claim. Two queries, and at most two for what the reader may read of it."""
    looks = last_looks(claims)
    after = {key: looks[key].entry if key in looks else 0 for key in claims}
    told: dict[int, list[tuple[str, int]]] = {
        key: _counted(list(entries), after[key]) for key, entries in groupby(_entries(after, reader), _claim_of)
    }
    return {
        key: News(looks.get(key), act_words(looks[key].act) if key in looks else "", told.get(key, []))
        for key in claims
    }


def _entries(after: Mapping[int, int], reader: Reader) -> list[LedgerEntry]:
    found = LedgerEntry.objects.raw(_SINCE, [list(after), list(after.values()), ENTRIES])
    return readable(list(found), reader)


def _claim_of(entry: LedgerEntry) -> int:
    return entry.claim_id or 0


def _counted(entries: list[LedgerEntry], look: int) -> list[tuple[str, int]]:
    """Oldest first, without the act that was the look."""
    acts = [act[0] for act in by_act(entries) if all(entry.seq != look for entry in act)]
    words = (act_words(entry.act) or str(entry.get_operation_display()) for entry in reversed(acts))
    return list(Counter(words).items())

"""What became of an object, read from the ledger, in words of the reader's language. Nothing here is stored.

What a reader may not read is left out: entries about passages of documents hidden from them, the reason given for an
act in which such an entry has part, and why something was withheld.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from claims.admin.history_words import Wording, act_words, changed_columns, image_of, text_keys
from claims.models import Candidate, Claim, Claimant, Evidence, LedgerEntry, Topic
from claims.querysets import Reader
from sources.models import Document, DocumentVersion

SHOWN = 12
"""Acts that the page of an object shows at the most."""
ON_ONE_PAGE = 100
_ENTRIES_AN_ACT = 8
_ONE_ACT = timedelta(seconds=1)
"""Entries of one transaction are written together, at its end."""
_COME_TOGETHER = frozenset({"claims_verdictevidence", "sources_document_groups", "claims_claim_topics"})
_ABOUT_WITHHOLDING = frozenset({"withhold", "release", "restrict", "erase"})


@dataclass(frozen=True, slots=True)
class Change:
    """One column in words; `was` is empty where there was nothing before."""

    label: str
    was: str
    is_now: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row that an act added, changed or removed."""

    noun: str
    operation: str
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Event:
    """One act: who did what when, why, and what changed by it. `seq` is that of its first entry."""

    seq: int
    when: datetime
    who: str
    act: str
    reason: str
    lines: list[Line] = field(default_factory=list)


def history_of(what: Any, *, reader: Reader, after: int = 0, before: int = 0, at_most: int = SHOWN) -> list[Event]:
    """The acts on a claim with all that hangs on it, a candidate, a document or a claimant, newest first.

    Only those with entries after number `after` and before number `before`, if given.
    """
    entries = _entries_of(what)
    if after:
        entries = entries.filter(seq__gt=after)
    if before:
        entries = entries.filter(seq__lt=before)
    limit = at_most * _ENTRIES_AN_ACT
    taken = list(entries.order_by("-seq")[:limit])
    acts = by_act(taken)
    if len(taken) == limit and len(acts) > 1:
        acts.pop()  # the oldest may lack entries
    return _told(acts[:at_most], reader)


def has_history(what: Any, *, before: int) -> bool:
    """Whether there are entries about it before number `before`."""
    return _entries_of(what).filter(seq__lt=before).exists()


def _entries_of(what: Any) -> QuerySet[LedgerEntry]:
    entries = LedgerEntry.objects.all()
    if isinstance(what, Claim):
        said_of_it = _rows("claims_claimrelation", what.relations_from)
        return entries.filter(Q(claim_id=what.pk) | said_of_it)
    return entries.filter(_about(what))


def _about(what: Any) -> Q:
    match what:
        case Candidate():
            decisions = [decision.pk for decision in what.decisions.all()]  # kept on it where its page has read them
            return _rows("claims_candidatedecision", decisions) | _rows("claims_appearance", what.appearances)
        case Document():
            membership = Q(before__document_id=what.pk) | Q(after__document_id=what.pk)
            return (
                _rows("sources_document", [what.pk])
                | _rows("sources_documentversion", what.versions)
                | Q(membership, object_table="sources_document_groups")
            )
        case Claimant():
            return _rows("claims_claimant", [what.pk])
        case Topic():
            return _rows("claims_topic", [what.pk])
    raise TypeError(type(what))


def _rows(table: str, rows: Any) -> Q:
    keys = rows if isinstance(rows, list) else list(rows.values_list("pk", flat=True))
    return Q(object_table=table, object_id__in=keys)


def by_act(entries: list[LedgerEntry]) -> list[list[LedgerEntry]]:
    """Newest first, entries of one transaction together."""
    acts: list[list[LedgerEntry]] = []
    for entry in entries:
        if acts and _is_of(acts[-1], entry):
            acts[-1].append(entry)
        else:
            acts.append([entry])
    return acts


def _is_of(act: list[LedgerEntry], older: LedgerEntry) -> bool:
    """Whether `older` was written with `act`: signed alike, at once, and no second row of a kind that comes alone."""
    newer = act[-1]
    signature = ("actor_id", "actor", "database_user", "act", "reason")
    is_signed_alike = all(getattr(newer, name) == getattr(older, name) for name in signature)
    added = {(entry.operation, entry.object_table) for entry in act if entry.object_table not in _COME_TOGETHER}
    is_second = older.operation == "insert" and (older.operation, older.object_table) in added
    return is_signed_alike and not is_second and newer.recorded_at - older.recorded_at < _ONE_ACT


def readable(entries: list[LedgerEntry], reader: Reader) -> list[LedgerEntry]:
    """Those that the reader may read. At most four queries."""
    may_read = _Permitted(reader, entries)
    return [entry for entry in entries if may_read.entry(entry)]


def _told(acts: list[list[LedgerEntry]], reader: Reader) -> list[Event]:
    may_read = _Permitted(reader, [entry for act in acts for entry in act])
    shown = [(act, [entry for entry in act if may_read.entry(entry)]) for act in acts]
    readable = [entry for _act, entries in shown for entry in entries]
    words = Wording(readable, text_keys(readable))
    return [_event(entries, words, may_read, is_whole=len(entries) == len(act)) for act, entries in shown if entries]


def _event(entries: list[LedgerEntry], words: Wording, may_read: "_Permitted", *, is_whole: bool) -> Event:
    newest = entries[0]
    tells_why = is_whole and (newest.act not in _ABOUT_WITHHOLDING or may_read.withheld)
    lines = [_line(entry, words, may_read) for entry in reversed(entries)]
    return Event(
        seq=entries[-1].seq,
        when=newest.recorded_at,
        who=_who(newest),
        act=act_words(newest.act) or str(newest.get_operation_display()),
        reason=words.text(newest.reason) if newest.reason and tells_why else "",
        lines=[line for line in lines if line.changes or line.operation],
    )


def _who(entry: LedgerEntry) -> str:
    if entry.operation == LedgerEntry.Operation.FOUNDING:
        return ""
    if entry.actor_id is None and not entry.actor:
        return _("unknown, by database user %(name)s") % {"name": entry.database_user}
    return _("Aver itself") if entry.actor_id is None else entry.actor


def _line(entry: LedgerEntry, words: Wording, may_read: "_Permitted") -> Line:
    changes = []
    for column, was, is_now in changed_columns(entry):
        if column == "withheld_because" and not may_read.withheld:
            continue
        change = Change(words.label(entry, column), words.value(entry, column, was), words.value(entry, column, is_now))
        if change.was != change.is_now:
            changes.append(change)
    is_update = entry.operation == LedgerEntry.Operation.UPDATE
    return Line(words.noun(entry), "" if is_update else entry.get_operation_display(), changes)


class _Permitted:
    """Which entries a reader may read: none about a passage of a document that is hidden from them."""

    def __init__(self, reader: Reader, entries: list[LedgerEntry]) -> None:
        has_perm: Any = getattr(reader, "has_perm", lambda _permission: False)
        self.withheld: bool = has_perm("sources.withhold_document") or has_perm("claims.withhold_claim")
        self._version_of = _versions_through(Candidate, "candidate_id", entries)
        self._version_of |= _versions_through(Evidence, "evidence_id", entries)
        keys = {key for key in (self._version(entry) for entry in entries) if key is not None}
        readable = Document.objects.visible_to(reader)
        self._open = set(
            DocumentVersion.objects.filter(pk__in=keys, document__in=readable).values_list("pk", flat=True)
        )

        self._claims = _related(reader, entries)

    def entry(self, entry: LedgerEntry) -> bool:
        if entry.object_table == "claims_claimrelation" and not _both(entry) <= self._claims:
            return False
        key = self._version(entry)
        return key is None or key in self._open

    def _version(self, entry: LedgerEntry) -> int | None:
        image = image_of(entry)
        for column in ("candidate_id", "evidence_id"):
            if (column, image.get(column)) in self._version_of:
                return self._version_of[column, image.get(column)]
        version: int | None = image.get("version_id")
        return version


def _versions_through(model: Any, column: str, entries: list[LedgerEntry]) -> dict[tuple[str, Any], int | None]:
    keys = {image_of(entry).get(column) for entry in entries} - {None}
    if not keys:
        return {}
    pairs = model.objects.filter(pk__in=keys).annotate(of=F("version_id")).values_list("pk", "of")
    return {(column, key): version for key, version in pairs}


def _both(entry: LedgerEntry) -> set[Any]:
    """The keys of the claims that a relation is about."""
    image = image_of(entry)
    return {image.get("claim_id"), image.get("other_id")}


def _related(reader: Reader, entries: list[LedgerEntry]) -> set[Any]:
    """Of the claims that the entries relate, those the reader may see: the words of the others are not told."""
    of_relations = [_both(entry) for entry in entries if entry.object_table == "claims_claimrelation"]
    if not of_relations:
        return set()
    keys = set.union(*of_relations)
    return set(Claim.objects.visible_to(reader).filter(pk__in=keys).values_list("pk", flat=True))

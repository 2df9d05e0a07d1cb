"""Entries of the ledger as the API tells them: which a reader may see, and what of them."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, User

from api import visibility
from api.resources.readings import instant
from claims.as_entered import ERASED
from claims.models import LedgerEntry, LedgerText, Rating
from claims.querysets import Reader
from sources.models import DocumentVersion

Gate = tuple[str, str]
"""What must be visible, and the column that names it."""

CLAIM: Gate = ("claim", "claim_id")
VERSION: Gate = ("version", "version_id")
DOCUMENT: Gate = ("document", "document_id")


@dataclass(frozen=True, slots=True)
class Told:
    """How the changes of one table are told: at which noun and key its rows are read, to whom, and which columns."""

    noun: str
    permission: str
    columns: Mapping[str, str]
    gates: tuple[Gate, ...] = ()
    key: str = "object_id"
    part: str | None = None


def _columns(names: str, **renamed: str) -> dict[str, str]:
    """Columns by the names under which the API shows them."""
    return {name: name for name in names.split()} | renamed


TOLD: Mapping[str, Told] = {
    "claims_claim": Told(
        "claims",
        "claims.view_claim",
        _columns(
            "text language kind claim_date recheck_every snoozed_until look_at withheld_at withdrawn_at created_at",
            claimant_id="claimant",
            assigned_to_id="assigned_to",
            current_verdict_id="verdict",
            proposed_verdict_id="proposed_verdict",
        ),
        (CLAIM,),
    ),
    "claims_prediction": Told(
        "predictions",
        "claims.view_prediction",
        _columns(
            "resolution_criteria time_text operator not_before not_after precision time_zone window_set_by computed"
            " horizon grace_days snoozed_until resolves_on hedge condition condition_state opens_at look_at due_at"
            " estimative_scale probability_low probability_point probability_high"
        ),
        (CLAIM,),
    ),
    "claims_appearance": Told(
        "claims",
        "claims.view_claim",
        _columns("start end quote withdrawn_at"),
        (CLAIM, VERSION),
        key="claim_id",
        part="appearance",
    ),
    "claims_claim_topics": Told(
        "claims", "claims.view_claim", {"topic_id": "topic"}, (CLAIM,), key="claim_id", part="topic"
    ),
    "claims_claimrelation": Told(
        "claims",
        "claims.view_claimrelation",
        _columns("kind state reason", other_id="other"),
        (CLAIM, ("claim", "other_id")),
        key="claim_id",
        part="relation",
    ),
    "claims_evidence": Told(
        "evidence",
        "claims.view_evidence",
        _columns("start end url quote stance note state reason added_at decided_at"),
        (CLAIM, VERSION),
    ),
    "claims_verdict": Told(
        "verdicts",
        "claims.view_verdict",
        _columns(
            "known_at rationale certainty resolution_criteria needs_approval reason recorded_at",
            rating_id="rating",
            replaces_id="replaces",
        ),
        (CLAIM,),
    ),
    "claims_verdictevidence": Told(
        "verdicts",
        "claims.view_verdict",
        {"evidence_id": "evidence"},
        (CLAIM, ("evidence", "evidence_id")),
        key="verdict_id",
        part="evidence",
    ),
    "claims_approval": Told(
        "verdicts",
        "claims.view_verdict",
        _columns("act comment recorded_at"),
        (CLAIM,),
        key="verdict_id",
        part="approval",
    ),
    "claims_candidatedecision": Told(
        "candidates",
        "claims.view_candidate",
        _columns("act reason", claim_id="claim"),
        (CLAIM, ("candidate", "candidate_id")),
        key="candidate_id",
        part="decision",
    ),
    "claims_claimant": Told(
        "claimants",
        "claims.view_claimant",
        _columns("name kind is_anonymous aliases same_as"),
        (("claimant", "object_id"),),
    ),
    "claims_topic": Told("topics", "claims.view_topic", _columns("name slug")),
    "sources_publisher": Told(
        "publishers", "sources.view_publisher", _columns("slug name site language kind time_zone"), key="slug"
    ),
    "sources_document": Told(
        "documents",
        "sources.view_document",
        _columns("url headline language published_at published_at_unknown_because access withheld_at"),
        (("document", "object_id"),),
    ),
    "sources_document_groups": Told(
        "documents", "sources.view_document", {}, (DOCUMENT,), key="document_id", part="groups"
    ),
    "sources_documentversion": Told(
        "documents",
        "sources.view_document",
        _columns("number media_type retrieved_at erased_at"),
        (DOCUMENT,),
        key="document_id",
        part="version",
    ),
}
"""By table. Of other tables nothing is told."""

RIGHTS: Mapping[str, Gate] = {
    "auth_user": ("self", "object_id"),
    "auth_user_groups": ("self", "user_id"),
    "auth_user_user_permissions": ("self", "user_id"),
    "auth_group_permissions": ("own group", "group_id"),
}
"""What the reader may read may be another since: told of themselves alone, without what it was."""


def _seen(rows: Callable[[Reader], Any]) -> Callable[[Reader, Collection[int]], set[int]]:
    return lambda reader, keys: set(rows(reader).filter(pk__in=keys).values_list("pk", flat=True))


def _versions(reader: Reader) -> Any:
    return DocumentVersion.objects.filter(document__in=visibility.documents(reader))


GATES: Mapping[str, Callable[[Reader, Collection[int]], set[int]]] = {
    "claim": _seen(visibility.claims),
    "version": _seen(_versions),
    "document": _seen(visibility.documents),
    "candidate": _seen(visibility.candidates),
    "evidence": _seen(visibility.evidence),
    "claimant": _seen(visibility.claimants),
    "self": lambda reader, keys: {key for key in keys if key == reader.pk},
    "own group": _seen(lambda reader: Group.objects.filter(user=reader.pk)),
}
"""Which of these keys the reader may see: one query each."""

ACTS_ON_ACCESS = frozenset({"withhold", "release", "restrict", "erase"})
REASON_OF = {"reopen": "claims_candidatedecision"}
"""Of an act on something that not all may see: the table whose entry alone gives the reason."""


def visible(entries: Iterable[LedgerEntry], reader: Any) -> list[LedgerEntry]:
    """Those of which the reader may see all that they name. At most one query a gate, however many entries."""
    entries = list(entries)
    asked: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        for gate, key in _named(entry):
            asked[gate].add(key)
    open_to = {gate: GATES[gate](reader, keys) for gate, keys in asked.items()}
    tables = {*RIGHTS, *(table for table, shown in TOLD.items() if reader.has_perm(shown.permission))}
    return [
        entry
        for entry in entries
        if entry.object_table in tables and all(key in open_to[gate] for gate, key in _named(entry))
    ]


def told(entries: Sequence[LedgerEntry], reader: Any) -> list[dict[str, Any]]:
    """The entries in the API's terms. At most three queries, however many."""
    changes = [_changed(entry) for entry in entries]
    plain = _plain_values(entries, changes)
    sees_why = reader.has_perms(["claims.withhold_claim", "sources.withhold_document"])
    return [
        {
            "seq": entry.seq,
            "recorded_at": instant(entry.recorded_at),
            "act": entry.act or None,
            "by": entry.actor or None,
            "reason": (plain("reason", entry.reason) or None) if _gives_reason(entry, sees_why=sees_why) else None,
            "operation": entry.operation,
            "object": _object(entry, plain),
            "claim": entry.claim_id,
            "changed": {
                TOLD[entry.object_table].columns[column]: {"before": plain(column, was), "after": plain(column, is_now)}
                for column, (was, is_now) in change.items()
            },
        }
        for entry, change in zip(entries, changes, strict=True)
    ]


def _named(entry: LedgerEntry) -> list[tuple[str, int]]:
    """What the entry names, by gate. Nothing is named by a column that is empty."""
    shown = TOLD.get(entry.object_table)
    gates = shown.gates if shown else (RIGHTS[entry.object_table],) if entry.object_table in RIGHTS else ()
    named = ((gate, _value(entry, column)) for gate, column in gates)
    return [(gate, key) for gate, key in named if key is not None]


def _value(entry: LedgerEntry, column: str) -> Any:
    if column in {"object_id", "claim_id"}:
        return getattr(entry, column)
    return (entry.after or entry.before or {}).get(column)


def _changed(entry: LedgerEntry) -> dict[str, tuple[Any, Any]]:
    """The columns shown of it: what stood there, and what does since."""
    shown, before, after = TOLD.get(entry.object_table), entry.before or {}, entry.after or {}
    changed = after if entry.before is None else before
    return (
        {column: (before.get(column), after.get(column)) for column in shown.columns if column in changed}
        if shown
        else {}
    )


def _object(entry: LedgerEntry, plain: Callable[[str, Any], Any]) -> dict[str, Any]:
    shown = TOLD.get(entry.object_table)
    if shown is None:
        return {"noun": "rights", "id": None, "part": None}
    return {"noun": shown.noun, "id": str(plain(shown.key, _value(entry, shown.key))), "part": shown.part}


def _gives_reason(entry: LedgerEntry, *, sees_why: bool) -> bool:
    if entry.act in ACTS_ON_ACCESS:
        return sees_why
    return entry.object_table == REASON_OF.get(entry.act, entry.object_table)


def _plain_values(
    entries: Iterable[LedgerEntry], changes: Iterable[Mapping[str, tuple[Any, Any]]]
) -> Callable[[str, Any], Any]:
    """A function that gives the value of a column as the API shows it: words for their hash, names for keys."""
    named: dict[str, set[Any]] = defaultdict(set)
    for change in changes:
        for column, pair in change.items():
            named[column].update(value for value in pair if value is not None)
    keys = {value for values in named.values() for value in values if _is_key(value)}
    keys |= {entry.reason for entry in entries} | {_value(entry, "slug") for entry in entries}
    words = dict(LedgerText.objects.filter(sha256__in=filter(_is_key, keys)).values_list("sha256", "text"))
    people = dict(User.objects.filter(pk__in=named["assigned_to_id"]).values_list("pk", "username"))
    ratings = dict(Rating.objects.filter(pk__in=named["rating_id"]).values_list("pk", "slug"))

    def plain(column: str, value: Any) -> Any:
        if _is_key(value):
            found = words.get(value) or ERASED
            return json.loads(found) if column == "aliases" and found != ERASED else found
        if column.endswith("_at") and value:
            return value.replace("+00:00", "Z")
        return {"assigned_to_id": people, "rating_id": ratings}.get(column, {}).get(value, value)

    return plain


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("sha256:")

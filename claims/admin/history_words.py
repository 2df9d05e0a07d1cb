"""The columns of ledger entries in words: labels, choices, names of rows, days, and texts by the key of their words."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.machine_words import reads_french
from claims.admin.wording import shortened
from claims.models import Candidate, Claim, Claimant, Evidence, LedgerEntry, LedgerText, Rating, Topic, Verdict
from claims.window_words import day_words
from sources.models import Document, DocumentVersion, Publisher

ACTS: dict[str, str | Promise] = {
    "accept": gettext_lazy("accepted the candidate"),
    "attach": gettext_lazy("attached an appearance"),
    "reject": gettext_lazy("rejected the candidate"),
    "reopen": gettext_lazy("reopened the candidate"),
    "settle": gettext_lazy("gave a verdict"),
    "retract": gettext_lazy("retracted the verdict"),
    "approved": gettext_lazy("approved the verdict"),
    "sent back": gettext_lazy("sent the verdict back"),
    "judge condition": gettext_lazy("judged the condition"),
    "word criteria": gettext_lazy("worded the criteria"),
    "set horizon": gettext_lazy("set the horizon"),
    "set grace": gettext_lazy("gave days of grace"),
    "set cadence": gettext_lazy("said how often to look again"),
    "snooze": gettext_lazy("snoozed it"),
    "reschedule": gettext_lazy("computed the instants anew"),
    "assign": gettext_lazy("assigned it"),
    "unassign": gettext_lazy("assigned it to nobody"),
    "adduce": gettext_lazy("added evidence"),
    "accept evidence": gettext_lazy("accepted evidence"),
    "reject evidence": gettext_lazy("rejected evidence"),
    "take back evidence": gettext_lazy("took back what was decided of evidence"),
    "suggest": gettext_lazy("proposed evidence"),
    "retry": gettext_lazy("had it tried again"),
    "relate": gettext_lazy("related it to another claim"),
    "refuse relation": gettext_lazy("refused a relation to another claim"),
    "sort under": gettext_lazy("sorted it under a topic"),
    "take from under": gettext_lazy("took it from under a topic"),
    "withhold": gettext_lazy("withheld it"),
    "release": gettext_lazy("released it"),
    "restrict": gettext_lazy("said who reads it"),
    "erase": gettext_lazy("erased the words"),
    "draft review": gettext_lazy("worded a review"),
    "word review": gettext_lazy("worded the review anew"),
    "publish review": gettext_lazy("published the review"),
    "pause review": gettext_lazy("paused the review"),
    "ingest": gettext_lazy("took in a text"),
    "correct": gettext_lazy("corrected it"),
    "add": gettext_lazy("added it"),
}
_NOUNS: dict[str, str | Promise] = {
    "claims_verdictevidence": gettext_lazy("the verdict rests on"),
    "sources_document_groups": gettext_lazy("who reads it"),
    "claims_claim_topics": gettext_lazy("topic"),
}
_LABELS: dict[tuple[str, str], str | Promise] = {
    ("claims_prediction", "computed_fr"): gettext_lazy("how the window was computed"),
    ("claims_verdictevidence", "evidence_id"): "",
    ("sources_document_groups", "group_id"): "",
    ("claims_claim_topics", "topic_id"): "",
}
KEY = "sha256:"
LONGEST = 600

# What the event itself says (who, when), what only places a row, and what follows from other columns.
_UNSAID = frozenset(
    {
        "id",
        "claim_id",
        "prediction_id",
        "start",
        "end",
        "sha256",
        "raw",
        "text_id",
        "created_at",
        "added_at",
        "recorded_at",
        "decided_at",
        "ingested_at",
        "retrieved_at",
        "withheld_at",
        "added_by_id",
        "decided_by_id",
        "by_id",
        "horizon_set_by_id",
        "document_id",
        "publisher_id",
        "needs_approval",
        "published_by_id",
        "modified_at",
        "slug",
        "replaces_id",
        "opens_at",
        "look_at",
        "due_at",
        "awaits_outcome",
        "media_type",
        "flags",
        "scale_id",
        "verdict_id",
    }
)


def act_words(act: str) -> str:
    """An act as the ledger names it, in words; empty where a row was changed by none."""
    return str(ACTS.get(act, act))


def image_of(entry: LedgerEntry) -> dict[str, Any]:
    """The row as the entry leaves it, or as it was where it was removed."""
    return entry.after or entry.before or {}


def changed_columns(entry: LedgerEntry) -> Iterator[tuple[str, Any, Any]]:
    """Each column worth telling, with its value before and after."""
    before, after = entry.before or {}, entry.after or {}
    columns = before if entry.operation == LedgerEntry.Operation.UPDATE else after or before
    unsaid = _UNSAID | {_said_in_the_other_language(columns)}
    for column in columns:
        was, is_now = before.get(column), after.get(column)
        is_the_reason = entry.reason and entry.reason in (was, is_now)
        if column not in unsaid and not is_the_reason:
            yield column, was, is_now


def _said_in_the_other_language(columns: dict[str, Any]) -> str:
    """Of the two columns that hold one sentence, the one that this reader is not shown."""
    return "computed" if reads_french() and columns.get("computed_fr") else "computed_fr"


def text_keys(entries: Iterable[LedgerEntry]) -> set[str]:
    """The keys of all words to which the entries refer."""
    values = (
        value
        for entry in entries
        for image in ({"": entry.reason}, entry.before or {}, entry.after or {})
        for value in image.values()
    )
    return {value for value in values if isinstance(value, str) and value.startswith(KEY)}


class Wording:
    """The words of some entries; reads what they need of texts and names in one query a table."""

    def __init__(self, entries: list[LedgerEntry], keys: set[str]) -> None:
        self._texts = dict(LedgerText.objects.filter(pk__in=keys).values_list("pk", "text"))
        self._names = _names(entries)

    def text(self, key: str) -> str:
        """The words, or that they were erased."""
        words = self._texts.get(key)
        return _("erased") if words is None else words

    def noun(self, entry: LedgerEntry) -> str:
        model = _model(entry.object_table)
        named = _NOUNS.get(entry.object_table)
        return str(named or (model._meta.verbose_name if model else entry.object_table))

    def label(self, entry: LedgerEntry, column: str) -> str:
        field = _field(entry.object_table, column)
        return str(_LABELS.get((entry.object_table, column), field.verbose_name if field else column))

    def value(self, entry: LedgerEntry, column: str, value: Any) -> str:
        field = _field(entry.object_table, column)
        if value is None or value == "":
            return ""
        if isinstance(value, str) and value.startswith(KEY):
            return _of_json(field, self.text(value))
        if isinstance(field, models.ForeignKey):
            return self._names.get((field.related_model, value), str(value))
        return _plain(field, value)


def _plain(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if choices := dict(getattr(field, "flatchoices", ())):
        return str(choices.get(value, value))
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(datetime.fromisoformat(value)), "DATETIME_FORMAT")
    if isinstance(field, models.DateField):
        return day_words(date.fromisoformat(value))
    return str(value)


def _of_json(field: Any, words: str) -> str:
    """Free words as they are; a list of names one after the other."""
    if not isinstance(field, models.JSONField) or not words.startswith("["):
        return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
    return ", ".join(map(str, json.loads(words)))


@cache
def _model(table: str) -> Any:
    known = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return known.get(table)


@cache
def _field(table: str, column: str) -> Any:
    model = _model(table)
    fields = model._meta.concrete_fields if model else ()
    return next((field for field in fields if field.column == column), None)


def _names(entries: list[LedgerEntry]) -> dict[tuple[Any, Any], str]:
    """What people call the rows to which the entries point."""
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for entry in entries:
        for column, was, is_now in changed_columns(entry):
            field = _field(entry.object_table, column)
            if isinstance(field, models.ForeignKey):
                wanted[field.related_model] |= {was, is_now} - {None}
    return {(model, key): name for model, keys in wanted.items() for key, name in _named(model, keys)}


def _named(model: Any, keys: set[Any]) -> Iterator[tuple[Any, str]]:
    found = _READ[model](model._default_manager.filter(pk__in=keys)) if model in _READ else ()
    for row in found:
        yield row.pk, shortened(_verdict_words(row) if isinstance(row, Verdict) else str(row), 200)


def _verdict_words(verdict: Verdict) -> str:
    return _("retracted") if verdict.is_retraction else str(verdict.rating)


_READ: dict[Any, Any] = {
    Candidate: lambda rows: rows.only("quote"),
    Claim: lambda rows: rows.only("text"),
    Claimant: lambda rows: rows.only("name"),
    Document: lambda rows: rows.only("headline", "url"),
    DocumentVersion: lambda rows: rows.select_related("document").defer("text", "raw"),
    Evidence: lambda rows: rows.only("quote"),
    Group: lambda rows: rows,
    Publisher: lambda rows: rows.only("name"),
    Rating: lambda rows: rows,
    Topic: lambda rows: rows,
    User: lambda rows: rows.only("username"),
    Verdict: lambda rows: rows.select_related("rating"),
}

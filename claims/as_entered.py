"""The tables as they stood after an entry of the ledger: each as an SQL query that gives its rows then.

`{seq}` stands for the entry's number, `{known}` for the instant by which the world knew a verdict.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, models

from claims.ledger import LEDGERED, words_of
from claims.models import (
    Appearance,
    AppendOnly,
    Approval,
    Claim,
    Claimant,
    ClaimRelation,
    Evidence,
    Prediction,
    Rating,
    RatingScale,
    Topic,
    Verdict,
    VerdictEvidence,
)
from claims.once_held import NAMING
from sources.models import Document, Publisher

ERASED = "█"
"""What stands for words that the law has taken out of the ledger. A quotation keeps its length."""

TABLES: Mapping[str, type[models.Model]] = {
    model._meta.db_table: model
    for model in (
        # In this order: each may name those before it.
        User,
        Publisher,
        Document,
        RatingScale,
        Rating,
        Claimant,
        Topic,
        Verdict,
        Approval,
        VerdictEvidence,
        Claim,
        Claim.topics.through,
        ClaimRelation,
        Prediction,
        Appearance,
        Evidence,
    )
}
"""What `rows` tells of."""

JUDGED = frozenset(model._meta.db_table for model in (Approval, Rating, Verdict, Claim, Prediction))
"""What goes together where only verdicts known by an instant count."""

_NAMED = ", ".join(f"(birth.after ->> '{column}')" for column in NAMING)
_THE_NAMED = f"coalesce({_NAMED})::bigint"

STAYS: Mapping[str, str] = {"claim_id": "birth.claim_id", "other_id": _THE_NAMED, "version_id": _THE_NAMED}
"""Columns that no row of these ever changes (the database refuses it), as the indexes of the ledger have them."""

STAYING = (Appearance, ClaimRelation, Evidence, Prediction, Claim.topics.through)

# What is asked row by row stands within a COALESCE: of anything else the planner would believe that it leaves no row,
# and read the whole table before it sorts and cuts it.
LAST = """
FROM public.claims_ledgerentry AS birth CROSS JOIN LATERAL (
    SELECT operation, after FROM public.claims_ledgerentry
    WHERE object_table = '{table}' AND object_id = birth.object_id AND seq <= {until}
    ORDER BY seq DESC LIMIT 1
) AS last
WHERE birth.object_table = '{table}' AND birth.operation IN ('insert', 'founding') AND birth.seq <= {until}
    AND last.operation <> 'delete' AND NOT coalesce((
        SELECT true FROM public.claims_ledgerentry AS again
        WHERE again.object_table = '{table}' AND again.object_id = birth.object_id
            AND again.operation IN ('insert', 'founding') AND again.seq > birth.seq AND again.seq <= {until} LIMIT 1
    ), false)
"""

# Rows that are never changed stand in their table as they were entered.
APPENDED = """
SELECT held.* FROM public.{table} AS held WHERE (
    SELECT min(seq) FROM public.claims_ledgerentry WHERE object_table = '{table}' AND object_id = held.id
) <= {{seq}}
"""

# Documents of now, for they say who may read what; dated as then.
DOCUMENTS = """
SELECT {columns}, (
    SELECT (after ->> 'published_at')::timestamptz FROM public.claims_ledgerentry
    WHERE object_table = 'sources_document' AND object_id = held.id AND seq <= {{seq}} ORDER BY seq DESC LIMIT 1
) AS published_at FROM public.sources_document AS held
"""

# Accounts came into the ledger after claims: who was there then is taken for having been there from the beginning.
SINCE_ACCOUNTS = """greatest({seq}, (
    SELECT max(seq) FROM public.claims_ledgerentry WHERE object_table = 'auth_user' AND operation = 'founding'
))"""

WORDS = """CASE WHEN {key} <> '' THEN coalesce(
    (SELECT text FROM public.claims_ledgertext WHERE sha256 = {key}), {erased}
) ELSE {key} END"""

# What stands now at its place in the text: blocks of the same length.
ERASED_QUOTE = """(
    SELECT substr(text, (last.after ->> 'start')::int + 1, (last.after ->> 'end')::int - (last.after ->> 'start')::int)
    FROM public.sources_documentversion WHERE id = (last.after ->> 'version_id')::bigint
)"""

NOT_WITHHELD_NOW = """AND NOT coalesce((
    SELECT held.withheld_at IS NOT NULL FROM public.claims_claim AS held WHERE held.id = birth.object_id
), false)"""
NEVER_WITHHELD = {"withheld_at": "NULL::timestamptz", "withheld_because": "''::varchar"}

# As claims.rules.counting.standing has it, of the verdicts known by then.
COUNTS = """(NOT verdict.needs_approval OR EXISTS (
    SELECT FROM claims_approval AS answer WHERE answer.verdict_id = verdict.id AND answer.act = 'approved'
))"""
STANDING_WITH = {
    "current_verdict_id": """(
        SELECT CASE WHEN verdict.rating_id IS NOT NULL THEN verdict.id END FROM claims_verdict AS verdict
        WHERE verdict.claim_id = birth.object_id AND {counts} ORDER BY verdict.id DESC LIMIT 1
    )""",
    "proposed_verdict_id": """(
        SELECT CASE WHEN NOT {counts} THEN verdict.id END FROM claims_verdict AS verdict
        WHERE verdict.claim_id = birth.object_id ORDER BY verdict.id DESC LIMIT 1
    )""",
}
# A condition never held as long as a verdict that says so counts, and is open without it.
AWAITED_WITH = {
    "awaits_outcome": """coalesce((
        SELECT claim.withdrawn_at IS NULL AND claim.current_verdict_id IS NULL
        FROM claims_claim AS claim WHERE claim.id = birth.claim_id
    ), false)""",
    "condition_state": """CASE
        WHEN last.after ->> 'condition_state' NOT IN ('open', 'never_held') THEN last.after ->> 'condition_state'
        WHEN coalesce((
            SELECT (SELECT is_annulment FROM claims_rating AS rating WHERE rating.id = verdict.rating_id)
            FROM claims_verdict AS verdict
            WHERE verdict.claim_id = birth.claim_id AND {counts} ORDER BY verdict.id DESC LIMIT 1
        ), false) THEN 'never_held' ELSE 'open' END""",
}
STANDING, AWAITED = (
    {column: expression.format(counts=COUNTS) for column, expression in given.items()}
    for given in (STANDING_WITH, AWAITED_WITH)
)


def last_entries(table: str, until: str = "{seq}") -> str:
    """FROM and WHERE of the rows of a table that stood after an entry: `birth.object_id`, `last.after`."""
    return LAST.format(table=table, until=until)


@cache
def rows(table: str, *, knows: bool = False, tells_withheld: bool = False) -> str:
    """The rows of a table, one of TABLES, after entry `{seq}`, in SQL.

    `knows`: verdicts count only where they were known by `{known}`; the query then names other tables of JUDGED.
    `tells_withheld`: claims that are withheld now are among them.
    """
    model = TABLES[table]
    if model is Document:
        return _documents()
    if issubclass(model, AppendOnly):
        return APPENDED.format(table=table) + ("AND held.known_at <= {known}" if knows and model is Verdict else "")
    columns = _columns(model)
    if model is Claim:
        columns |= ({} if tells_withheld else NEVER_WITHHELD) | (STANDING if knows else {})
    if model is Prediction:
        columns |= AWAITED if knows else {}
    told = ", ".join(f"{expression} AS {_quoted(name)}" for name, expression in columns.items())
    where = last_entries(table, SINCE_ACCOUNTS if model is User else "{seq}")
    return " ".join(["SELECT", told, where, NOT_WITHHELD_NOW if model is Claim and not tells_withheld else ""])


def _documents() -> str:
    columns = (str(field.column) for field in Document._meta.concrete_fields if field.column != "published_at")
    return DOCUMENTS.format(columns=", ".join(f"held.{_quoted(column)}" for column in columns))


def _columns(model: type[models.Model]) -> dict[str, str]:
    """Each column of a row as its last entry has it."""
    columns = {str(field.column): _column(model, field) for field in model._meta.concrete_fields}
    stays = {name: STAYS[name] for name in columns if name in STAYS} if model in STAYING else {}
    return columns | stays | {"id": "birth.object_id"}


def _column(model: type[models.Model], field: Any) -> str:
    """Where the entry is older than the column, or leaves it out, the column's default."""
    sort, held = field.cast_db_type(connection), f"(last.after ->> '{field.column}')"
    if field.column in LEDGERED[model]:
        return f"{_default(field)}::{sort}"
    if field.column in words_of(model):
        held = WORDS.format(key=held, erased=_erased(field))
    return f"({held})::{sort}" if field.null else f"coalesce({held}, {_default(field)})::{sort}"


def _erased(field: Any) -> str:
    blocks = f"'[\"{ERASED}\"]'" if isinstance(field, models.JSONField) else f"'{ERASED}'"
    return f"{ERASED_QUOTE}, {blocks}" if field.column == "quote" else blocks


def _default(field: Any) -> str:
    if field.null:
        return "NULL"
    match field:
        case models.CharField() | models.TextField():
            return "''"
        case models.JSONField():
            return "'[]'"
        case models.BooleanField():
            return "'false'"
        case models.DateTimeField():
            return "'epoch'"
        case _:
            return "'0'"


def _quoted(name: str) -> str:
    quoted: str = connection.ops.quote_name(name)
    return quoted

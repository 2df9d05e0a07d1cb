"""The present state of claims, predictions and verdicts, rebuilt from the ledger alone and compared with the tables."""

import json
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db import connection, models
from psycopg import sql

from claims.as_entered import last_entries
from claims.ledger import snapshot, words_of
from claims.models import Approval, Claim, LedgerText, Prediction, Verdict
from claims.rules.counting import Given, standing

REBUILT: tuple[type[models.Model], ...] = (Claim, Prediction, Verdict)

BATCH = 2000
LAST_OF_ALL = 2**63 - 1

Row = dict[str, Any]


def rebuild(model: type[models.Model]) -> Iterator[Row]:
    """The columns of each row that stands, as JSON has them in UTC, by key; erased words are null."""
    words = words_of(model)
    rows = [row for _key, row in sorted(_last_entries(model).items())]
    for batch in (rows[start : start + BATCH] for start in range(0, len(rows), BATCH)):
        keys = {row[column] for row in batch for column in words if row.get(column)}
        texts = dict(LedgerText.objects.filter(sha256__in=keys).values_list("sha256", "text"))
        for row in batch:
            yield {column: texts.get(value) if column in words and value else value for column, value in row.items()}


def differences() -> Iterator[str]:
    """What the tables hold otherwise than the ledger says, in words. Empty where they agree."""
    with snapshot():
        for model in REBUILT:
            yield from _differences_of(model)
        yield from _differences_of_standing()


def _last_entries(model: type[models.Model]) -> dict[int, Row]:
    """What the ledger last said of each row that stands, by key; words by their hash."""
    entries = last_entries(model._meta.db_table, until=f"{LAST_OF_ALL}")
    return dict(_read(f"SELECT birth.object_id, last.after::text {entries}"))


def _differences_of(model: type[models.Model]) -> Iterator[str]:
    table, words = model._meta.db_table, words_of(model)
    rebuilt, held = _last_entries(model), dict(_held(table))
    for key in sorted(rebuilt.keys() | held.keys()):
        if key not in held:
            yield f"{table} {key}: stands in the ledger and not in the table"
        elif key not in rebuilt:
            yield f"{table} {key}: stands in the table and not in the ledger"
        else:
            as_entered = {column: _entered(value, column in words) for column, value in held[key].items()}
            unlike = [column for column, value in rebuilt[key].items() if as_entered.get(column) != value]
            if unlike:
                yield f"{table} {key}: differs in {', '.join(sorted(unlike))}"


def _entered(value: Any, is_words: bool) -> Any:
    return f"sha256:{sha256(value.encode()).hexdigest()}" if is_words and value else value


def _held(table: str) -> Iterator[tuple[int, Row]]:
    statement = sql.SQL("SELECT id, to_jsonb(line)::text FROM {} AS line ORDER BY id")
    yield from _read(statement.format(sql.Identifier(table)))


def _read(statement: str | sql.Composed) -> Iterator[tuple[int, Row]]:
    """Keys, and columns that come as the text of JSON."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        while some := cursor.fetchmany(BATCH):
            yield from ((key, json.loads(line)) for key, line in some)


def _differences_of_standing() -> Iterator[str]:
    """Which verdict counts follows from verdicts and approvals: the claim's row must say the same."""
    chains: dict[int, list[Given]] = defaultdict(list)
    for key, verdict in sorted(_last_entries(Verdict).items()):
        given = Given(key, verdict["needs_approval"], is_retraction=verdict["rating_id"] is None)
        chains[verdict["claim_id"]].append(given)
    answers = {approval["verdict_id"]: approval["act"] for approval in _last_entries(Approval).values()}
    for key, claim in sorted(_last_entries(Claim).items()):
        ought = standing(chains[key], answers)
        if (claim["current_verdict_id"], claim["proposed_verdict_id"]) != (ought.current, ought.proposed):
            says = f"counts verdict {claim['current_verdict_id']} and proposes {claim['proposed_verdict_id']}"
            follow = f"from verdicts and approvals follow {ought.current} and {ought.proposed}"
            yield f"{Claim._meta.db_table} {key}: {says}; {follow}"

"""What a queryset asks, as a statement to be filled in again and again: making it costs more than running it."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import QuerySet
from psycopg.sql import Literal


def compiled(rows: "QuerySet[Any, Any]", places: Mapping[Any, str]) -> str:
    """The SQL, with a named place (`%(name)s`) where a parameter is one of those in `places`.

    Whatever else it says stands in it as it is. The values in `places` must be such as no other parameter has.
    """
    sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
    told: str = sql.replace("%%", "%%%%") % tuple(_place(parameter, places) for parameter in parameters)
    return told


def _place(parameter: Any, places: Mapping[Any, str]) -> str:
    name = places.get(parameter)
    return f"%({name})s" if name else Literal(parameter).as_string().replace("%", "%%")


def among(sql: str, name: str) -> str:
    """The statement with as many values as wanted where it has one: `IN (%(name)s)` becomes `= ANY(%(name)s)`."""
    one = f"IN (%({name})s)"
    if sql.count(one) != 1:
        raise RuntimeError(f"The statement does not name its {name} where it should.")
    return sql.replace(one, f"= ANY(%({name})s)")


def rights(reader: User) -> tuple[bool, ...]:
    """What the SQL of `visible_to` depends on, beside the reader's key."""
    return (reader.is_superuser, *map(reader.has_perm, ("claims.withhold_claim", "sources.withhold_document")))

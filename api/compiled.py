"""What a queryset asks, as a statement to be filled in again and again: compiling it can cost more than running it."""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from psycopg.sql import Literal


def compiled(rows: "QuerySet[Any, Any]", places: Mapping[Any, str]) -> str:
    """The SQL, with a named place (`%(name)s`) where a parameter is one of those in `places`.

    Whatever else it says stands in it as it is. The values in `places` must be such as no other parameter has.
    """
    sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
    return sql.replace("%%", "%%%%") % tuple(_place(parameter, places) for parameter in parameters)


def _place(parameter: Any, places: Mapping[Any, str]) -> str:
    name = places.get(parameter)
    return f"%({name})s" if name else Literal(parameter).as_string().replace("%", "%%")

"""Words found in French and English texts, accents aside: *régions* by *region*, *crossed* by *crosses*."""

import re
from typing import Any, TypeVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, Q, QuerySet

# The text search configurations that sources 0004 makes; both are asked, as a search does not say its language.
CONFIGURATIONS = {"fr": "aver_french", "en": "aver_english"}
MOST_WORDS = 20
FEW = 2000
"""Rows found that are named one by one in the query that shows them."""

Row = TypeVar("Row", bound=Model)


def word_indexes(field: str, *, name: str) -> list[GinIndex]:
    """The indexes by which `containing` finds words in this field: `NAME_fr`, `NAME_en`."""
    return [
        GinIndex(SearchVector(field, config=configuration), name=f"{name}_{language}")
        for language, configuration in CONFIGURATIONS.items()
    ]


def containing(rows: QuerySet[Row], field: str, words: str) -> QuerySet[Row]:
    """The rows whose field has all the words, or words that begin so, in either language; none where no word is given.

    Whatever is typed is searched for as words: no sign of it is an operator.
    """
    query = _query(words)
    if not query:
        return rows.none()
    vectors: dict[str, Any] = {}
    found = Q()
    for language, configuration in CONFIGURATIONS.items():
        vectors[f"words_{language}"] = SearchVector(field, config=configuration)
        found |= Q(**{f"words_{language}": SearchQuery(query, config=configuration, search_type="raw")})
    matching: QuerySet[Row] = rows.alias(**vectors).filter(found)
    return matching


def narrowed(rows: QuerySet[Row], keys: QuerySet[Any]) -> QuerySet[Row]:
    """Those of `rows` whose key is among `keys`. Reads up to `FEW` keys first, one query: the planner cannot tell how
    rare words are, and would walk the whole table in the hope of meeting them soon."""
    few = _first(keys)
    found: QuerySet[Row] = rows.filter(pk__in=keys if len(few) > FEW else set(few))
    return found


def _first(keys: QuerySet[Any]) -> list[Any]:
    """Up to `FEW` and one. Materialized, so that the plan does not count on the limit; it is still read lazily."""
    try:
        sql, parameters = keys.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        lazily = f"WITH found AS MATERIALIZED ({sql}) SELECT * FROM found LIMIT {FEW + 1}"  # noqa: S608 (of the ORM)
        cursor.execute(lazily, parameters)
        return [row[0] for row in cursor.fetchall()]


def _query(words: str) -> str:
    return " & ".join(f"'{word}':*" for word in re.findall(r"[^\W_]+", words)[:MOST_WORDS])

"""`expand=`: rows that others only name by their key, shown in full beside them; one query for each name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from rest_framework import serializers
from rest_framework.request import Request

from api.problems import BadParameters, Fault
from claims.querysets import Reader

EXPAND, EXPANDED = "expand", "expanded"
MOST = 100
"""Rows that one row is shown with under one name, the oldest first; for more there is a list with its filter."""


@dataclass(frozen=True, slots=True)
class One:
    """The one row that `by` finds the key of, if the reader may see it."""

    serializer: type[serializers.BaseSerializer[Any]]
    rows: Callable[[Reader], QuerySet[Any]]
    by: Callable[[Any], Any]

    def gather(self, shown: Sequence[Any], reader: Reader) -> dict[Any, Any]:
        """By key of the row shown: what is told of the other, or None."""
        keys = {row.pk: self.by(row) for row in shown}
        found = self.rows(reader).in_bulk([key for key in set(keys.values()) if key is not None])
        told = {key: self.serializer(row).data for key, row in found.items()}
        return {pk: told.get(key) for pk, key in keys.items()}

    def field(self) -> serializers.BaseSerializer[Any]:
        return self.serializer(required=False, allow_null=True)


@dataclass(frozen=True, slots=True)
class Many:
    """The rows whose field `of` names the row shown: those that the reader may see, `MOST` of them at the most."""

    serializer: type[serializers.BaseSerializer[Any]]
    rows: Callable[[Reader], QuerySet[Any]]
    of: str

    def gather(self, shown: Sequence[Any], reader: Reader) -> dict[Any, Any]:
        """By key of the row shown: what is told of the others, oldest first."""
        told: dict[Any, list[Any]] = {row.pk: [] for row in shown}
        numbered = Window(RowNumber(), partition_by=F(self.of), order_by=F("pk").asc())
        rows = self.rows(reader).filter(**{f"{self.of}__in": list(told)}).annotate(place=numbered)
        for row in rows.filter(place__lte=MOST).order_by("pk"):
            told[getattr(row, self.of)].append(self.serializer(row).data)
        return told

    def field(self) -> serializers.BaseSerializer[Any]:
        return self.serializer(required=False, many=True)


@dataclass(frozen=True, slots=True)
class Only:
    """The one row whose field `of` names the row shown, if there is one that the reader may see."""

    serializer: type[serializers.BaseSerializer[Any]]
    rows: Callable[[Reader], QuerySet[Any]]
    of: str

    def gather(self, shown: Sequence[Any], reader: Reader) -> dict[Any, Any]:
        """By key of the row shown: what is told of the other, or None."""
        told: dict[Any, Any] = {row.pk: None for row in shown}
        for row in self.rows(reader).filter(**{f"{self.of}__in": list(told)}):
            told[getattr(row, self.of)] = self.serializer(row).data
        return told

    def field(self) -> serializers.BaseSerializer[Any]:
        return self.serializer(required=False, allow_null=True)


Expansion = One | Only | Many
Expansions = Mapping[str, Expansion]


def asked_for(request: Request, known: Expansions) -> tuple[str, ...]:
    """The names that `expand=` lists, parted by commas. Raises BadParameters for one that is not known here."""
    words = request.query_params.get(EXPAND)
    names = tuple(dict.fromkeys(words.split(","))) if words else ()
    if unknown := [name for name in names if name not in known]:
        detail = f"“{unknown[0][:80]}” cannot be expanded here; give some of {', '.join(sorted(known))}."
        raise BadParameters([Fault("invalid_choice", detail, parameter=EXPAND)])
    return names


def expanded(shown: Sequence[Any], names: Sequence[str], known: Expansions, reader: Reader) -> list[dict[str, Any]]:
    """For each row shown, what stands under each name. One query a name, and those of its rows' prefetches."""
    gathered = {name: known[name].gather(shown, reader) for name in names}
    return [{name: told[row.pk] for name, told in gathered.items()} for row in shown]

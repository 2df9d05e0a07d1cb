"""Reads annotated sets and says what is wrong with them: the file, its line, what is missing there."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from claims.extraction.language import SUPPORTED

Record = Mapping[str, Any]


class MalformedSet(ValueError):
    """An annotated set that cannot be scored; the message is one sentence that names the place."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A plain value: what it must be, in words, and the test for it."""

    name: str
    fits: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class OrNull:
    """Null, or what has the shape."""

    shape: "Shape"


Shape: TypeAlias = "Leaf | OrNull | Mapping[str, Shape] | Sequence[Shape]"
"""A leaf, an object with these keys among others, or a list (of one shape) of any length."""


def _is_offset(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_span(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_offset, value)) and value[0] <= value[1]


def _is_window(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(day is None or _is_day(day) for day in value)


TEXT = Leaf("a text", lambda value: isinstance(value, str))
FLAG = Leaf("0 or 1", lambda value: value in (0, 1))
OFFSET = Leaf("an offset in code points", _is_offset)
DAY = Leaf("a day as YYYY-MM-DD", _is_day)
LANGUAGE = Leaf(f"one of {', '.join(SUPPORTED)}", lambda value: value in SUPPORTED)
SPAN = Leaf("a pair of offsets, start and end", _is_span)
WINDOW = Leaf("a pair of days as YYYY-MM-DD, either may be null", _is_window)


def read_lines(path: Path, shape: Shape) -> tuple[Record, ...]:
    """The objects of a file, one a line, blank lines aside; each has been checked.

    Raises MalformedSet naming the line, or saying that there is none, and OSError if the file cannot be read.
    """
    records = tuple(_checked(line, f"line {number}", shape) for number, line in _lines(path))
    if not records:
        raise MalformedSet("it has no line to score")
    return records


def read_object(path: Path, shape: Shape) -> Record:
    """The one object of a file. Raises MalformedSet naming the file, and OSError if it cannot be read."""
    return _checked(read_text(path), path.name, shape)


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, its line ends as they are. Raises MalformedSet if it is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedSet(f"{path.name}: byte {error.start} is not UTF-8") from error


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines end at a line feed only: JSON may hold the other signs that Python splits at."""
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if line.strip():
            yield number, line


def _checked(written: str, where: str, shape: Shape) -> Record:
    try:
        record = json.loads(written)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in written.strip() else ""
        raise MalformedSet(f"{where} is not JSON: {error.msg} at {line}column {error.colno}") from error
    if not isinstance(record, dict):
        raise MalformedSet(f"{where} is not a JSON object")
    wrong = next(_wrong(record, shape, ""), None)
    if wrong:
        raise MalformedSet(f"{where}: {wrong}")
    return record


def _wrong(value: Any, shape: Shape, place: str) -> Iterator[str]:
    if isinstance(shape, Leaf):
        if not shape.fits(value):
            yield f'"{place}" is not {shape.name}'
    elif isinstance(shape, OrNull):
        if value is not None:
            yield from _wrong(value, shape.shape, place)
    elif isinstance(shape, Mapping):
        yield from _wrong_in_object(value, shape, place)
    elif not isinstance(value, list):
        yield f'"{place}" is not a list'
    else:
        for index, one in enumerate(value):
            yield from _wrong(one, shape[0], f"{place}[{index}]")


def _wrong_in_object(value: Any, shape: Mapping[str, Shape], place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f'"{place}" is not an object'
        return
    for key, inner in shape.items():
        if key in value:
            yield from _wrong(value[key], inner, f"{place}.{key}" if place else key)
        else:
            yield f'"{key}" is missing in {place}' if place else f'"{key}" is missing'

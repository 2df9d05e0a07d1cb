"""The words of a sentence before they are parsed, and the runs into which insertions cut them."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark of the normalised text; `quotation` is the number of the quotation around it, or None."""

    text: str
    lower: str
    start: int
    end: int
    quotation: int | None


class Role(StrEnum):
    """What a run of words is in its sentence."""

    MAIN = "main"
    REPORT = "report"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are parsed together: the sentence itself, an inserted reporting clause, or a source phrase.

    `cue` and `subject` index into `tokens`: where the reporting verb (or *selon*) stands, and where the name of the
    source begins and ends; both None for the sentence itself.
    """

    role: Role
    tokens: tuple[Token, ...]
    cue: tuple[int, int] | None = None
    subject: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Insertion:
    """A stretch `[start, end)` of a sentence's tokens that tells who speaks; `cue` and `subject` as in `Run`."""

    role: Role
    start: int
    end: int
    cue: tuple[int, int]
    subject: tuple[int, int]

"""One report: somebody (subject) says (cue) something (contents), found in a parsed sentence."""

from dataclasses import dataclass
from enum import StrEnum

from claims.extraction.attribution.cues import ReportingVerb
from claims.extraction.syntax import Word


class Form(StrEnum):
    """The grammar that carries a content."""

    COMPLEMENT = "complement"
    INFINITIVE = "infinitive"
    NOMINAL = "nominal"
    INSERTED = "inserted"
    SOURCE = "source"
    DENIAL = "denial"
    ACCUSATION = "accusation"
    COLON = "colon"
    LABEL = "label"
    ATTITUDE = "attitude"
    FLOATING = "floating"


@dataclass(frozen=True, slots=True)
class Report:
    """`subject` holds the words of the source's noun phrase, () where it must be found elsewhere.

    `contents` are word ranges `[first, last)` in the order of the parse; `head` is the cue's main word.
    """

    form: Form
    head: int
    cue: tuple[int, int]
    subject: tuple[Word, ...]
    contents: tuple[tuple[int, int], ...]
    verb: ReportingVerb | None

    def holds(self, index: int) -> bool:
        """True if the word lies in the content."""
        return any(first <= index < last for first, last in self.contents)

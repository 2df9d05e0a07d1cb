"""Words of the machine's own, in both languages of the desk; made where what they say is decided."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence or a part of one, in English and in French."""

    en: str = ""
    fr: str = ""

"""Estimative words read on published scales (`scales/*.toml`): *almost certain* is 93 ± 6 on Kent's scale."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SCALES = Path(__file__).parent / "scales"
DEFAULT_SCALE = "kent-1964"


@dataclass(frozen=True, slots=True)
class Probability:
    """A reading of a hedge: shares of one, and the scale (`in_text` for a number the text itself gives)."""

    low: float
    point: float
    high: float
    scale: str


@dataclass(frozen=True, slots=True)
class Scale:
    """One published scale of estimative words; `words` maps language to lower-case word to reading."""

    name: str
    version: str
    source: str
    words: Mapping[str, Mapping[str, Probability]]

    def reading(self, word: str, language: str) -> Probability | None:
        """The number this scale gives the word, or None: a word that is not on the scale has no number."""
        return self.words.get(language, {}).get(" ".join(word.lower().split()))


@cache
def load_scale(name: str = DEFAULT_SCALE) -> Scale:
    """Read `scales/NAME.toml`. Raises ValueError naming the known scales if there is none of that name."""
    if name not in scale_names():
        raise ValueError(f"scale: {name!r} is not known; known are {', '.join(scale_names())}")
    data = tomllib.loads((SCALES / f"{name}.toml").read_text("utf-8"))
    words: dict[str, dict[str, Probability]] = {}
    for entry in data["term"]:
        low, point, high = (entry[key] / 100 for key in ("low", "point", "high"))
        for language in ("en", "fr"):
            for word in entry.get(language, ()):
                words.setdefault(language, {})[word] = Probability(low, point, high, name)
    return Scale(name=name, version=data["version"], source=data["source"], words=words)


@cache
def scale_names() -> tuple[str, ...]:
    """The names of the scales that ship with Aver, sorted."""
    return tuple(sorted(path.stem for path in SCALES.glob("*.toml")))

"""The model's table of tags, each combination looked up once: its matcher takes a third of the English model's time."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from spacy.attrs import DEP, IS_SPACE, LOWER, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

Match = tuple[int, int, int, int]
_Pattern = list[dict[str, Any]]
_READ = {"LOWER": LOWER, "TAG": TAG, "POS": POS, "DEP": DEP, "IS_SPACE": IS_SPACE}
_PREDICATES = frozenset({"IN", "NOT_IN", "REGEX"})
_MOST = 50_000


class Rulings:
    """The attribute ruler of one model, with the same effect on every document.

    A pattern of one token sees only its word, tags and dependency, so what matches is remembered by these, the word
    only if some pattern names it. A longer pattern is matched where its first token may begin one.
    """

    def __init__(self, model: Language) -> None:
        ruler: Any = model.get_pipe("attribute_ruler")
        self._ruler = ruler
        self._strings = model.vocab.strings
        patterns = [
            (str(number), pattern)
            for number, rule in enumerate(ruler.patterns)
            for pattern in cast(list[_Pattern], rule["patterns"])
        ]
        self._can_remember = all(_is_readable(pattern) for _, pattern in patterns)
        self._alone, self._first, self._longer = (Matcher(model.vocab) for _ in range(3))
        for number, pattern in patterns:
            if len(pattern) == 1:
                self._alone.add(number, [pattern])
            else:
                self._first.add(number, [pattern[:1]])
                self._longer.add(number, [pattern])
        self._longest = max(len(pattern) for _, pattern in patterns)
        self._named = [spelling for _, pattern in patterns for spelling in _spellings(pattern[0])]
        self._words: dict[int, int] = {}
        self._known: dict[tuple[int, ...], tuple[tuple[tuple[int, int], ...], bool]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The document with what the rules set."""
        self._ruler.set_annotations(doc, self.match(doc))
        return doc

    def match(self, doc: Doc) -> list[Match]:
        """What the ruler itself would match, in its order: rule, its name's hash, first token, one past the last."""
        if not self._can_remember:
            return cast(list[Match], self._ruler.match(doc))
        found: list[Match] = []
        for at, (word, *rest) in enumerate(doc.to_array(list(_READ.values())).tolist()):
            named = self._words.get(word)
            key = (self._named_or_0(word) if named is None else named, *rest)
            alone, may_open = self._known.get(key) or self._remembered(key, doc, at)
            found.extend([(number, name, at, at + 1) for number, name in alone])
            if may_open:
                found.extend(self._opened(doc, at))
        found.sort()
        return found

    def _named_or_0(self, word: int) -> int:
        if len(self._words) >= _MOST:
            self._words.clear()
        spelled = self._strings[word]
        is_named = any(spelling.search(spelled) for spelling in self._named)
        named = self._words[word] = word if is_named else 0
        return named

    def _remembered(self, key: tuple[int, ...], doc: Doc, at: int) -> tuple[tuple[tuple[int, int], ...], bool]:
        if len(self._known) >= _MOST:
            self._known.clear()
        token = doc[at : at + 1]
        alone = tuple((int(self._strings[name]), name) for name, _, _ in self._alone(token, allow_missing=True))
        reading = self._known[key] = alone, len(self._first) > 0 and bool(self._first(token, allow_missing=True))
        return reading

    def _opened(self, doc: Doc, at: int) -> list[Match]:
        """What begins at a token and is longer than it."""
        matches = self._longer(doc[at : at + self._longest], allow_missing=True)
        return [(int(self._strings[name]), name, at, at + end) for name, start, end in matches if start == 0]


def _is_readable(pattern: _Pattern) -> bool:
    """Whether nothing but what we remember by decides a pattern, token by token."""
    word = pattern[0].get("LOWER", "")
    return all(set(token) <= set(_READ) for token in pattern) and (isinstance(word, str) or set(word) <= _PREDICATES)


def _spellings(token: dict[str, Any]) -> Iterator[re.Pattern[str]]:
    """What the words look like that the pattern of a token names."""
    word = token.get("LOWER", {})
    predicates: dict[str, Any] = {"IN": [word]} if isinstance(word, str) else word
    for predicate, named in predicates.items():
        if predicate == "REGEX":
            yield re.compile(named)
        else:
            yield from (re.compile(rf"\A{re.escape(each)}\Z") for each in named)


@cache
def rulings_of(model: Language) -> Rulings:
    """The table of a loaded model."""
    return Rulings(model)

"""Finds the time expressions of a text: operator word, expression, and what belongs to them."""

from claims.extraction.timeframe.antecedents import linked
from claims.extraction.timeframe.bounds import Bounded, bounded_expression
from claims.extraction.timeframe.lexicon import lexicon_for
from claims.extraction.timeframe.reader import Found, Reader
from claims.extraction.timeframe.symbols import Mention
from claims.extraction.timeframe.tokens import tokenize

_FARTHEST_CORE = 12
_GLUED_BEFORE = frozenset(".,$€£/_-+#@&")


def find(text: str, *, language: str) -> tuple[Mention, ...]:
    """The time expressions of `text` in order, not overlapping; none in a language without a grammar.

    Give a whole paragraph or document at once: *a week later* and *le lundi suivant* count from the mention before.

    >>> [mention.text for mention in find("Le Sénat votera d'ici mardi, avant Noël.", language="fr")]
    ["d'ici mardi", 'avant Noël']
    """
    lexicon = lexicon_for(language)
    if lexicon is None:
        return ()
    reader = Reader.of(tokenize(text), lexicon)
    mentions: list[Mention] = []
    next_core = _next_core(reader)
    i = 0
    while i < len(reader.tokens):
        idiom = reader.phrase("idioms", i)
        if idiom:
            i = idiom.end
            continue
        is_near_core = next_core[i] - i <= _FARTHEST_CORE
        found = bounded_expression(reader, i) if is_near_core and _may_begin(reader, i) else None
        if found is None:
            i += 1
            continue
        mentions.append(_mention(text, reader, i, found))
        i = found.end
    return linked(tuple(mentions))


def _next_core(reader: Reader) -> list[int]:
    """For each token the index of the next number or core word: far from all of them no rule need be tried."""
    following = [len(reader.tokens) + _FARTHEST_CORE + 1] * (len(reader.tokens) + 1)
    for i in range(len(reader.tokens) - 1, -1, -1):
        following[i] = i if _is_core(reader, i) else following[i + 1]
    return following


def _is_core(reader: Reader, i: int) -> bool:
    """A word of time, or a figure that could be one: a year, a day, or one with a word or sign of time behind it."""
    if reader.number(i) is None:
        return reader.key(i) in reader.lexicon.cores
    if len(reader.key(i)) == 4 or reader.key(i + 1) in reader.lexicon.openings:
        return True
    if reader.number(i + 1) is not None:
        return len(reader.key(i + 2)) == 4 or reader.key(i + 2) == "/"
    return reader.touches(i + 1) or reader.phrase("day_determiners", i - 1) is not None


def _may_begin(reader: Reader, i: int) -> bool:
    """Whether a rule could start here: most words open no phrase, and a number glued to a sign or letter is no time."""
    if reader.number(i) is None:
        return bool(reader.opens(i))
    before = reader.key(i - 1)
    return not (reader.touches(i) and (before in _GLUED_BEFORE or reader.is_word(i - 1)))


def _mention(text: str, reader: Reader, i: int, found: Bounded) -> Mention:
    start, end = reader.tokens[i].start, reader.tokens[found.end - 1].end
    core_start = reader.tokens[found.core_start].start
    return Mention(
        start=start,
        end=end,
        text=text[start:end],
        core_start=core_start,
        core_end=reader.tokens[found.core.end - 1].end,
        value=found.value,
        bound=found.bound,
        operator_word=text[start:core_start].strip(),
        always_ahead=found.is_always_ahead,
        clock=found.core.clock,
        holds_event=found.holds_event,
        ends=tuple(_end_of_range(text, reader, at, half) for at, half in found.core.ends),
    )


def _end_of_range(text: str, reader: Reader, i: int, found: Found) -> Mention:
    start, end = reader.tokens[i].start, reader.tokens[found.end - 1].end
    return Mention(start, end, text[start:end], start, end, found.value, clock=found.clock)

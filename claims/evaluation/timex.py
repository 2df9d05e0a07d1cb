"""Scores the time grammar as TempEval-3 does: relaxed and strict spans, and the values of relaxed matches."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from claims.evaluation.records import DAY, LANGUAGE, OFFSET, TEXT, Record, Shape, read_lines
from claims.evaluation.report import Report, f1, share
from claims.evaluation.timex_values import timex
from claims.extraction.timeframe.grammar import find
from claims.extraction.timeframe.lexicon import Lexicon, lexicon_for
from claims.extraction.timeframe.resolution import Direction
from claims.extraction.timeframe.symbols import Bound, ClockOnly, EventOnly, Mention, Vague
from claims.extraction.timeframe.tokens import Token, tokenize

SHAPE: Shape = {
    "text": TEXT,
    "language": LANGUAGE,
    "published_on": DAY,
    "timexes": [{"start": OFFSET, "end": OFFSET, "type": TEXT, "value": TEXT}],
}
_SENTENCE_SIGNS = frozenset('.!?;:"“”`¶')
_FARTHEST_VERB = 10


@dataclass(frozen=True, slots=True)
class Timex:
    """One annotated or found expression, without its operator word."""

    start: int
    end: int
    kind: str
    value: str


def score(path: Path) -> Report:
    """Scores a file of JSON lines: `text, language, published_on, timexes [{start, end, type, value}]`."""
    return score_records(read_lines(path, SHAPE))


def score_records(records: Iterable[Record]) -> Report:
    """The same over parsed records."""
    matched: list[tuple[Timex, Timex]] = []
    n_gold = n_found = 0
    misses: list[str] = []
    for record in records:
        gold = [Timex(x["start"], x["end"], x["type"], x["value"]) for x in record["timexes"]]
        found = list(timexes(record["text"], record["language"], date.fromisoformat(record["published_on"])))
        pairs = pair_by_overlap(gold, found)
        matched += pairs
        n_gold, n_found = n_gold + len(gold), n_found + len(found)
        misses += _misses(record, gold, found, pairs)
    return Report(_figures(matched, n_gold, n_found), tuple(misses))


def timexes(text: str, language: str, published_on: date) -> Iterator[Timex]:
    """What the grammar finds, the ends of ranges apart, without events and vague adverbs (*soon, recently*).

    There is no parser here: a weekday looks back, as in most news, unless the nearest verb before it looks ahead.
    """
    lexicon = lexicon_for(language)
    if lexicon is None:
        return
    tokens = tokenize(text)
    starts = [token.start for token in tokens]
    for mention in find(text, language=language):
        if isinstance(mention.value, EventOnly) or _is_vague_adverb(mention):
            continue
        direction = _direction(mention, tokens, bisect_left(starts, mention.start), lexicon)
        for part in mention.ends or (mention,):
            kind, value = timex(part, published_on=published_on, direction=direction)
            yield Timex(part.core_start, _end(part), kind, value)


def _is_vague_adverb(mention: Mention) -> bool:
    value = mention.value
    if not isinstance(value, Vague) or value.unit is not None:
        return False
    return not mention.text.lower().endswith(("now", "future"))


def _direction(mention: Mention, tokens: tuple[Token, ...], place: int, lexicon: Lexicon) -> Direction:
    """Which way the nearest telling word of the sentence looks: one of intent or future ahead, any other back.

    The words before the mention tell; at the beginning of a sentence those after it. *Wednesday's ruling* is given.
    """
    if mention.text.endswith(("'s", "’s")):
        return Direction.UNKNOWN
    told = _told(reversed(tokens[max(0, place - _FARTHEST_VERB) : place]), lexicon)
    if told is not None:
        return Direction.UNKNOWN if told is Direction.PAST and mention.bound is not Bound.AT else told
    if place and tokens[place - 1].key not in _SENTENCE_SIGNS:
        return Direction.UNKNOWN
    after = [token for token in tokens[place : place + 2 * _FARTHEST_VERB] if token.start >= mention.end]
    return _told_after(after[:_FARTHEST_VERB], lexicon)


def _told(words: Iterable[Token], lexicon: Lexicon) -> Direction | None:
    """What the first telling word says; None where the sentence ends before it."""
    for token in words:
        if token.key in _SENTENCE_SIGNS:
            return None
        if lexicon.candidates("verbs_ahead", token.key):
            return Direction.FUTURE
        if lexicon.candidates("verbs_back", token.key):
            return Direction.PAST
        if token.key.endswith("ed") and token.surface.islower():
            return Direction.UNKNOWN
    return None


def _told_after(words: Iterable[Token], lexicon: Lexicon) -> Direction:
    """*On Friday, the court will rule*: only an auxiliary tells, as the first verb after the mention."""
    for token in words:
        if token.key in _SENTENCE_SIGNS:
            break
        if lexicon.candidates("auxiliaries_ahead", token.key):
            return Direction.FUTURE
        if lexicon.candidates("verbs_back", token.key):
            return Direction.PAST
    return Direction.UNKNOWN


def _end(mention: Mention) -> int:
    return mention.end if isinstance(mention.value, ClockOnly) else mention.core_end


def pair_by_overlap(gold: list[Timex], found: list[Timex]) -> list[tuple[Timex, Timex]]:
    """One to one, the widest overlap first."""
    overlaps = sorted(
        ((min(g.end, f.end) - max(g.start, f.start), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)),
        key=lambda entry: -entry[0],
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs: list[tuple[Timex, Timex]] = []
    for width, i, j in overlaps:
        if width > 0 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def _figures(matched: list[tuple[Timex, Timex]], n_gold: int, n_found: int) -> dict[str, float]:
    strict = sum((g.start, g.end) == (f.start, f.end) for g, f in matched)
    relaxed_f1 = f1(share(len(matched), n_found), share(len(matched), n_gold))
    value_accuracy = share(sum(g.value == f.value for g, f in matched), len(matched))
    type_accuracy = share(sum(g.kind == f.kind for g, f in matched), len(matched))
    return {
        "relaxed_precision": share(len(matched), n_found),
        "relaxed_recall": share(len(matched), n_gold),
        "relaxed_f1": relaxed_f1,
        "strict_f1": f1(share(strict, n_found), share(strict, n_gold)),
        "value_accuracy": value_accuracy,
        "value_f1": relaxed_f1 * value_accuracy,
        "type_f1": relaxed_f1 * type_accuracy,
        "annotated": n_gold,
        "found": n_found,
    }


def _misses(record: Record, gold: list[Timex], found: list[Timex], pairs: list[tuple[Timex, Timex]]) -> Iterator[str]:
    text = record["text"]
    matched_gold = {id(pair[0]) for pair in pairs}
    matched_found = {id(pair[1]) for pair in pairs}
    for expected in gold:
        if id(expected) not in matched_gold:
            yield f"missed {_shown(text, expected)}"
    for extra in found:
        if id(extra) not in matched_found:
            yield f"extra {_shown(text, extra)}"
    for expected, got in pairs:
        if expected.value != got.value:
            yield f"value {_shown(text, expected)} said {record['published_on']}, read as {got.value}"
        elif (expected.start, expected.end) != (got.start, got.end):
            yield f"span {_shown(text, expected)}, read “{text[got.start : got.end]}”"


def _shown(text: str, expression: Timex) -> str:
    around = text[max(0, expression.start - 40) : expression.end + 30].replace("\n", " ")
    return f"“{text[expression.start : expression.end]}” ({expression.value}) in “…{around}…”"

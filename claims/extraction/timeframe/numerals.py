"""Numbers in figures and in words, as amounts, ordinals and years."""

from dataclasses import dataclass

from claims.extraction.timeframe.reader import Read, Reader, remembering

_LONGEST_SPELLED = 9
_CENTURY = 100


@dataclass(frozen=True, slots=True)
class Amount:
    """How many: None for *several, quelques*. `is_article` when only *a, une* said it."""

    count: float | None
    is_article: bool = False


@remembering
def cardinal(reader: Reader, i: int) -> Read[int] | None:
    """A whole number in figures (grouped by threes or not) or in words."""
    return _figures(reader, i) or _spelled(reader, i)


def _figures(reader: Reader, i: int) -> Read[int] | None:
    number = reader.number(i)
    if number is None:
        return None
    end = i + 1
    if reader.key(end) == "," and reader.touches(end + 1) and _is_group_of_three(reader, end + 1):
        return Read(number * 1000 + int(reader.key(end + 1)), end + 2)
    return Read(number, end)


def _is_group_of_three(reader: Reader, i: int) -> bool:
    return reader.number(i) is not None and len(reader.key(i)) == 3 and reader.touches(i)


def _spelled(reader: Reader, i: int) -> Read[int] | None:
    """*vingt-deux, quatre-vingt-dix, two hundred and five*: added up as long as each word is smaller than the last."""
    total, end, room = 0, i, 0
    for _ in range(_LONGEST_SPELLED):
        start = reader.after_any(("-",), end) if total else end
        start = reader.after("number_joints", start) if total else start
        word = reader.phrase("numbers", start)
        if word is None:
            break
        size = int(word.meaning)
        if total and size < 0:
            break
        if total % _CENTURY == 4 and size == 20 and reader.is_french:
            total += 76
            room = 20
        elif size in (100, 1000):
            total = max(total, 1) * size if total < size else total + size
            room = size
        elif total == 0 or size < room:
            total += size
            room = _room_after(size, reader.is_french)
        else:
            break
        end = word.end
    return Read(total, end) if end > i else None


def _room_after(size: int, is_french: bool) -> int:
    """What may still be added after a word: *soixante* takes up to 19 in French, other tens up to 9."""
    if size < 20:
        return 0
    return 20 if is_french and size in (60, 80) else 10


@remembering
def ordinal(reader: Reader, i: int) -> Read[int] | None:
    """*premier, third, 2e, 20th*; -1 for *last, dernier* where they count."""
    number = reader.number(i)
    if number is not None:
        if reader.touches(i + 1) and reader.phrase("ordinal_endings", i + 1):
            return Read(number, reader.after("ordinal_endings", i + 1))
        return None
    word = reader.phrase("ordinals", i)
    if word:
        return Read(int(word.meaning), word.end)
    tens = reader.phrase("numbers", i)
    if tens and int(tens.meaning) in (20, 30):
        ones = reader.phrase("ordinals", reader.after_any(("-",), tens.end))
        if ones and 0 < int(ones.meaning) < 10:
            return Read(int(tens.meaning) + int(ones.meaning), ones.end)
    return None


@remembering
def amount(reader: Reader, i: int) -> Read[Amount] | None:
    """How many units follow: *quinze, a few, une dizaine de, 5 1/2, at least 72*."""
    i = reader.after("approximations", i)
    known = reader.phrase("amounts", i)
    if known:
        return Read(Amount(float(known.meaning)), known.end)
    unknown = reader.phrase("vague_amounts", i)
    if unknown:
        return Read(Amount(None), unknown.end)
    whole = cardinal(reader, i)
    if whole:
        return _with_fraction(reader, whole)
    article = reader.phrase("articles", i)
    return Read(Amount(1.0, is_article=True), article.end) if article else None


def _with_fraction(reader: Reader, whole: Read[int]) -> Read[Amount]:
    end = whole.end
    has_decimals = reader.key(end) in (".", ",") and reader.touches(end) and reader.touches(end + 1)
    if has_decimals and reader.number(end + 1) is not None and len(reader.key(end + 1)) < 3:
        return Read(Amount(float(f"{whole.meaning}.{reader.key(end + 1)}")), end + 2)
    if reader.number(end) == 1 and reader.key(end + 1) == "/" and reader.number(end + 2) in (2, 3, 4):
        return Read(Amount(whole.meaning + 1 / (reader.number(end + 2) or 1)), end + 3)
    return Read(Amount(float(whole.meaning)), end)

"""Lengths of time and the points they lead to: *sous quinze jours, il y a trois ans, in two weeks, daily*."""

from dataclasses import replace

from claims.extraction.timeframe.days import calendar_point
from claims.extraction.timeframe.feast_names import feast
from claims.extraction.timeframe.numerals import Amount, amount
from claims.extraction.timeframe.periods import deictic_word
from claims.extraction.timeframe.reader import Found, Read, Reader, remembering
from claims.extraction.timeframe.symbols import (
    Bearing,
    Distance,
    Duration,
    EventOnly,
    Frequency,
    Neighbour,
    Range,
    Reference,
    Stretch,
    Unit,
    UpTo,
    Vague,
)

_SIGNS = {Bearing.NEXT: 1, Bearing.LAST: -1, Bearing.THIS: -1}
_FARTHEST_RECORD = 6
_PLACING = frozenset(
    {"stretch_bearings", "stretch_bearings_after", "distance_closings", "anaphoric_closings"}
) | frozenset({"anaphoric_ends", "distance_joints", "after_units"})
_UNITS_IN_OTHERS = {Unit.FORTNIGHT: (Unit.DAY, 14.0)}


@remembering
def length(reader: Reader, i: int) -> Read[Duration] | None:
    """A number and a unit: *six weeks, deux ans, quarante-huit heures, 5 1/2 hours, two more weeks*."""
    idiom = reader.phrase("idiomatic_lengths", reader.after("approximations", i))
    if idiom:
        days, _, name = idiom.meaning.partition(" ")
        return Read(Duration(float(days), Unit(name)), reader.after("after_units", idiom.end))
    count = amount(reader, i)
    if count is None:
        return None
    more = _upper_amount(reader, count)
    high = more or count
    unit = reader.phrase("units", reader.after("between_amount_and_unit", high.end))
    if unit is None or _is_title(reader, unit.end - 1):
        return None
    said = _duration(high.meaning, Unit(unit.meaning))
    said = replace(said, at_least=count.meaning.count) if more else said
    return Read(said, reader.after("after_units", unit.end))


def _upper_amount(reader: Reader, lower: Read[Amount]) -> Read[Amount] | None:
    """The eight of *six to eight weeks*."""
    joint = reader.phrase("amount_joints", lower.end)
    upper = amount(reader, joint.end) if joint else None
    if upper is None or upper.meaning.count is None or lower.meaning.count is None or upper.meaning.is_article:
        return None
    return upper if upper.meaning.count > lower.meaning.count else None


def follows_record(reader: Reader, i: int) -> bool:
    """*the worst storm in ten years, the third letter in two weeks*: the years are those gone by."""
    return any(
        reader.phrase("record_words", at) is not None for at in range(max(0, i - _FARTHEST_RECORD), i)
    ) and not any(reader.key(at) in (".", ";", "¶") for at in range(max(0, i - _FARTHEST_RECORD), i))


def _is_title(reader: Reader, i: int) -> bool:
    """*60 Minutes* is a programme, *60 MINUTES* may be a headline."""
    return not reader.is_french and reader.tokens[i].surface.istitle()


def _duration(count: Amount, unit: Unit) -> Duration:
    unit, factor = _UNITS_IN_OTHERS.get(unit, (unit, 1.0))
    return Duration(None if count.count is None else count.count * factor, unit)


def stretch(reader: Reader, i: int) -> Found | None:
    """*the past four months, les dix prochains jours, the coming weeks, ces dernières années, les jours à venir*."""
    start = reader.after("stretch_determiners", i)
    before = reader.phrase("stretch_bearings", start)
    if start == i and before is None and _is_only_hours(reader, i):
        return None
    count = amount(reader, before.end if before else start)
    count = (_upper_amount(reader, count) if count else None) or count
    at = count.end if count else before.end if before else start
    middle = reader.phrase("stretch_bearings", at) if before is None else None
    unit = reader.phrase("units", middle.end if middle else at)
    if unit is None:
        return None
    after = reader.phrase("stretch_bearings_after", unit.end) if before is None and middle is None else None
    said = before or middle or after
    if before and start == i and _is_verb_last(reader, i):
        return None
    is_many = count is None or count.meaning.count not in (1, 0.5)
    if said is None or (is_many and not _is_plural(reader, unit.end - 1)):
        return None
    end = after.end if after else unit.end
    number = count.meaning if count and not count.meaning.is_article else Amount(None)
    return _stretched(_duration(number, Unit(unit.meaning)), _SIGNS[Bearing(said.meaning)], end)


def _is_only_hours(reader: Reader, i: int) -> bool:
    """*8h*, *20h30*: a time of day in figures, which nothing behind makes a stretch or a distance."""
    return reader.number(i) is not None and reader.key(i + 1) == "h" and not reader.can_open(_PLACING, i + 2)


def _is_verb_last(reader: Reader, i: int) -> bool:
    """*it would not last ten years*: without an article *last* is a verb, except behind a preposition."""
    return reader.key(i) == "last" and reader.phrase("before_bare_last", i - 1) is None


def _is_plural(reader: Reader, i: int) -> bool:
    return reader.key(i).endswith(("s", "x"))


def _stretched(duration: Duration, sign: int, end: int) -> Found:
    if duration.amount is None:
        return Found(Vague(Reference.FUTURE if sign > 0 else Reference.PAST, duration.unit), end)
    return Found(Stretch(duration.amount, duration.unit, sign), end)


def bounded_length(reader: Reader, i: int) -> Found | None:
    """*within 48 hours, sous huitaine, dans les 24 heures, dans un délai de quinze jours, en deux ans*."""
    fixed = reader.phrase("named_stretches", i)
    if fixed:
        days, _, sign = fixed.meaning.partition(" ")
        return Found(Stretch(float(days), Unit.DAY, int(sign)), fixed.end)
    opening = reader.phrase("stretch_openings", i)
    if opening is None:
        return None
    said = length(reader, opening.end) or _bare_length(reader, opening.end, "units")
    if said is None:
        return None
    if reader.phrase("of", said.end) and not reader.is_french:
        return None
    is_back = opening.meaning == "0" and follows_record(reader, i)
    return _stretched_or_either(said, -1 if is_back else int(opening.meaning))


def _stretched_or_either(said: Read[Duration], sign: int) -> Found:
    if sign == 0 and said.meaning.amount is not None:
        return Found(Stretch(said.meaning.amount, said.meaning.unit, 0), said.end)
    return _stretched(said.meaning, sign or 1, said.end)


def _bare_length(reader: Reader, i: int, category: str = "bare_units") -> Read[Duration] | None:
    """*weeks, days*: a plural unit without a number; hours and minutes only behind a word like *within*."""
    unit = reader.phrase(category, i)
    if unit is None or not _is_plural(reader, unit.end - 1):
        return None
    return Read(Duration(None, Unit(unit.meaning)), unit.end)


def point_at_distance(reader: Reader, i: int) -> Found | None:
    """*three days ago, il y a un an, dans dix jours, in two weeks, a week later, two days after Christmas*."""
    opening = reader.phrase("distance_openings", i)
    if opening:
        said = length(reader, opening.end) or _bare_length(reader, opening.end)
        if said and said.meaning.amount is not None and opening.meaning == "0" and follows_record(reader, i):
            return Found(Stretch(said.meaning.amount, said.meaning.unit, -1), said.end)
        return _distant(said.meaning, int(opening.meaning), said.end) if said else None
    said = None if _is_only_hours(reader, i) else length(reader, i) or _bare_length(reader, i)
    if said is None:
        return None
    closing = reader.phrase("distance_closings", said.end)
    if closing:
        return _distant(said.meaning, int(closing.meaning), closing.end)
    later = reader.phrase("anaphoric_closings", said.end) or _alone(reader, said.end)
    is_comparing = later is not None and reader.key(later.end) in ("que", "qu", "than")
    if later and said.meaning.amount is not None and not is_comparing:
        return Found(
            Distance(said.meaning.amount, said.meaning.unit, int(later.meaning), from_antecedent=True), later.end
        )
    return None if reader.key(i - 1) == "for" or _is_rate(reader, i) else _from_named_point(reader, said)


def _is_rate(reader: Reader, i: int) -> bool:
    """*40 euros more a month from January*, *two barrels a day from May*: no month counted from January."""
    is_counted = reader.number(i - 2) is not None or reader.phrase("great_numbers", i - 2) is not None
    behind_figure = reader.number(i - 1) is not None or reader.phrase("rates_before", i - 1) is not None
    behind_figure = behind_figure or (is_counted and reader.key(i - 1).endswith("s"))
    return i > 0 and behind_figure and reader.phrase("articles", i) is not None


def length_up_to(reader: Reader, i: int) -> Found | None:
    """*the year to June 30, the three months ended in September, les douze mois clos le 30 juin*."""
    start = reader.after("determiners", i)
    if start == i:
        return None
    unit = reader.phrase("units", start)
    said = Read(_duration(Amount(1), Unit(unit.meaning)), unit.end) if unit else length(reader, start)
    joint = reader.phrase("end_joints", said.end) if said else None
    end = calendar_point(reader, joint.end) if joint else None
    if said is None or end is None or said.meaning.amount is None:
        return None
    return Found(UpTo(said.meaning.amount, said.meaning.unit, end.value), end.end)


def neighbour(reader: Reader, i: int) -> Found | None:
    """*the Monday after Thanksgiving, the week before Easter, le lundi qui suit Pâques*."""
    start = reader.after("determiners", i)
    if start == i:
        return None
    weekday, unit = reader.phrase("weekdays", start), reader.phrase("units", start)
    named = weekday or unit
    joint = reader.phrase("distance_joints", named.end) if named else None
    origin = _named_point(reader, joint.end) if joint and not _is_rate(reader, i) else None
    if joint is None or origin is None or (unit and unit.meaning not in (Unit.WEEK, Unit.WEEKEND, Unit.MONTH)):
        return None
    place = (int(weekday.meaning), Unit.DAY) if weekday else (None, Unit(unit.meaning) if unit else Unit.DAY)
    return Found(Neighbour(int(joint.meaning), origin.value, place[1], place[0]), origin.end)


def day_beside(reader: Reader, i: int) -> Found | None:
    """*the day before Christmas, le lendemain du 14 juillet*; no day beside an event (*la veille du scrutin*)."""
    beside = reader.phrase("days_beside", i)
    if beside is None:
        return None
    origin = _named_point(reader, beside.end)
    if origin:
        return Found(Distance(1, Unit.DAY, int(beside.meaning), origin=origin.value), origin.end)
    event = reader.phrase("events", reader.after("event_determiners", beside.end))
    return Found(EventOnly("the day beside an event"), event.end) if event else None


def _alone(reader: Reader, i: int) -> Read[str] | None:
    """*un an après* with nothing behind it, not *un an après les faits*."""
    closing = reader.phrase("anaphoric_ends", i)
    return closing if closing and not reader.is_word(closing.end) and reader.number(closing.end) is None else None


def _distant(duration: Duration, sign: int, end: int) -> Found:
    if duration.amount is None and sign >= 0:
        return Found(Vague(Reference.FUTURE, duration.unit), end)
    far = Distance(duration.amount, duration.unit, sign)
    if duration.at_least is None:
        return Found(far, end)
    near = Distance(duration.at_least, duration.unit, sign)
    return Found(Range(near, far) if sign >= 0 else Range(far, near), end)


def _from_named_point(reader: Reader, said: Read[Duration]) -> Found | None:
    """*two days after Christmas, trois semaines avant le 1er mars, a week from Friday*."""
    joint = reader.phrase("distance_joints", said.end)
    if joint is None:
        return None
    origin = _named_point(reader, joint.end)
    if origin is None:
        return None
    sign = int(joint.meaning)
    return Found(Distance(said.meaning.amount, said.meaning.unit, sign, origin=origin.value), origin.end)


def _named_point(reader: Reader, i: int) -> Found | None:
    return feast(reader, i) or deictic_word(reader, i) or calendar_point(reader, i)


def plain_length(reader: Reader, i: int) -> Found | None:
    """A length that places nothing: *six weeks, two-day, decades-long, years*."""
    long = reader.phrase("long_units", i)
    if long:
        return Found(Duration(1, Unit(long.meaning)), long.end)
    said = length(reader, i)
    if said is None:
        bare = _bare_length(reader, i)
        if bare is None or reader.phrase("not_lengths_before", i - 1) or reader.phrase("leaning_words", bare.end):
            return None
        return Found(bare.meaning, reader.after("length_endings", bare.end))
    if reader.phrase("age_endings", said.end):
        return None
    is_lone_article = reader.phrase("articles", i) is not None
    if is_lone_article and said.end < len(reader.tokens) and reader.phrase("after_lone_units", said.end):
        return None
    return Found(said.meaning, reader.after("length_endings", said.end))


def frequency(reader: Reader, i: int) -> Found | None:
    """*every Monday, chaque semaine, tous les deux ans, daily, annually, par an*."""
    word = reader.phrase("frequency_words", i)
    if word and not _is_paper(reader, i, word.end):
        return Found(Frequency(Unit(word.meaning)), word.end)
    opening = reader.phrase("frequency_openings", i)
    plural = reader.phrase("weekday_plurals", opening.end if opening else i)
    if plural:
        return Found(Frequency(Unit.WEEK, 1, int(plural.meaning)), plural.end)
    if opening is None:
        return None
    weekday = reader.phrase("weekdays", opening.end)
    if weekday:
        return Found(Frequency(Unit.WEEK, 1, int(weekday.meaning)), weekday.end)
    said = length(reader, opening.end)
    if said:
        return Found(Frequency(said.meaning.unit, said.meaning.amount), said.end)
    unit = reader.phrase("units", opening.end)
    return Found(Frequency(Unit(unit.meaning)), unit.end) if unit else None


def _is_paper(reader: Reader, i: int, end: int) -> bool:
    """*the Communist Party daily Granma*, *le quotidien Le Progrès*: a newspaper by its name, no repetition."""
    return i > 0 and reader.key(i) in ("daily", "weekly", "monthly", "quotidien") and reader.is_capitalised(end)


def vague_word(reader: Reader, i: int) -> Found | None:
    """*now, bientôt, recently, dans l'immédiat*; not the *shortly* of *shortly before midnight*."""
    word = reader.phrase("vague_words", i)
    if word is None or reader.phrase("leaning_words", word.end):
        return None
    return Found(Vague(Reference(word.meaning)), word.end)

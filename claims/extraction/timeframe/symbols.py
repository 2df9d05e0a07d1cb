"""What a time expression says before anybody knows when it was said: symbolic values, and the mention that holds one.

A value is what the words mean (*the Wednesday*, *the month after this one*, *fifteen days from now*); only
`resolution` turns it into days.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Which way the governed verb looks: *a voté mercredi* back, *votera mercredi* ahead."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


class Bound(StrEnum):
    """How the operator word of a mention bounds its event; AT when there is no such word, or only *on, in, le, en*.

    A negated verb turns UNTIL into a beginning (*not open until March*) but not THROUGH (*jusqu'en mars*).
    """

    AT = "at"
    FROM = "from"
    SINCE = "since"
    BY = "by"
    BEFORE = "before"
    NOT_BEFORE = "not_before"
    UNTIL = "until"
    THROUGH = "through"
    SLIP_UNTIL = "slip_until"
    AFTER = "after"


class Bearing(StrEnum):
    """The word beside a unit, weekday or month that places it: *this, next, last, following, previous, same*."""

    BARE = "bare"
    THIS = "this"
    NEXT = "next"
    LAST = "last"
    FOLLOWING = "following"
    PRECEDING = "preceding"
    SAME = "same"


class Unit(StrEnum):
    """The grains of clock and calendar that words name."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Part(StrEnum):
    """The parts of a period: *début mars*, *mi-2024*, *fin juin*; BEGINNING and END when their edge is meant.

    *fin juin* is the last third of June, *la fin de juin* its last day once an operator asks for one.
    """

    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    BEGINNING = "beginning"
    END = "end"
    FIRST_HALF = "first_half"
    SECOND_HALF = "second_half"


@dataclass(frozen=True, slots=True)
class CalendarPoint:
    """A day, month or year named by the calendar; the finest part given is its grain. Months and weekdays from 1.

    `year_bearing` places the year where a word does (*in February next year*).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    bearing: Bearing = Bearing.BARE
    year_bearing: Bearing = Bearing.BARE


@dataclass(frozen=True, slots=True)
class Deictic:
    """The unit `offset` away from the one that holds the publication: *today* is (DAY, 0), *last month* (MONTH, -1).

    Counted from an earlier mention in *la veille*, *the following week*. `is_bare` when no word places it (*the
    weekend*): then the verb does.
    """

    unit: Unit
    offset: int
    from_antecedent: bool = False
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Cycle:
    """A numbered piece of a year: quarter 1–4, half 1–2, season 1 (spring) – 4 (winter, named for its December)."""

    unit: Unit
    index: int
    year: int | None = None
    year_bearing: Bearing = Bearing.BARE
    bearing: Bearing = Bearing.BARE


@dataclass(frozen=True, slots=True)
class Era:
    """A decade or century by its first year: *les années 1990*; `written_short` when the century was left out."""

    unit: Unit
    first_year: int
    written_short: bool = False


@dataclass(frozen=True, slots=True)
class Distance:
    """A point some way off: *il y a trois jours*, *in two weeks*, and from an earlier mention: *a week later*.

    `amount` is None when it is not said how many (*in a few weeks*). `origin` is the point it is counted from. `sign`
    is 0 for English *in two weeks*: ahead, unless a past verb makes it the length that something took.
    """

    amount: float | None
    unit: Unit
    sign: int
    from_antecedent: bool = False
    origin: Value | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch from the publication onwards (*sous quinze jours*) or up to it (*over the past decade*).

    `sign` is 0 where only the verb tells which (*en deux ans*).
    """

    amount: float | None
    unit: Unit
    sign: int


@dataclass(frozen=True, slots=True)
class PartOf:
    """A part of a period: *fin mars*, *the end of the quarter*."""

    part: Part
    whole: Value


@dataclass(frozen=True, slots=True)
class NthOf:
    """The n-th (negative: counted from the end) day, weekday, week … of a period: *the first Monday of May*."""

    index: int
    unit: Unit
    whole: Value
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Leading:
    """The first (sign 1) or last (-1) so many units of a period: *the first nine months of 2023*."""

    amount: float
    unit: Unit
    sign: int
    whole: Value


@dataclass(frozen=True, slots=True)
class Range:
    """From the first day of one value to the last day of another: *entre le 2 et le 8 janvier*."""

    first: Value
    last: Value


@dataclass(frozen=True, slots=True)
class Around:
    """The week or weekend that holds a day: *la semaine du 14*."""

    unit: Unit
    day: Value


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The weekday or unit before (sign -1) or after (+1) another point: *the Monday after Thanksgiving*."""

    sign: int
    origin: Value
    unit: Unit
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class UpTo:
    """A length that ends with a named point: *in the year to June 30*, *les douze mois clos fin juin*."""

    amount: float
    unit: Unit
    end: Value


@dataclass(frozen=True, slots=True)
class NumberedWeek:
    """An ISO week by its number: *week 12 of 2025*."""

    number: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast by its key in the table of feasts."""

    key: str
    year: int | None = None
    year_bearing: Bearing = Bearing.BARE
    bearing: Bearing = Bearing.BARE


@dataclass(frozen=True, slots=True)
class EventOnly:
    """An event without a date: *after the vote*."""

    words: str


class Reference(StrEnum):
    """Times named without any calendar."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class ClockOnly:
    """A time of day without its day: *at 10 p.m.*"""


@dataclass(frozen=True, slots=True)
class Vague:
    """*bientôt, now, recently*: a time without days. `unit` where one is named (*in the coming days*)."""

    reference: Reference
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length without a place: *six weeks*, *two-day*; None of them: *weeks*. `at_least`: the 6 of *6 to 8*."""

    amount: float | None
    unit: Unit
    at_least: float | None = None


@dataclass(frozen=True, slots=True)
class Frequency:
    """A repetition: *every Monday*, *daily*."""

    unit: Unit
    amount: float | None = 1
    weekday: int | None = None


Value = (
    CalendarPoint
    | Deictic
    | Cycle
    | Era
    | Distance
    | Stretch
    | PartOf
    | NthOf
    | Leading
    | Range
    | Around
    | Neighbour
    | UpTo
    | NumberedWeek
    | Feast
    | EventOnly
    | ClockOnly
    | Vague
    | Duration
    | Frequency
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A time expression found in a text: `text` is always `text[start:end]` of that text.

    `[core_start, core_end)` leaves the operator word out; `clock` is a time of day in TIMEX3 writing (*T20:00*, *TMO*).
    `antecedent` is the earlier mention that *a week later* and *le lundi suivant* count from; `ends` are the two halves
    of a range; `holds_event` when the days are those in which an event falls (*before the vote in March*, not *before
    March*); `always_ahead` for an operator word that only ever looks forward (*d'ici*).
    """

    start: int
    end: int
    text: str
    core_start: int
    core_end: int
    value: Value
    bound: Bound = Bound.AT
    operator_word: str = ""
    always_ahead: bool = False
    clock: str | None = None
    antecedent: Mention | None = None
    holds_event: bool = False
    ends: tuple[Mention, ...] = ()

    @property
    def is_duration(self) -> bool:
        return isinstance(self.value, Duration)

    @property
    def is_frequency(self) -> bool:
        return isinstance(self.value, Frequency)

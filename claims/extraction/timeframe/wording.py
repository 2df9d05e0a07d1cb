"""How days were found, in words: each part of the sentence that explains a window, in English and in French."""

from dataclasses import dataclass
from datetime import date

from claims.extraction.said import Said
from claims.extraction.timeframe import french
from claims.extraction.timeframe.calendar import Days
from claims.extraction.timeframe.french import UNITS, Noun, day_written, period_written
from claims.extraction.timeframe.symbols import Bearing, Bound, Direction, Part, Unit

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Recurring:
    """What comes back and is chosen among its returns: *such month*, *mois de ce nom*."""

    en: str
    fr: Noun


DATE = Recurring("such date", Noun("date correspondante", is_feminine=True))
MONTH = Recurring("such month", Noun("mois de ce nom"))
SEASON = Recurring("such season", Noun("saison de ce nom", is_feminine=True))
FEAST = Recurring("such feast", Noun("fête de ce nom", is_feminine=True))
_PIECES = {
    Unit.SEASON: SEASON,
    Unit.QUARTER: Recurring("such quarter", Noun("trimestre de ce rang")),
    Unit.HALF: Recurring("such half", Noun("semestre de ce rang")),
}

THE_DATE = Said("the date itself", "la date même")
THE_MONTH = Said("the month itself", "le mois même")
THE_PUBLICATION = Said("the publication", "la publication")
THAT_DAY = Said("that day", "ce jour-là")
DAY_NAMED_BEFORE = Said("the day named before", "le jour nommé plus haut")
LAST_WEEKEND = Said("the last weekend", "le week-end dernier")
THIS_WEEKEND = Said("this weekend", "ce week-end")
NEXT_WEEKEND = Said("the next weekend", "le week-end prochain")

_LOOKING = {
    Direction.PAST: Said(", looking back", ", tourné vers le passé"),
    Direction.FUTURE: Said(", looking forward", ", tourné vers l’avenir"),
    Direction.UNKNOWN: Said(),
}
_PARTS = {
    Part.EARLY: Said("early", "le début"),
    Part.MIDDLE: Said("middle", "le milieu"),
    Part.LATE: Said("late", "la fin"),
    Part.BEGINNING: Said("beginning", "le début"),
    Part.END: Said("end", "la fin"),
    Part.FIRST_HALF: Said("first half", "la première moitié"),
    Part.SECOND_HALF: Said("second half", "la seconde moitié"),
}
_FIRST_DAY = Said("gives the first day and no end", "donne le premier jour, sans fin")
_LAST_DAY = Said("gives the last day", "donne le dernier jour")
_BOUNDS = {
    Bound.SINCE: Said("runs on to the publication", "court jusqu’à la publication"),
    Bound.AFTER: Said("begins the day after", "commence le lendemain"),
    Bound.FROM: _FIRST_DAY,
    Bound.SLIP_UNTIL: _FIRST_DAY,
    Bound.NOT_BEFORE: _FIRST_DAY,
    Bound.BEFORE: Said("leaves that day out", "exclut ce jour"),
    Bound.BY: _LAST_DAY,
    Bound.UNTIL: _LAST_DAY,
    Bound.THROUGH: _LAST_DAY,
}

NAMES_AN_EVENT = Said(
    "names an event whose day the text does not give", "nomme un événement dont le texte ne donne pas le jour"
)
NAMES_NO_DAY = Said("names no day", "ne nomme aucun jour")
CANNOT_BE_DATED = Said(
    "cannot be dated: the publication date is unknown",
    "ne peut être daté\u00a0: la date de publication est inconnue",
)


def year(number: int) -> Said:
    return Said(f"the year {number}", f"l’année {number}")


def first_weekday_after(weekday: int, day: date) -> Said:
    """Weekdays from 1, Monday."""
    fr = f"le premier {french.WEEKDAYS[weekday - 1]} après le {day_written(day)}"
    return Said(f"the first {_WEEKDAYS[weekday - 1]} after {day}", fr)


def last_weekday_before(weekday: int, day: date) -> Said:
    fr = f"le dernier {french.WEEKDAYS[weekday - 1]} avant le {day_written(day)}"
    return Said(f"the last {_WEEKDAYS[weekday - 1]} before {day}", fr)


def weekday_of_this_week(weekday: int) -> Said:
    return Said(f"{_WEEKDAYS[weekday - 1]} of this week", f"le {french.WEEKDAYS[weekday - 1]} de cette semaine")


def next_weekday(weekday: int) -> Said:
    return Said(f"the next {_WEEKDAYS[weekday - 1]}", f"le prochain {french.WEEKDAYS[weekday - 1]}")


def latest_weekday(weekday: int) -> Said:
    return Said(f"the latest {_WEEKDAYS[weekday - 1]}", f"le dernier {french.WEEKDAYS[weekday - 1]}")


def placed(bearing: Bearing, what: Recurring) -> Said:
    """By the word beside it: *the following such month*."""
    return Said(f"the {bearing} {what.en}", _placed(bearing, what.fr))


def placed_date(bearing: Bearing) -> Said:
    return Said(f"the {bearing} one", _placed(bearing, DATE.fr))


def _placed(bearing: Bearing, what: Noun) -> str:
    if bearing is Bearing.NEXT:
        return what.the_next()
    if bearing is Bearing.FOLLOWING:
        return f"{what.the_nth(1)} qui suit"
    return f"{what.the_last()} qui précède" if bearing is Bearing.PRECEDING else what.the_last()


def this(what: Recurring, in_year: int) -> Said:
    """*this March*, with its year for those who ask which one."""
    return Said(f"this {what.en}", f"{what.fr.the} en {in_year}")


def first_such_day_from(day: date) -> Said:
    return Said(f"the first such day from {day} on", f"le premier jour de ce numéro à partir du {day_written(day)}")


def chosen(direction: Direction, what: Recurring) -> Said:
    """*the next such month*; without a direction the nearest one."""
    if direction is Direction.FUTURE:
        return Said(f"the next {what.en}", what.fr.the_next())
    if direction is Direction.PAST:
        return Said(f"the latest {what.en}", what.fr.the_last())
    return Said(f"the nearest {what.en}", what.fr.the_nearest())


def units_away(unit: Unit, offset: int) -> Said:
    """*last week, the day after, +2 month*; *le 2e mois suivant*."""
    if unit is Unit.DAY:
        return _DAYS_AWAY.get(offset) or _days_away(offset)
    noun = UNITS[unit]
    if offset == 0:
        return Said(f"this {unit}", noun.this)
    beside = ("suivant" if offset > 0 else "précédent") + ("e" if noun.is_feminine else "")
    if abs(offset) == 1:
        return Said(f"{'next' if offset > 0 else 'last'} {unit}", f"{noun.the} {beside}")
    return Said(f"{offset:+d} {unit}", f"{noun.the_nth(abs(offset))} {beside}")


_DAYS_AWAY = {
    -1: Said("the day before", "la veille"),
    0: Said("the day itself", "le jour même"),
    1: Said("the day after", "le lendemain"),
}


def _days_away(offset: int) -> Said:
    return Said(f"{offset:+d} {Unit.DAY}", f"{abs(offset)} jours plus {'tard' if offset > 0 else 'tôt'}")


def piece(unit: Unit) -> Recurring:
    """The quarter, half or season that comes back each year."""
    return _PIECES[unit]


def piece_of_year(unit: Unit, number: int) -> Said:
    return Said(f"that {unit} of {number}", f"{UNITS[unit].this} de {number}")


def piece_of_year_named_before(unit: Unit) -> Said:
    return Said(f"that {unit} of the year named before", f"{UNITS[unit].this} de l’année nommée plus haut")


def era(unit: Unit) -> Said:
    return Said(f"that {unit}", UNITS[unit].this)


def distance(amount: float, unit: Unit, sign: int, origin: Said) -> Said:
    """*3 days after the publication*."""
    after = Said("after", "après") if sign > 0 else Said("before", "avant")
    fr = f"{french.counted(amount, unit)} {after.fr} {origin.fr}"
    return Said(f"{_counted(amount, unit)} {after.en} {origin.en}", fr)


def distance_from(amount: float, unit: Unit, day: date) -> Said:
    fr = f"{french.counted(amount, unit)} à compter du {day_written(day)}"
    return Said(f"{_counted(amount, unit)} from {day}", fr)


def from_publication_on(amount: float, unit: Unit) -> Said:
    fr = f"{french.counted(amount, unit)} à partir de la publication"
    return Said(f"the {_counted(amount, unit)} from the publication on", fr)


def up_to_publication(amount: float, unit: Unit) -> Said:
    fr = f"{french.counted(amount, unit)} jusqu’à la publication"
    return Said(f"the {_counted(amount, unit)} up to the publication", fr)


def _counted(amount: float, unit: Unit) -> str:
    return f"{amount:g} {unit}{'s' if amount != 1 else ''}"


def part_of(part: Part, whole: Days) -> Said:
    named, first, last = _PARTS[part], whole.first, whole.last
    return Said(f"the {named.en} part of {first} to {last}", f"{named.fr} {period_written(first, last)}")


def month_of_period(index: int) -> Said:
    return Said(f"month {index} of that period", f"{UNITS[Unit.MONTH].the_nth(index)} de cette période")


def nth_of(index: int, unit: Unit, weekday: int | None, whole: Days) -> Said:
    noun = Noun(french.WEEKDAYS[weekday - 1]) if weekday else UNITS[unit]
    fr = f"{noun.the_nth(index)} {period_written(whole.first, whole.last)}"
    return Said(f"{unit} {index} of {whole.first} to {whole.last}", fr)


def leading(amount: float, unit: Unit, sign: int, whole: Days) -> Said:
    """*the first 9 months of …*, *les 9 premiers mois de la période …*."""
    en = f"the {'first' if sign > 0 else 'last'} {amount:g} {unit}s of {whole.first} to {whole.last}"
    noun = UNITS[unit]
    counted = noun.the_nth(sign) if amount == 1 else noun.the_leading(amount, is_first=sign > 0)
    return Said(en, f"{counted} {period_written(whole.first, whole.last)}")


def between(first: Said, last: Said) -> Said:
    is_same = first.fr == last.fr
    fr = f"{first.fr}, au début comme à la fin" if is_same else f"entre {first.fr} et {last.fr}"
    return Said(f"{first.en} to {last.en}", fr)


def around(unit: Unit, day: date) -> Said:
    return Said(f"the {unit} of {day}", f"{UNITS[unit].the} du {day_written(day)}")


def beside(unit: Unit, sign: int, day: date) -> Said:
    fr = f"{UNITS[unit].the} {'après' if sign > 0 else 'avant'} le {day_written(day)}"
    return Said(f"the {unit} {'after' if sign > 0 else 'before'} {day}", fr)


def up_to(amount: float, unit: Unit, day: date) -> Said:
    return Said(f"{amount:g} {unit} up to {day}", f"{french.counted(amount, unit)} jusqu’au {day_written(day)}")


def week(number: int) -> Recurring:
    return Recurring(f"week {number}", Noun(f"semaine {number}", is_feminine=True))


def week_of_year(number: int, its_year: int) -> Said:
    return Said(f"week {number} of {its_year}", f"la semaine {number} de {its_year}")


def feast_in(its_year: int) -> Said:
    return Said(f"the feast in {its_year}", f"la fête en {its_year}")


def days_meant(days: Days) -> Said:
    return Said("those days are meant", "ce jour est visé" if days.is_single else "ces jours sont visés")


def bounded(bound: Bound, operator_word: str, *, is_negated: bool) -> Said:
    """What the operator word does: *“before” leaves that day out*."""
    does = _BOUNDS[bound]
    en = f"“not … {operator_word}”" if is_negated else f"“{operator_word}”"
    fr = f"{french.quoted(operator_word)}{', nié,' if is_negated else ''}"
    return Said(f"{en} {does.en}", f"{fr} {does.fr}")


def said_on(day: date, direction: Direction, found: Days, bound: Said) -> Said:
    """All that a dated expression has to say, without its words and the full stop."""
    looking, how, days = _LOOKING[direction], found.how, _days(found)
    return Said(
        f"said on {day:%A} {day}{looking.en}: {how.en}, {days.en}; {bound.en}",
        f"dit le {french.weekday_written(day)}{looking.fr}\u00a0: {how.fr}, {days.fr}\u00a0; {bound.fr}",
    )


def named_by_its_year(found: Days, bound: Said) -> Said:
    days = _days(found)
    return Said(
        f"names its own year: {days.en}; {bound.en} (the publication date is unknown)",
        f"nomme sa propre année\u00a0: {days.fr}\u00a0; {bound.fr} (la date de publication est inconnue)",
    )


def _days(found: Days) -> Said:
    if found.is_single:
        return Said(f"{found.first}", f"le {french.weekday_written(found.first)}")
    return Said(f"{found.first} to {found.last}", french.span_written(found.first, found.last))


def sentence(words: str, said: Said) -> Said:
    """The whole sentence about an expression, which is a quote of the text."""
    return Said(f"“{words}” {said.en}.", f"{french.quoted(words)} {said.fr}.")


def clause_says(mark: str, written: str) -> Said:
    """*before the clocks go back*: the conjunction, and as the text writes it."""
    return Said(f"The clause says {mark}.", f"La proposition dit {french.quoted(written)}.")

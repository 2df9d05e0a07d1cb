"""Days, spans and counts as French people write them, and the genders of the units."""

from dataclasses import dataclass
from datetime import date

from claims.extraction.timeframe.symbols import Unit

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun in the singular, with all that belongs to it (*mois de ce nom*)."""

    singular: str
    is_feminine: bool = False

    @property
    def the(self) -> str:
        if self.singular.startswith(("a", "h")):
            return f"l’{self.singular}"
        return f"{'la' if self.is_feminine else 'le'} {self.singular}"

    @property
    def this(self) -> str:
        return f"{'cette' if self.is_feminine else 'ce'} {self.singular}"

    def the_last(self) -> str:
        return f"la dernière {self.singular}" if self.is_feminine else f"le dernier {self.singular}"

    def the_next(self) -> str:
        return f"la prochaine {self.singular}" if self.is_feminine else f"le prochain {self.singular}"

    def the_nearest(self) -> str:
        return f"{self.the} {'la' if self.is_feminine else 'le'} plus proche"

    def the_nth(self, number: int) -> str:
        """*le 1er mois, la 2e semaine*; counted from the end where negative: *le dernier jour*."""
        if number == -1:
            return self.the_last()
        first = "1re" if self.is_feminine else "1er"
        ordinal = first if abs(number) == 1 else f"{abs(number)}e"
        from_end = " en partant de la fin" if number < 0 else ""
        return f"{'la' if self.is_feminine else 'le'} {ordinal} {self.singular}{from_end}"

    def the_leading(self, amount: float, *, is_first: bool) -> str:
        """*les 9 premiers mois, les 2 dernières semaines*."""
        edge = "premi" if is_first else "derni"
        plural = self.singular if self.singular.endswith("s") else f"{self.singular}s"
        return f"les {number_written(amount)} {edge}{'ères' if self.is_feminine else 'ers'} {plural}"


UNITS = {
    Unit.SECOND: Noun("seconde", is_feminine=True),
    Unit.MINUTE: Noun("minute", is_feminine=True),
    Unit.HOUR: Noun("heure", is_feminine=True),
    Unit.DAY: Noun("jour"),
    Unit.WEEKEND: Noun("week-end"),
    Unit.WEEK: Noun("semaine", is_feminine=True),
    Unit.FORTNIGHT: Noun("quinzaine", is_feminine=True),
    Unit.MONTH: Noun("mois"),
    Unit.SEASON: Noun("saison", is_feminine=True),
    Unit.QUARTER: Noun("trimestre"),
    Unit.HALF: Noun("semestre"),
    Unit.YEAR: Noun("année", is_feminine=True),
    Unit.DECADE: Noun("décennie", is_feminine=True),
    Unit.CENTURY: Noun("siècle"),
}


def day_written(day: date) -> str:
    """*16 février 2022, 1er mars 2022*."""
    return f"{_number(day)} {_MONTHS[day.month - 1]} {day.year}"


def weekday_written(day: date) -> str:
    """*mercredi 16 février 2022*."""
    return f"{WEEKDAYS[day.weekday()]} {day_written(day)}"


def span_written(first: date, last: date) -> str:
    """*du 1er au 31 mars 2022*; a single day without its weekday: *du 1er mars 2022*."""
    if first == last:
        return f"du {day_written(first)}"
    month = "" if (first.year, first.month) == (last.year, last.month) else f" {_MONTHS[first.month - 1]}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"du {_number(first)}{month}{year} au {day_written(last)}"


def period_written(first: date, last: date) -> str:
    """What a part is a part of: *de la période du 1er au 31 mars 2022*."""
    return span_written(first, last) if first == last else f"de la période {span_written(first, last)}"


def counted(amount: float, unit: Unit) -> str:
    """*1 an, 1,5 an, 2 semaines*: French counts in the plural from two on."""
    return f"{number_written(amount)} {unit_counted(amount, unit)}"


def number_written(amount: float) -> str:
    return f"{amount:g}".replace(".", ",")


def unit_counted(amount: float, unit: Unit) -> str:
    singular = "an" if unit is Unit.YEAR else UNITS[unit].singular
    return singular if abs(amount) < 2 or singular.endswith("s") else f"{singular}s"


def quoted(words: str) -> str:
    return f"«\u00a0{words}\u00a0»"


def _number(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)

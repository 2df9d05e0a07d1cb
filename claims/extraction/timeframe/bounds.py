"""The operator words around an expression, and the events they may step over to reach its date."""

from dataclasses import dataclass, replace

from claims.extraction.timeframe.expressions import expression
from claims.extraction.timeframe.ranges import span
from claims.extraction.timeframe.reader import Found, Read, Reader
from claims.extraction.timeframe.symbols import (
    Bearing,
    Bound,
    CalendarPoint,
    ClockOnly,
    Cycle,
    Distance,
    Duration,
    EventOnly,
    Feast,
    Frequency,
    PartOf,
    Range,
    Reference,
    Stretch,
    Unit,
    Vague,
    Value,
)

_AHEAD_OF_LENGTHS = (Bound.BY, Bound.BEFORE, Bound.NOT_BEFORE)
_DATED = (CalendarPoint, PartOf, Feast, Cycle, Range)
_BESIDE_EVENTS = (Bound.AFTER, Bound.BEFORE, Bound.BY, Bound.UNTIL, Bound.THROUGH)
_UNTIL = (Bound.SLIP_UNTIL, Bound.UNTIL, Bound.THROUGH)
_LONGEST_EVENT = 9
_FARTHEST_POSTPONEMENT = 6


@dataclass(frozen=True, slots=True)
class Bounded:
    """An expression with its operator word; `core_start` and all ends count tokens."""

    value: Value
    bound: Bound
    core_start: int
    core: Found
    end: int
    is_always_ahead: bool = False
    holds_event: bool = False


def bounded_expression(reader: Reader, i: int) -> Bounded | None:
    """An expression at i, with the operator word before and after it if there is one."""
    plain = _plain(reader, i)
    for opening in reader.phrases("operators", i):
        bound_name, _, manner = opening.meaning.partition(" ")
        if _compares(reader, opening):
            continue
        bound = _bound_beside(reader, i, Bound(bound_name))
        said = _after_operator(reader, opening, bound, manner=manner)
        if said and not (plain and plain.end >= said.end and plain.end > opening.end):
            return _with_closing(reader, said)
    return _with_closing(reader, plain) if plain else None


def _bound_beside(reader: Reader, i: int, bound: Bound) -> Bound:
    """*until at least March* bounds what lasts, unless something is put off: *will slip until at least March*."""
    if bound not in _UNTIL or (bound is Bound.THROUGH and not reader.is_french):
        return bound
    for at in range(i - 1, max(-1, i - 1 - _FARTHEST_POSTPONEMENT), -1):
        if reader.key(at) in (".", ";", "¶"):
            break
        if reader.phrase("postponements", at):
            return Bound.SLIP_UNTIL
    if bound is not Bound.SLIP_UNTIL:
        return bound
    return Bound.THROUGH if reader.is_french else Bound.UNTIL


def _plain(reader: Reader, i: int) -> Bounded | None:
    core = _core(reader, i)
    return Bounded(core.value, Bound.AT, i, core, core.end) if core else None


def _core(reader: Reader, i: int) -> Found | None:
    pair, single = span(reader, i), expression(reader, i)
    if pair and single:
        return pair if pair.end > single.end else single
    return pair or single


def _after_operator(reader: Reader, opening: Read[str], bound: Bound, *, manner: str) -> Bounded | None:
    is_always_ahead = manner == "ahead"
    if manner == "alone":
        return _event_alone(reader, opening, bound)
    start = reader.after("approximations", opening.end)
    core = _core(reader, start) or _core(reader, opening.end)
    if core is None:
        start, core = _before_event(reader, start)
    value = _value_under(bound, core.value, is_always_ahead=is_always_ahead) if core else None
    if core and value:
        core_start = opening.end if isinstance(core.value, Duration) else start
        event = reader.phrase("events", core.end) if isinstance(value, _DATED) else None
        if event and isinstance(value, Cycle) and value.unit is Unit.SEASON and bound in _BESIDE_EVENTS:
            return _event_bounded(reader, opening, bound, event.end)
        end = event.end if event else core.end
        return Bounded(value, bound, core_start, core, end, is_always_ahead, holds_event=event is not None)
    if bound is Bound.AT:
        return _coming_events(reader, opening)
    if reader.key(opening.end - 1) == "from" or (core and isinstance(core.value, Duration)):
        return None
    return _over_event(reader, opening, bound, is_always_ahead=is_always_ahead)


def _before_event(reader: Reader, i: int) -> tuple[int, Found | None]:
    """The date of *before the 2027 election*, *since the January 1998 bombing*: the article belongs to the event."""
    start = reader.after("determiners", i)
    core = _core(reader, start) if start > i else None
    return (start, core) if core and reader.phrase("events", core.end) else (i, None)


def _compares(reader: Reader, opening: Read[str]) -> bool:
    """*up 4% from a year ago, 3% more on a year earlier*: a comparison, in which nothing begins or falls on a day."""
    behind = expression(reader, opening.end) if reader.key(opening.end - 1) in ("from", "on") else None
    value = behind.value if behind else None
    return isinstance(value, Distance) and value.sign < 0 and value.origin is None


def _value_under(bound: Bound, value: Value, *, is_always_ahead: bool) -> Value | None:
    """What a length means after an operator: *d'ici dix jours* is a point, *depuis trois ans* a stretch back.

    Behind *by* it stays a length: *delayed by two weeks*.
    """
    if not isinstance(value, Duration):
        is_placeless = isinstance(value, Frequency) or (isinstance(value, ClockOnly) and bound is not Bound.AT)
        return None if is_placeless else value
    if bound is Bound.BY and not is_always_ahead:
        return None
    if value.amount is None:
        return Vague(Reference.FUTURE, value.unit) if bound is Bound.BY else None
    if bound in _AHEAD_OF_LENGTHS:
        return Distance(value.amount, value.unit, 1)
    return Stretch(value.amount, value.unit, -1) if bound is Bound.SINCE else None


def _over_event(reader: Reader, opening: Read[str], bound: Bound, *, is_always_ahead: bool) -> Bounded | None:
    """*before the end of the festival on May 20, until her contract ends on May 31*: the date at the end counts.

    Without a date only a known event right after the operator word is taken: *after the vote*.
    """
    has_event = bound is Bound.SINCE
    takes_clauses = bound is not Bound.BY
    for at in range(opening.end, opening.end + _LONGEST_EVENT):
        joint = reader.phrase("event_date_joints", at) if has_event else None
        core = _core(reader, joint.end) if joint else None
        if joint and core and isinstance(core.value, _DATED):
            return Bounded(core.value, bound, joint.end, core, core.end, is_always_ahead, holds_event=True)
        apposed = _apposed_date(reader, at) if has_event or reader.is_french else None
        if apposed:
            return replace(apposed, bound=bound, is_always_ahead=is_always_ahead)
        if not (reader.is_word(at) or reader.key(at) in ("'", "-")):
            break
        has_event = (
            has_event
            or reader.phrase("events", at) is not None
            or (takes_clauses and reader.phrase("ends_of_events", at) is not None)
        )
    return None if bound is Bound.FROM else _event_alone(reader, opening, bound)


def _apposed_date(reader: Reader, i: int) -> Bounded | None:
    """*avant la clôture du marché, le 31 août, …*: a date between a comma and the next sign."""
    joint = reader.phrase("apposed_date_joints", i + 1) if reader.key(i) == "," else None
    core = _core(reader, joint.end) if joint else None
    if joint is None or core is None or not isinstance(core.value, _DATED) or reader.is_word(core.end):
        return None
    return Bounded(core.value, Bound.AT, joint.end, core, core.end, holds_event=True)


def _event_alone(reader: Reader, opening: Read[str], bound: Bound) -> Bounded | None:
    determiner = reader.phrase("event_determiners", opening.end)
    if determiner is None:
        return None
    for skipped in range(3):
        event = reader.phrase("events", determiner.end + skipped)
        if event:
            return _event_bounded(reader, opening, bound, event.end)
    return None


def _event_bounded(reader: Reader, opening: Read[str], bound: Bound, end: int) -> Bounded:
    core = Found(EventOnly(" ".join(reader.keys[opening.end : end])), end)
    return Bounded(core.value, bound, opening.end, core, core.end)


def _coming_events(reader: Reader, opening: Read[str]) -> Bounded | None:
    """*at the coming meetings, lors des prochaines réunions*: some time ahead, nobody says when."""
    start = reader.after("event_determiners", opening.end)
    bearing = reader.phrase("stretch_bearings", start)
    event = reader.phrase("events", bearing.end) if bearing and bearing.meaning == Bearing.NEXT else None
    if event is None or not reader.key(event.end - 1).endswith(("s", "x")):
        return None
    core = Found(Vague(Reference.FUTURE), event.end)
    return Bounded(core.value, Bound.AT, opening.end, core, core.end)


def _with_closing(reader: Reader, said: Bounded) -> Bounded:
    """The operator word or possessive behind it: *by August 2027 at the latest, Saturday's*."""
    closing = reader.phrase("operators_after", said.end)
    if closing:
        return replace(said, bound=Bound(closing.meaning), end=closing.end)
    has_possessive = not reader.is_french and reader.key(said.end) == "'" and reader.key(said.end + 1) == "s"
    if has_possessive and reader.touches(said.end) and reader.touches(said.end + 1):
        return replace(said, end=said.end + 2)
    return said

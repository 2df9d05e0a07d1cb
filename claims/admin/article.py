"""An article with its candidates marked in their places. Offsets are code points, as Python counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from claims.models import Candidate

SHOWN = 400_000
"""Code points that one page shows at the most; of a longer text, those around the candidate."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Part of a text: `text` begins at code point `start` of the whole, which has `length` code points."""

    text: str
    start: int
    length: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_partial(self) -> bool:
        return len(self.text) < self.length


def excerpt(text: str, around: int = 0, *, shown: int = SHOWN) -> Excerpt:
    """The whole text if it has at most `shown` code points, else so many with `around` near their middle."""
    start = max(0, min(around - shown // 2, len(text) - shown))
    return Excerpt(text[start : start + shown], start, len(text))


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch that no mark begins or ends in. `other` is the shortest other candidate over it."""

    start: int
    end: int
    is_current: bool = False
    is_time: bool = False
    other: Candidate | None = None
    begins: tuple[int, ...] = ()


def segments(start: int, end: int, candidates: Sequence[Candidate], current: Candidate | None = None) -> list[Segment]:
    """Cut `[start, end)` where a candidate or the current one's time expression begins or ends."""
    ordered = sorted(candidates, key=lambda candidate: (candidate.start, candidate.end))
    marks = [(candidate.start, candidate.end) for candidate in ordered]
    time = _time_of(current)
    borders = {border for mark in (*marks, time) for border in mark if start < border < end}
    cuts = sorted(borders | {start, end})
    found, active, following = [], list[Candidate](), 0
    for left, right in pairwise(cuts):
        active = [candidate for candidate in active if candidate.end > left]
        fresh = []
        while following < len(ordered) and ordered[following].start <= left:
            fresh.append(ordered[following])
            following += 1
        active += [candidate for candidate in fresh if candidate.end > left]
        others = [candidate for candidate in active if current is None or candidate.pk != current.pk]
        found.append(
            Segment(
                left,
                right,
                is_current=len(others) < len(active),
                is_time=time[0] <= left and right <= time[1],
                other=min(others, key=lambda candidate: candidate.end - candidate.start, default=None),
                begins=tuple(candidate.pk for candidate in fresh),
            )
        )
    return found


def _time_of(candidate: Candidate | None) -> tuple[int, int]:
    if candidate is None or candidate.time_start is None or candidate.time_end is None:
        return (0, 0)
    return (candidate.time_start, candidate.time_end)


def article_html(part: Excerpt, candidates: Sequence[Candidate], current: Candidate | None = None) -> SafeString:
    """The excerpt, escaped, with each candidate marked: the current one strongly, the others lightly and linked."""
    pieces = segments(part.start, part.end, candidates, current)
    stretches = groupby(pieces, key=lambda piece: piece.is_current)
    return format_html_join("", "{}", ((_stretch(is_current, group, part),) for is_current, group in stretches))


def _stretch(is_current: bool, pieces: Iterable[Segment], part: Excerpt) -> SafeString:
    words = format_html_join("", "{}{}", ((_anchors(piece.begins), _words(piece, part)) for piece in pieces))
    return format_html('<mark class="current">{}</mark>', words) if is_current else words


def _words(piece: Segment, part: Excerpt) -> SafeString:
    words = format_html("{}", part.text[piece.start - part.start : piece.end - part.start])
    if piece.is_time:
        words = format_html('<span class="time-expression">{}</span>', words)
    return _linked(words, piece.other) if piece.other else words


def _linked(words: SafeString, candidate: Candidate) -> SafeString:
    is_missed = candidate.no_longer_found_in_id is not None
    told = _("%(kind)s, %(decision)s, no longer found") if is_missed else _("%(kind)s, %(decision)s")
    return format_html(
        '<a class="other {}{}" href="{}" title="{}">{}</a>',
        candidate.decision,
        " missed" if is_missed else "",
        reverse("admin:claims_candidate_change", args=[candidate.pk]),
        told % {"kind": candidate.get_kind_display(), "decision": candidate.get_decision_display()},
        words,
    )


def _anchors(keys: Iterable[int]) -> SafeString:
    return format_html_join("", '<span id="candidate-{}"></span>', ((key,) for key in keys))

"""The reading view: one text with all its candidates marked in their places, and the list of them beside it.

Written for texts with hundreds of candidates: rows are read as tuples, and the marks and the list are joined as
strings, each word escaped here. Offsets are code points.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from html import escape
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from claims.admin.article import Excerpt
from claims.admin.wording import shortened
from claims.models import Candidate, CandidateDecision
from claims.models.choices import KINDS
from claims.rules.identity import places
from claims.vocabulary.kinds import NARRATOR, Kind
from claims.window_words import window_words

COLUMNS = (
    "pk",
    "start",
    "end",
    "quote",
    "language",
    "kind",
    "claimant",
    "decision",
    "revision",
    "operator",
    "not_before",
    "not_after",
    "no_longer_found_in",
    "proposed_by",
)
PENDING = Candidate.Decision.PENDING.value
QUOTED = 160
"""Code points of a quote that the list shows."""
UNDONE_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Row:
    """What the reading view shows of one candidate; the names are the model's."""

    pk: int
    start: int
    end: int
    quote: str
    language: str
    kind: str
    claimant: str
    decision: str
    revision: int
    operator: str
    not_before: date | None
    not_after: date | None
    no_longer_found_in: int | None
    proposed_by: int | None


def rows_in(version: int, part: Excerpt) -> list[Row]:
    """The candidates of this part of a text, and those of earlier texts of its document that stand in it; in order.

    Two queries.
    """
    own = Candidate.objects.filter(version=version, start__lt=part.end, end__gt=part.start)
    found = [Row(*values) for values in own.values_list(*COLUMNS)]
    carried = Candidate.objects.filter(found_again_by__version=version).exclude(version=version)
    for values in carried.values_list(*COLUMNS):
        row = Row(*values)
        for start, end in places(row.quote, part.text, at_most=1):
            found.append(replace(row, start=part.start + start, end=part.start + end))
    return sorted(found, key=lambda row: (row.start, row.end, row.pk))


def last_decided_by(user: int | None, rows: Sequence[Row]) -> list[int]:
    """Keys of those whose decision that counts is this user's own, the newest last. One query."""
    decided = [row.pk for row in rows if row.decision != PENDING]
    newer = CandidateDecision.objects.filter(candidate=OuterRef("candidate"), pk__gt=OuterRef("pk"))
    own = CandidateDecision.objects.filter(~Exists(newer), candidate__in=decided, decided_by=user)
    return list(own.order_by("-pk").values_list("candidate", flat=True)[:UNDONE_AT_MOST])[::-1]


@dataclass(frozen=True, slots=True)
class Stretch:
    """`[start, end)` of the text, over which the same candidates stand, the shortest first; `begins`: those that do."""

    start: int
    end: int
    over: tuple[Row, ...]
    begins: tuple[Row, ...]


def stretches(start: int, end: int, rows: Sequence[Row]) -> list[Stretch]:
    """Cut `[start, end)` wherever a candidate begins or ends; `rows` in order of their start."""
    borders = {border for row in rows for border in (row.start, row.end) if start < border < end}
    cuts = sorted(borders | {start, end})
    found: list[Stretch] = []
    active: list[Row] = []
    following = 0
    for number, left in enumerate(cuts[:-1]):
        active = [row for row in active if row.end > left]
        fresh = []
        while following < len(rows) and rows[following].start <= left:
            if rows[following].end > left:
                fresh.append(rows[following])
            following += 1
        if fresh:
            active = sorted(active + fresh, key=lambda row: row.end - row.start)
        found.append(Stretch(left, cuts[number + 1], tuple(active), tuple(fresh)))
    return found


class ReadText:
    """One text as the page shows it. `may_decide` puts a box before what is pending."""

    def __init__(self, part: Excerpt, rows: list[Row], *, publisher: str, may_decide: bool) -> None:
        self.part, self.rows, self.publisher, self.may_decide = part, rows, publisher, may_decide
        self._windows: dict[tuple[Any, ...], str] = {}

    @property
    def count(self) -> int:
        return len(self.rows)

    @cached_property
    def decided(self) -> int:
        return sum(row.decision != PENDING for row in self.rows)

    @cached_property
    def marked(self) -> SafeString:
        """The text, escaped, each candidate in it marked with its state and linked to its place in the list."""
        titles = self._titles()
        parts = [self._stretch(each, titles) for each in stretches(self.part.start, self.part.end, self.rows)]
        return mark_safe("".join(parts))  # noqa: S308 (each part is escaped where it is made)

    def _stretch(self, stretch: Stretch, titles: dict[tuple[str, str, bool, bool], str]) -> str:
        words = escape(self.part.text[stretch.start - self.part.start : stretch.end - self.part.start], quote=False)
        if not stretch.over:
            return words
        row = stretch.over[0]
        anchors = "".join(f'<span id="p{begun.pk}"></span>' for begun in stretch.begins)
        keys = " ".join(str(over.pk) for over in stretch.over)
        title = titles[_sort_of(row)]
        return f'{anchors}<a class="m {_css(row)}" href="#c{row.pk}" data-c="{keys}" title="{title}">{words}</a>'

    def _titles(self) -> dict[tuple[str, str, bool, bool], str]:
        sorts = {_sort_of(row) for row in self.rows}
        return {sort: escape(f"{KINDS[Kind(sort[0])]}, {state_words(*sort[1:])}") for sort in sorts}

    @cached_property
    def listed(self) -> SafeString:
        """The items of the list beside the text."""
        to_page, to_text = reverse("admin:claims_candidate_change", args=[0]).split("0"), escape(_("in the text"))
        kinds = {kind.value: escape(str(label)) for kind, label in KINDS.items()}
        states = {sort[1:]: escape(state_words(*sort[1:])) for sort in {_sort_of(row) for row in self.rows}}
        narrator = escape(_("%(publisher)s (the article)") % {"publisher": self.publisher})
        items = []
        for row in self.rows:
            who = narrator if row.claimant == NARRATOR else escape(shortened(row.claimant, 60))
            box = _BOX % (row.pk, row.revision, row.pk) if self.may_decide and row.decision == PENDING else ""
            items.append(
                f'<li id="c{row.pk}" class="c {_css(row)}" data-key="{row.pk}" data-revision="{row.revision}"'
                f' data-state="{row.decision}">{box}<a class="go" id="q{row.pk}" lang="{escape(row.language)}"'
                f' href="{to_page[0]}{row.pk}{to_page[1]}">{escape(shortened(row.quote, QUOTED))}</a>'
                f'<p class="quiet"><b class="state">{states[_sort_of(row)[1:]]}</b> · {kinds[row.kind]} · {who} ·'
                f' {self._window(row)} · <a class="place" href="#p{row.pk}">{to_text}</a></p></li>'
            )
        return mark_safe("".join(items))  # noqa: S308 (each value is escaped where it is put in)

    def _window(self, row: Row) -> str:
        window = (row.operator, row.not_before, row.not_after)
        if window not in self._windows:
            self._windows[window] = escape(window_words(*window))
        return self._windows[window]


_BOX = '<input type="checkbox" form="bulk" name="chosen" value="%s:%s" aria-labelledby="q%s">'


def _sort_of(row: Row) -> tuple[str, str, bool, bool]:
    return row.kind, row.decision, row.no_longer_found_in is not None, row.proposed_by is not None


def _css(row: Row) -> str:
    missed = " missed" if row.no_longer_found_in is not None else ""
    return f"{row.decision}{missed}{' by-hand' if row.proposed_by is not None else ''}"


def state_words(decision: str, is_missed: bool, is_by_hand: bool) -> str:
    """The state as the list says it: *pending, proposed by hand*."""
    words: Iterable[str] = (
        str(Candidate.Decision(decision).label),
        _("no longer found") if is_missed else "",
        _("proposed by hand") if is_by_hand else "",
    )
    return ", ".join(filter(None, words))

"""The words of a letter, in its reader's language, of what they may see when it is written: plain text, and a subject.

Nothing that a claim says stands in a header but on one line without control characters.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from claims.clock import database_now
from claims.models import Claim, Letter, Notice, Prediction, Preference, Watch

MAY_DECIDE = "claims.settle_claim"
"""Who holds it gives verdicts, is assigned claims, and gets the daily digest."""

MOST = 20
"""Claims of one section that a letter names; the desk shows the rest."""

MOST_NOTICES = 100
LONGEST = 240
LONGEST_SUBJECT = 110

_CLAIMS, _PREDICTIONS = "admin:claims_claim_changelist", "admin:claims_prediction_changelist"


@dataclass(frozen=True, slots=True)
class Words:
    """What is sent."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class _Section:
    """Claims under one heading, and the list at the desk in which all of them stand."""

    heading: str | Promise
    rows: QuerySet[Any]
    list_of: str
    query: str


def compose(letter: Letter) -> Words | None:
    """None where there is nothing (any more) that its reader may be told."""
    user = letter.user
    with override(language_of(user)), timezone.override(ZoneInfo(settings.TIME_ZONE)):
        notices = _notices(letter)
        work = list(_work_of(user)) if _tells_of_work(letter) else []
        if not (notices or work):
            return None
        told = [_heading(_("What you watch")), *_told(notices, user)] if notices else []
        body = "\n".join([*(line for section in work for line in section), *told, *_foot()])
        return Words(_subject(letter, notices), body)


def _tells_of_work(letter: Letter) -> bool:
    """A daily digest that is late tells of what was watched, and leaves what waits to that of today."""
    if letter.kind != Letter.Kind.DAILY or not gets_digest(letter.user):
        return False
    return not Letter.objects.filter(user=letter.user, kind=letter.kind, day__gt=letter.day).exists()


def language_of(user: User) -> str:
    """As last chosen at the head of a page, else the newsroom's."""
    chosen = getattr(user, "preference", Preference()).language
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def gets_digest(user: User) -> bool:
    return user.has_perm(MAY_DECIDE) and getattr(user, "preference", Preference()).has_digest


def on_one_line(words: str, to: int = LONGEST) -> str:
    """Without what ends a line, steers a terminal or turns the direction of writing; at most `to` code points."""
    line = " ".join("".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in words).split())
    return line if len(line) <= to else f"{line[: to - 1]}…"


def _notices(letter: Letter) -> list[Notice]:
    visible = Notice.objects.visible_to(letter.user).filter(letter=letter)
    return list(visible.select_related("claim__claimant", "by").order_by("happened_at", "pk")[: MOST_NOTICES + 1])


def _subject(letter: Letter, notices: Sequence[Notice]) -> str:
    if letter.day and letter.kind == Letter.Kind.DAILY:
        return _("Aver: what needs you on %(day)s") % {"day": date_format(letter.day)}
    if letter.day:
        return _("Aver: what you watch, week of %(day)s") % {"day": date_format(letter.day)}
    if len(notices) == 1:
        named = f"{notices[0].get_what_display()}: {notices[0].claim.text}"
        return on_one_line(f"Aver: {named}", LONGEST_SUBJECT)
    count = len(notices)
    return ngettext("Aver: %(count)s notice", "Aver: %(count)s notices", count) % {"count": count}


def _heading(words: str | Promise) -> str:
    title = str(words)
    return f"{title}\n{'-' * len(title)}\n"


def _told(notices: Sequence[Notice], user: User) -> Iterator[str]:
    watches = Watch.objects.filter(user=user, claim__in=[notice.claim_id for notice in notices]).exclude(note="")
    notes = dict(watches.values_list("claim_id", "note"))
    for notice in notices[:MOST_NOTICES]:
        when = date_format(timezone.localtime(notice.happened_at), "DATETIME_FORMAT")
        by = f" · {on_one_line(notice.by.get_username())}" if notice.by else ""
        yield f"* {notice.get_what_display()} · {when}{by}"
        yield from _claim_lines(notice.claim)
        if notice.claim_id in notes:
            yield _("  Your note: %(note)s") % {"note": on_one_line(notes[notice.claim_id])}
        yield ""
    if len(notices) > MOST_NOTICES:
        yield _("There are more: %(address)s") % {"address": address(reverse("admin:claims_notice_changelist"))}
        yield ""


def _claim_lines(claim: Claim, since: str = "") -> Iterator[str]:
    yield f"  {on_one_line(claim.text)}"
    yield f"  – {on_one_line(claim.claimant.name)}{since}"
    yield f"  {address(reverse('admin:claims_claim_change', args=[claim.pk]))}"


def address(path: str) -> str:
    """The whole address of a page of the desk."""
    return f"{settings.BASE_URL}{path}"


def _work_of(user: User) -> Iterator[list[str]]:
    """What is assigned to the user first, then what is owed to all; nothing twice."""
    for section in _sections(user):
        rows = list(section.rows[: MOST + 1])
        if rows:
            yield list(_section_lines(section, rows))


def _sections(user: User) -> Iterable[_Section]:
    others = Prediction.objects.visible_to(user).select_related("claim__claimant").exclude(claim__assigned_to=user)
    facts = Claim.objects.visible_to(user).select_related("claimant").exclude(assigned_to=user)
    mine = Claim.objects.visible_to(user).select_related("claimant", "prediction").assigned_to(user)
    yesterday = database_now() - timedelta(days=1)
    due = others.due()
    return [
        _Section(gettext_lazy("Assigned to you"), mine, _CLAIMS, "?assigned=me"),
        _Section(
            gettext_lazy("Fell due since yesterday"), due.filter(due_at__gt=yesterday), _PREDICTIONS, "?status=due"
        ),
        _Section(gettext_lazy("Overdue"), due.filter(due_at__lte=yesterday), _PREDICTIONS, "?status=due"),
        _Section(gettext_lazy("May have begun, or needs a horizon"), others.to_look_at(), _PREDICTIONS, "?status=look"),
        _Section(gettext_lazy("Facts to look at again"), facts.to_look_at_again(), _CLAIMS, "?status=checked"),
    ]


def _section_lines(section: _Section, rows: Sequence[Any]) -> Iterator[str]:
    yield _heading(section.heading)
    for row in rows[:MOST]:
        claim = row.claim if isinstance(row, Prediction) else row
        yield "\n".join(_claim_lines(claim, _since(row)))
        yield ""
    if len(rows) > MOST:
        yield _("There are more: %(address)s") % {"address": address(f"{reverse(section.list_of)}{section.query}")}
        yield ""


def _since(row: Prediction | Claim) -> str:
    """Since when a verdict is owed, or somebody should look; or when that will be."""
    prediction = row if isinstance(row, Prediction) else getattr(row, "prediction", None)
    due_at, look_at = (prediction.due_at, prediction.look_at) if prediction else (None, row.look_at)
    if due_at:
        day = date_format(timezone.localtime(due_at))
        return _(" · verdict owed from %(day)s") % {"day": day}
    return _(" · to look at from %(day)s") % {"day": date_format(timezone.localtime(look_at))} if look_at else ""


def _foot() -> list[str]:
    chosen_at = address(reverse("admin:claims_watch_changelist"))
    return ["-- ", _("What is sent to you, and when: %(address)s") % {"address": chosen_at}]

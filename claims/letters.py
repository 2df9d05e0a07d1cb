"""The words of a letter, in its reader's language, of what they may see when it is written: as plain text and as HTML.

Whatever a claim says stands on one line without control characters, in headers too, and escaped in HTML.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.template.loader import render_to_string
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
    """What is sent: the same twice."""

    subject: str
    body: str
    html: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim: its words, and what is told of it. All on one line each."""

    text: str
    language: str
    claimant: str
    url: str
    since: str = ""
    note: str = ""
    happened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Claims under a heading, or under none; `rest` is the address at which the others stand."""

    heading: str
    entries: list[Entry]
    rest: str = ""


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
        heading = "" if letter.kind == Letter.Kind.AT_ONCE else _("What happened")
        blocks = [*work, *([_told(notices, user, heading)] if notices else [])]
        chosen_at = address(reverse("admin:claims_watch_changelist"))
        subject = _subject(letter, notices, with_work=bool(work))
        told = {"blocks": blocks, "subject": subject, "chosen_at": chosen_at, "language": language_of(user)}
        return Words(subject, _as_text(blocks, chosen_at), render_to_string("admin/claims/letter.html", told))


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


def _subject(letter: Letter, notices: Sequence[Notice], *, with_work: bool) -> str:
    day = date_format(letter.day) if letter.day else ""
    if letter.kind == Letter.Kind.DAILY:
        words = _("Aver: what needs you on %(day)s") if with_work else _("Aver: what you watch, %(day)s")
        return words % {"day": day}
    if letter.kind == Letter.Kind.WEEKLY:
        return _("Aver: what you watch, week of %(day)s") % {"day": day}
    count, claims = len(notices), {notice.claim_id for notice in notices}
    named = {"what": notices[0].get_what_display(), "claim": notices[0].claim.text, "count": count}
    if len(claims) > 1:
        return ngettext("Aver: %(count)s notice", "Aver: %(count)s notices", count) % {"count": count}
    words = _("Aver: %(what)s: %(claim)s") if count == 1 else _("Aver: %(count)s notices: %(claim)s")
    return on_one_line(words % named, LONGEST_SUBJECT)


def _told(notices: Sequence[Notice], user: User, heading: str) -> Block:
    """What happened, by claim; the claim to which something happened first comes first."""
    watches = Watch.objects.filter(user=user, claim__in=[notice.claim_id for notice in notices]).exclude(note="")
    notes = dict(watches.values_list("claim_id", "note"))
    of_claims: dict[int, list[Notice]] = {}
    for notice in notices[:MOST_NOTICES]:
        of_claims.setdefault(notice.claim_id, []).append(notice)
    entries = [
        replace(_entry(told[0].claim), note=on_one_line(notes.get(claim, "")), happened=tuple(_happened(told)))
        for claim, told in of_claims.items()
    ]
    rest = address(reverse("admin:claims_notice_changelist")) if len(notices) > MOST_NOTICES else ""
    return Block(heading, entries, rest)


def _happened(notices: Sequence[Notice]) -> Iterator[str]:
    """One line for what the same person did several times running."""
    for (_what, by), group in groupby(notices, key=lambda notice: (notice.what, notice.by)):
        same = list(group)
        times = f" (× {len(same)})" if len(same) > 1 else ""
        when = date_format(timezone.localtime(same[-1].happened_at), "DATETIME_FORMAT")
        who = f" · {on_one_line(by.get_username())}" if by else ""
        yield f"{same[0].get_what_display()}{times} · {when}{who}"


def _entry(claim: Claim, since: str = "") -> Entry:
    return Entry(
        text=on_one_line(claim.text),
        language=claim.language,
        claimant=on_one_line(claim.claimant.name),
        url=address(reverse("admin:claims_claim_change", args=[claim.pk])),
        since=since,
    )


def _as_text(blocks: Iterable[Block], chosen_at: str) -> str:
    lines = [line for block in blocks for line in _lines(block)]
    return "\n".join([*lines, "-- ", _("What is sent to you, and when: %(address)s") % {"address": chosen_at}])


def _lines(block: Block) -> Iterator[str]:
    if block.heading:
        yield f"{block.heading}\n{'-' * len(block.heading)}\n"
    for entry in block.entries:
        yield f"  {entry.text}"
        yield f"  – {entry.claimant}" + (f" · {entry.since}" if entry.since else "")
        yield f"  {entry.url}"
        if entry.note:
            yield _("  Your note: %(note)s") % {"note": entry.note}
        yield from (f"  * {happened}" for happened in entry.happened)
        yield ""
    if block.rest:
        yield _("There are more: %(address)s") % {"address": block.rest} + "\n"


def address(path: str) -> str:
    """The whole address of a page of the desk."""
    return f"{settings.BASE_URL}{path}"


def _work_of(user: User) -> Iterator[Block]:
    """What is assigned to the user first, then what is owed to all; nothing twice."""
    for section in _sections(user):
        rows = list(section.rows[: MOST + 1])
        if rows:
            entries = [_entry(row.claim if isinstance(row, Prediction) else row, _since(row)) for row in rows[:MOST]]
            rest = address(f"{reverse(section.list_of)}{section.query}") if len(rows) > MOST else ""
            yield Block(str(section.heading), entries, rest)


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


def _since(row: Prediction | Claim) -> str:
    """Since when a verdict is owed, or somebody should look; or when that will be."""
    prediction = row if isinstance(row, Prediction) else getattr(row, "prediction", None)
    due_at, look_at = (prediction.due_at, prediction.look_at) if prediction else (None, row.look_at)
    at = due_at or look_at
    if at is None:
        return ""
    is_past = at <= timezone.now()
    if due_at:
        words = _("verdict owed since %(day)s") if is_past else _("verdict owed from %(day)s")
    else:
        words = _("to look at since %(day)s") if is_past else _("to look at from %(day)s")
    return words % {"day": date_format(timezone.localtime(at))}

"""Writing notices: who watches what happened to a claim, and may see it, has a row that says so.

What people do is told from the ledger, in its order: its entries are written in the transaction of the change, without
holes and in the order of commits, so one number says how far it has been told, and moves on in the transaction that
writes the notices. What the calendar does is told in the sweep's own transaction. No verb has to remember it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from claims.models import Claim, How, LedgerEntry, Notice, Preference, ToldUpTo, Verdict
from claims.rules.happenings import News, news
from claims.vocabulary.happenings import Happening
from sources import failpoints
from sources.models import Document, DocumentVersion

BATCH = 500

_IS_ANYTHING_UNTOLD = """
SELECT coalesce((SELECT seq FROM claims_ledgerentry ORDER BY seq DESC LIMIT 1), 0)
    > coalesce((SELECT seq FROM claims_toldupto), 0)
"""

_DOES_ANYBODY_WATCH = """
SELECT EXISTS (SELECT FROM claims_watch) OR EXISTS (SELECT FROM claims_claim WHERE assigned_to_id IS NOT NULL)
"""

# Nobody is told of their own act, or of what happened before they began to watch. To whom a claim is assigned hears of
# it with the digest, unless a watch of theirs says otherwise.
_WATCHERS = """
WITH event AS (
    SELECT nth, claim.id AS claim_id, claimant_id, assigned_to_id, actor, at
    FROM unnest(%s::int[], %s::bigint[], %s::bigint[], %s::timestamptz[]) AS said (nth, claim, actor, at)
    JOIN claims_claim AS claim ON claim.id = said.claim
), watched AS (
    SELECT nth, actor, at, watch.user_id, watch.how, watch.created_at, NULL::bigint AS through
    FROM event JOIN claims_watch AS watch ON watch.claim_id = event.claim_id
    UNION ALL SELECT nth, actor, at, watch.user_id, watch.how, watch.created_at, NULL
    FROM event JOIN claims_watch AS watch ON watch.claimant_id = event.claimant_id
    UNION ALL SELECT nth, actor, at, watch.user_id, watch.how, watch.created_at, version.id
    FROM event JOIN claims_appearance AS said USING (claim_id)
    JOIN sources_documentversion AS version ON version.id = said.version_id
    JOIN claims_watch AS watch ON watch.publisher_id = version.publisher_id
    WHERE said.withdrawn_at IS NULL
    UNION ALL SELECT nth, actor, at, assigned_to_id, 'assigned', at, NULL
    FROM event WHERE assigned_to_id IS NOT NULL
)
SELECT DISTINCT nth, user_id, how, through FROM watched
WHERE created_at <= at AND user_id IS DISTINCT FROM actor ORDER BY nth, user_id
"""

_COLUMNS = {
    "id": "uuid",
    "user_id": "bigint",
    "claim_id": "bigint",
    "what": "text",
    "by_id": "bigint",
    "happened_at": "timestamptz",
    "entry": "bigint",
    "recheck_id": "bigint",
    "version_id": "bigint",
    "through_id": "bigint",
    "how": "text",
}
_FILE = "INSERT INTO claims_notice ({}) SELECT * FROM unnest({}) ON CONFLICT DO NOTHING"

_IN_PERSON = "in person"
_RANKS = {_IN_PERSON: 0, How.AT_ONCE: 1, How.DAILY: 2, How.WEEKLY: 3, How.OFF: 4, "assigned": 5}
"""Which of several reasons to tell somebody says when it is sent: the soonest, unless it concerns them in person."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a claim, on record in the ledger or as a Recheck; `actor` None: Aver itself."""

    claim: int
    at: datetime
    news: News
    actor: int | None = None
    entry: int | None = None
    recheck: int | None = None


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why one person is to be told; `through` is the text by which a watched publisher printed the claim."""

    how: str
    through: int | None = None


def is_anything_untold() -> bool:
    """Whether the ledger has entries of which no notices have been written. One short query."""
    with connection.cursor() as cursor:
        cursor.execute(_IS_ANYTHING_UNTOLD)
        return bool(cursor.fetchone()[0])


def tell_of_the_ledger() -> int:
    """Write the notices of the next entries, and note how far that was. Returns how many entries; 0: nothing is left.

    One transaction: killed before its commit it has told nothing, and after it all. Of two that run at once the second
    leaves it to the first.
    """
    with transaction.atomic():
        told = ToldUpTo.objects.select_for_update(skip_locked=True).first()
        if told is None:
            return 0
        entries = list(LedgerEntry.objects.filter(seq__gt=told.seq).order_by("seq")[:BATCH])
        if not entries:
            return 0
        _tell([event for entry in entries if (event := _event_of(entry))])
        failpoints.reach("notices written")
        ToldUpTo.objects.filter(pk=told.pk).update(seq=entries[-1].seq, moved_at=Now())
    failpoints.reach("notices told")
    return len(entries)


def tell_of_rechecks(rows: Iterable[tuple[int, int, str, datetime]]) -> None:
    """Write the notices of Rechecks (key, claim, reason, when) within the transaction that writes them.

    One query for a whole batch where nobody watches anything.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DOES_ANYBODY_WATCH)
        if not cursor.fetchone()[0]:
            return
    _tell([Event(claim, at, News(Happening(reason)), recheck=key) for key, claim, reason, at in rows])


def _event_of(entry: LedgerEntry) -> Event | None:
    if entry.claim_id is None or entry.operation == LedgerEntry.Operation.FOUNDING:
        return None
    told = news(entry.object_table, entry.operation, entry.act, entry.before, entry.after)
    if told is None:
        return None
    return Event(entry.claim_id, entry.recorded_at, told, actor=entry.actor_id, entry=entry.seq)


def _tell(events: Sequence[Event]) -> None:
    if not events:
        return
    reasons = _watchers(events)
    for number, person in _concerned(events):
        reasons[person][number].append(_Reason(_IN_PERSON))
    people = User.objects.filter(pk__in=reasons, is_active=True).select_related("preference").order_by("pk")
    for user in people:
        _write(list(_notices_to(user, events, reasons[user.pk])))


def _write(notices: Sequence[Notice]) -> None:
    """As arrays: a claim that a hundred people watch has a hundred notices, of a dozen columns each."""
    columns = [[getattr(notice, column) for notice in notices] for column in _COLUMNS]
    arrays = ", ".join(f"%s::{kind}[]" for kind in _COLUMNS.values())
    if notices:
        with connection.cursor() as cursor:
            cursor.execute(_FILE.format(", ".join(_COLUMNS), arrays), columns)


def _watchers(events: Sequence[Event]) -> dict[int, dict[int, list[_Reason]]]:
    """By user and number of the event, why they are to be told."""
    columns = [(n, event.claim, event.actor, event.at) for n, event in enumerate(events)]
    found: dict[int, dict[int, list[_Reason]]] = defaultdict(lambda: defaultdict(list))
    with connection.cursor() as cursor:
        cursor.execute(_WATCHERS, [list(column) for column in zip(*columns, strict=True)])
        for number, user, how, through in cursor.fetchall():
            # That it was assigned to somebody is told to them in person, and to those who watch it not at all.
            if events[number].news.person is None:
                found[user][number].append(_Reason(how, through))
    return found


def _concerned(events: Sequence[Event]) -> Iterable[tuple[int, int]]:
    """The number of an event and the user whom it concerns in person, unless it is their own act."""
    verdicts = {event.news.verdict for event in events if event.news.verdict}
    authors = dict(Verdict.objects.filter(pk__in=verdicts).values_list("pk", "decided_by_id")) if verdicts else {}
    for number, event in enumerate(events):
        person = event.news.person or authors.get(event.news.verdict or 0)
        if person is not None and person != event.actor:
            yield number, person


def _notices_to(user: User, events: Sequence[Event], reasons: dict[int, list[_Reason]]) -> Iterable[Notice]:
    """Of what the user may see: the claim, the text that it is about, and the text through which they watch it."""
    told = {number: events[number] for number in reasons}
    claims = _keys(Claim.objects.visible_to(user).filter(pk__in={event.claim for event in told.values()}))
    about = {event.news.version for event in told.values()} | {one.through for each in reasons.values() for one in each}
    texts = DocumentVersion.objects.filter(pk__in=[key for key in about if key])
    open_texts = {None} | _keys(texts.filter(document__in=Document.objects.visible_to(user)))
    for number, event in told.items():
        fit = [reason for reason in reasons[number] if reason.through in open_texts]
        if fit and event.claim in claims and event.news.version in open_texts:
            yield _notice(user, event, min(fit, key=lambda reason: (_RANKS[reason.how], reason.through or 0)))


def _keys(rows: QuerySet[Any]) -> set[int | None]:
    return set(rows.values_list("pk", flat=True))


def _notice(user: User, event: Event, reason: _Reason) -> Notice:
    return Notice(
        id=Notice.key(user=user.pk, entry=event.entry, recheck=event.recheck),
        user=user,
        claim_id=event.claim,
        what=event.news.what,
        by_id=event.actor,
        happened_at=event.at,
        entry=event.entry,
        recheck_id=event.recheck,
        version_id=event.news.version,
        through_id=reason.through,
        how=_how(user, reason),
    )


def _how(user: User, reason: _Reason) -> str:
    if reason.how == _IN_PERSON:
        return getattr(user, "preference", Preference()).how_personal
    return How.DAILY.value if reason.how == "assigned" else reason.how

"""Each status by its index at a hundred thousand rows; and on histories of random acts, SQL and rules agree."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection

from claims import editing, rebuilding, rechecks, settling
from claims.clock import database_now
from claims.models import Candidate, Claim, Prediction, Rating
from claims.refusals import Refused
from claims.rules.status import PredictionFacts, status
from claims.vocabulary.statuses import Status
from tests import cast
from tests.servers import Servers
from tests.torture.size import count

pytestmark = pytest.mark.torture

ROWS = 100_000

# Most claims are long settled; each other status has its share.
FILL = """
INSERT INTO claims_claimant (name, kind, is_anonymous, aliases, same_as) VALUES ('X', 'person', false, '[]', '');
INSERT INTO claims_claim (text, language, kind, claimant_id, claim_date, withdrawn_at, withheld_because, revision)
SELECT 'Claim ' || n, 'en', CASE WHEN n % 10 < 3 THEN 'factual' ELSE 'prediction' END, 1, '2022-01-01',
    CASE WHEN n % 100 = 99 THEN now() END, '', 1 FROM generate_series(1, {rows}) AS n;
INSERT INTO claims_verdict (claim_id, rating_id, known_at, rationale, certainty, resolution_criteria, needs_approval,
    decided_by_id, reason)
SELECT id, 1, now(), 'Because.', '', '', false, {editor}, '' FROM claims_claim WHERE id % 100 BETWEEN 2 AND 90;
UPDATE claims_claim SET current_verdict_id = verdict.id FROM claims_verdict AS verdict WHERE claim_id = claims_claim.id;
INSERT INTO claims_prediction (claim_id, resolution_criteria, time_text, operator, precision, time_zone, window_set_by,
    computed, resolves_on, hedge, estimative_scale, condition, condition_state, awaits_outcome, opens_at, look_at,
    due_at, recheck_at)
SELECT id, CASE WHEN id % 7 = 0 THEN '' ELSE 'Troops cross.' END, '', 'by', '', 'UTC', 'machine', '', 'occurrence', '',
    '', '', CASE WHEN id % 11 = 0 THEN 'open' ELSE '' END, current_verdict_id IS NULL AND withdrawn_at IS NULL,
    now() + (id % 5 - 2) * interval '30 days', CASE WHEN id % 13 = 0 THEN now() - interval '1 day' END,
    now() + (id % 40 - 1) * interval '10 days', now()
FROM claims_claim WHERE kind = 'prediction';
"""


@pytest.fixture
def archive(own_database: Servers) -> Servers:
    """A hundred thousand claims; the ledger is not what is looked at here."""
    editor = cast.edith()
    with psycopg.connect(own_database.superuser_url, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(FILL.format(rows=ROWS, editor=editor.pk))
        admin.execute("ANALYZE")
    return own_database


def test_each_status_is_served_without_reading_the_whole_table(archive: Servers) -> None:
    scanned = {}
    for one in Status:
        plan = Claim.objects.in_status(one).order_by("-pk")[:50].explain()
        if "Seq Scan" in plan:
            scanned[one] = plan
    assert scanned == {}


def test_each_claim_of_the_archive_has_exactly_one_status(archive: Servers) -> None:
    now = database_now()
    sizes = {one: Claim.objects.in_status(one, now).count() for one in Status}
    told = Claim.objects.with_status(now).values_list("status", flat=True)
    assert (sum(sizes.values()), {one: list(told).count(one) for one in Status}) == (ROWS, sizes)


def _settle(claim: Claim, editor: User, reviewer: User) -> None:
    rating = random.choice(Rating.objects.filter(scale__measures__in=["outcome", "truth"]))
    cast.proposed(claim, editor, rating.slug, reason=random.choice(["", "better known"]), known_at=_known())


def _set_horizon(claim: Claim, editor: User, reviewer: User) -> None:
    for prediction in Prediction.objects.filter(claim=claim):
        rechecks.set_horizon(prediction, horizon=random.choice([date(2022, 3, 1), date(2999, 1, 1)]), by=editor)


ON_A_CANDIDATE: list[Callable[[Candidate, User], object]] = [
    lambda candidate, editor: editing.accept(candidate, by=editor),
    lambda candidate, editor: editing.reject(candidate, reason="no", by=editor),
    lambda candidate, editor: editing.reopen(candidate, reason="again", by=editor),
]
ON_A_CLAIM: list[Callable[[Claim, User, User], object]] = [
    _settle,
    _settle,
    _set_horizon,
    lambda claim, editor, reviewer: settling.approve(claim, by=random.choice([editor, reviewer])),
    lambda claim, editor, reviewer: settling.send_back(claim, comment="Say more.", by=reviewer),
    lambda claim, editor, reviewer: settling.retract(claim, reason="The source withdrew it.", by=editor),
    lambda claim, editor, reviewer: settling.word_criteria(claim, "Troops cross.", reason="clearer", by=editor),
    lambda claim, editor, reviewer: settling.judge_condition(
        claim, held=random.random() < 0.5, rationale="The talks.", known_at=_known(), by=editor
    ),
]


def act(candidate: Candidate, editor: User, reviewer: User) -> None:
    """One random act; what is forbidden raises, and nothing else happens."""
    appearance = candidate.appearances.filter(withdrawn_at=None).first()
    if appearance is None or random.random() < 0.1:
        random.choice(ON_A_CANDIDATE)(candidate, editor)
    else:
        random.choice(ON_A_CLAIM)(Claim.objects.get(pk=appearance.claim_id), editor, reviewer)


def _known() -> datetime:
    return cast.INVASION + random.choice([timedelta(0), timedelta(days=-8)])


def ruled(claim: Claim, now: datetime) -> Status:
    """What the rules say of what is stored."""
    prediction = Prediction.objects.filter(claim=claim).first()
    facts = prediction and PredictionFacts(
        opens_at=prediction.opens_at,
        look_at=prediction.look_at,
        due_at=prediction.due_at,
        has_open_condition=prediction.condition_state == "open",
        has_criteria=bool(prediction.resolution_criteria),
    )
    return status(
        is_withdrawn=claim.withdrawn_at is not None,
        has_verdict=claim.current_verdict_id is not None,
        prediction=facts,
        now=now,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("history", range(count(30, 300)))
def test_whatever_happens_each_claim_has_the_one_status_that_the_rules_give_it(history: int) -> None:
    editor, reviewer, version = cast.edith(), cast.rosa(), cast.warning()
    sorts: list[dict[str, Any]] = [{}, {"condition": "if talks fail"}, {"kind": "factual"}]
    make = random.choice([cast.candidate, cast.deadline])
    candidate = make(version, **random.choice(sorts))
    done = 0
    for _ in range(25):
        candidate.refresh_from_db()
        try:
            act(candidate, editor, reviewer)
            done += 1
        except (Refused, ValidationError):
            pass
        now = database_now()
        for claim in Claim.objects.all():
            told = Claim.objects.with_status(now).get(pk=claim.pk).status
            served = [one for one in Status if Claim.objects.in_status(one, now).filter(pk=claim.pk).exists()]
            assert (told, served) == (ruled(claim, now), [ruled(claim, now)])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ledger IMMEDIATE")
    assert (done > 0, list(rebuilding.differences())) == (True, [])

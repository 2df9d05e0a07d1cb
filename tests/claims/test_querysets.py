"""The statuses of `querysets.py` and of `rules/status.py` are the same statuses."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from claims import editing
from claims.models import Claim, Claimant, Prediction, Rating, Verdict
from claims.rules import status
from claims.vocabulary.statuses import Status
from tests import cast

pytestmark = pytest.mark.django_db

NOW = datetime(2022, 2, 16, 12, 0, tzinfo=UTC)
INSTANTS = (None, NOW - timedelta(seconds=1), NOW, NOW + timedelta(seconds=1))


def _histories() -> list[tuple[Any, ...]]:
    return list(product(INSTANTS, INSTANTS, INSTANTS, ("", "open"), ("", "criteria"), ("", "verdict", "withdrawn")))


def _make_all() -> None:
    """One prediction for each combination of what its status depends on."""
    claimant = Claimant.objects.create(name="United States")
    by, rating = cast.edith(), Rating.objects.get(slug="came-true")
    for opens_at, look_at, due_at, condition, criteria, end in _histories():
        claim = Claim.objects.create(
            text="It begins",
            language="en",
            kind="prediction",
            claimant=claimant,
            withdrawn_at=NOW if end == "withdrawn" else None,
        )
        Prediction.objects.create(
            claim=claim,
            time_zone="UTC",
            opens_at=opens_at,
            look_at=look_at,
            due_at=due_at,
            recheck_at=NOW,
            condition_state=condition,
            resolution_criteria=criteria,
            resolves_on="occurrence",
            awaits_outcome=end == "",
        )
        if end == "verdict":
            claim.current_verdict = Verdict.objects.create(
                claim=claim, rating=rating, known_at=NOW, rationale="seen", decided_by=by
            )
            claim.save()


def _by_rules(claim: Claim) -> Status:
    prediction = claim.prediction
    facts = status.PredictionFacts(
        opens_at=prediction.opens_at,
        look_at=prediction.look_at,
        due_at=prediction.due_at,
        has_open_condition=prediction.condition_state == "open",
        has_criteria=prediction.resolution_criteria != "",
    )
    return status.status(
        is_withdrawn=claim.withdrawn_at is not None,
        has_verdict=claim.current_verdict_id is not None,
        prediction=facts,
        now=NOW,
    )


def test_sql_and_rules_give_every_prediction_the_same_status() -> None:
    _make_all()
    claims = Claim.objects.with_status(NOW).select_related("prediction")
    assert [claim for claim in claims if claim.status != _by_rules(claim)] == []


def test_every_prediction_is_found_under_its_status_and_no_other() -> None:
    _make_all()
    found = {status: set(Claim.objects.in_status(status, NOW).values_list("pk", flat=True)) for status in Status}
    shown: dict[Status, set[int]] = {status: set() for status in Status}
    for claim in Claim.objects.with_status(NOW):
        shown[Status(claim.status)].add(claim.pk)
    assert found == shown


def test_as_early_as_wednesday_asks_for_a_horizon_from_wednesday_on() -> None:
    editing.accept(cast.candidate(), by=cast.edith())
    midnight = datetime(2022, 2, 16, tzinfo=UTC)
    asked = [Prediction.objects.to_look_at(midnight + timedelta(microseconds=n)).count() for n in (-1, 0)]
    assert asked == [0, 1]


def test_before_the_20th_is_due_the_moment_the_20th_has_ended() -> None:
    editing.accept(cast.deadline(), by=cast.edith())
    the_end = datetime(2022, 2, 21, tzinfo=UTC)
    due = [Prediction.objects.due(the_end + timedelta(microseconds=n)).count() for n in (-1, 0)]
    assert due == [0, 1]


def test_the_queue_shows_the_longest_overdue_first() -> None:
    by, version = cast.edith(), cast.warning()
    late = editing.accept(cast.deadline(version, not_after=date(2022, 2, 25)), by=by)
    editing.accept(cast.candidate(version), by=by)
    early = editing.accept(cast.candidate(version, "troops", not_before=None, not_after=date(2022, 2, 20)), by=by)
    assert [prediction.claim for prediction in Prediction.objects.queue()][:2] == [early, late]


def test_a_restricted_document_hides_its_claims_from_others() -> None:
    version = cast.warning()
    claim = editing.accept(cast.candidate(version), by=cast.edith())
    version.document.access = "restricted"
    version.document.save()
    assert claim not in Claim.objects.visible_to(cast.remi())


def test_a_restricted_document_is_read_by_its_group() -> None:
    version, remi = cast.warning(), cast.remi()
    claim = editing.accept(cast.candidate(version), by=cast.edith())
    version.document.access = "restricted"
    version.document.save()
    version.document.groups.add(Group.objects.get(name="readers"))
    assert claim in Claim.objects.visible_to(remi)


def test_an_anonymous_reader_sees_no_claim() -> None:
    editing.accept(cast.candidate(), by=cast.edith())
    assert not Claim.objects.visible_to(AnonymousUser()).exists()


def test_a_claim_hidden_again_by_reopening_its_open_appearance_is_hidden() -> None:
    by, secret = cast.edith(), cast.warning()
    claim = editing.accept(cast.candidate(secret), by=by)
    known = cast.candidate(cast.warning(cast.WARNING, cast.agence()))
    editing.attach(known, to=claim, by=by)
    secret.document.access = "restricted"
    secret.document.save()
    editing.reopen(known, reason="another invasion", by=by)
    assert claim not in Claim.objects.visible_to(cast.remi())

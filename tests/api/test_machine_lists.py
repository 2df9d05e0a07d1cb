"""Readings, re-checks, appearances and ratings: what is listed, and the one act on them."""

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from claims import editing
from claims.models import ExtractionRun, Recheck
from tests import cast

RUNS = "/api/v1/extraction-runs/"


@pytest.fixture
def quarantined(db: None) -> ExtractionRun:
    version = cast.warning()
    ExtractionRun.objects.filter(version=version).update(state="quarantined", attempts=3, error="It did not end.")
    return ExtractionRun.objects.get(version=version)


def test_what_is_in_quarantine_is_listed_with_its_error(reader: APIClient, quarantined: ExtractionRun) -> None:
    (row,) = reader.get(f"{RUNS}?state=quarantined").json()["results"]
    assert (row["document"], row["error"], row["attempts"]) == (quarantined.version.document_id, "It did not end.", 3)


def test_it_is_tried_again_once(editor: APIClient, quarantined: ExtractionRun) -> None:
    answers = [editor.post(f"{RUNS}{quarantined.pk}/retry/", {}) for _ in range(2)]
    assert (answers[0].json()["state"], answers[1].status_code, answers[1].json()["code"]) == (
        "queued",
        409,
        "not_quarantined",
    )


def test_a_reader_tries_nothing_again(reader: APIClient, quarantined: ExtractionRun) -> None:
    assert reader.post(f"{RUNS}{quarantined.pk}/retry/", {}).status_code == 403


def test_the_reading_of_a_hidden_document_is_not_told(reader: APIClient, quarantined: ExtractionRun) -> None:
    cast.restricted(quarantined.version, to="investigations")
    assert reader.get(RUNS).json()["results"] == []


def test_rechecks_are_found_by_their_claim(reader: APIClient, edith: User) -> None:
    claim = editing.accept(cast.deadline(), by=edith)
    Recheck.objects.create(claim=claim, reason="due", scheduled_for=cast.INVASION)
    found = [len(reader.get(f"/api/v1/rechecks/?claim={key}").json()["results"]) for key in (claim.pk, claim.pk + 1)]
    assert found == [1, 0]


def test_appearances_are_found_by_their_document(reader: APIClient, edith: User) -> None:
    claim = editing.accept(cast.deadline(), by=edith)
    document = claim.appearances.get().version.document_id
    (row,) = reader.get(f"/api/v1/appearances/?document={document}").json()["results"]
    assert (row["claim"], row["quote"]) == (claim.pk, cast.WOULD_CROSS)


def test_an_appearance_of_a_withdrawn_claim_is_gone(reader: APIClient, edith: User) -> None:
    candidate = cast.deadline()
    editing.accept(candidate, by=edith)
    editing.reopen(candidate, reason="It says less.", by=edith)
    assert reader.get("/api/v1/appearances/").json()["results"] == []


def test_a_scale_names_its_ratings_in_their_order(reader: APIClient, db: None) -> None:
    (scale,) = reader.get("/api/v1/scales/?measures=commitment").json()["results"]
    told = reader.get(f"/api/v1/ratings/{scale['ratings'][0]}/", headers={"Accept-Language": "fr"}).json()
    assert (scale["ratings"][:3], told["textual_rating"]) == (["kept", "compromise", "broken"], "Tenu")

"""The ETag of a claim, a candidate or a piece of evidence: the same as long as its reader would be shown the same."""

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from claims import editing
from claims.models import Claim, Prediction
from tests import cast
from tests.api.conftest import etag


@pytest.fixture
def claim(edith: User) -> Claim:
    """*Before the 20th*, with a piece of evidence."""
    claim = editing.accept(cast.deadline(), by=edith)
    cast.adduced(claim, edith)
    return claim


@pytest.fixture(params=["claims", "candidates", "evidence"])
def path(request: pytest.FixtureRequest, claim: Claim) -> str:
    candidate = claim.appearances.get().candidate_id
    keys = {"claims": claim.pk, "candidates": candidate, "evidence": claim.evidence.get().pk}
    return f"/api/v1/{request.param}/{keys[request.param]}/"


def claim_path(claim: Claim) -> str:
    return f"/api/v1/claims/{claim.pk}/"


def test_a_tag_is_strong_and_stays(reader: APIClient, path: str) -> None:
    assert etag(reader, path) == etag(reader, path).removeprefix("W/")


def test_head_tells_it_too(reader: APIClient, path: str) -> None:
    assert reader.head(path)["ETag"] == etag(reader, path)


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', "*"])
def test_what_is_known_is_not_sent_again(reader: APIClient, path: str, form: str) -> None:
    tag = etag(reader, path)
    answer = reader.get(path, headers={"If-None-Match": form.format(tag)})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize("known", ['"x"', "x", ""])
def test_what_is_not_known_is_sent(reader: APIClient, path: str, known: str) -> None:
    assert reader.get(path, headers={"If-None-Match": known}).status_code == 200


def test_no_shared_cache_keeps_what_one_reader_was_shown(reader: APIClient, path: str) -> None:
    answer = reader.get(path)
    varies = {name.strip() for name in answer["Vary"].split(",")}
    assert (answer["Cache-Control"], varies >= {"Authorization", "Cookie"}) == ("private, no-cache", True)


def test_another_language_is_another_representation(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    french = reader.get(claim_path(claim), headers={"Accept-Language": "fr"})["ETag"]
    assert french != etag(reader, claim_path(claim))


def test_a_status_that_comes_with_the_hour_is_another_representation(reader: APIClient, claim: Claim) -> None:
    before = etag(reader, claim_path(claim))
    Prediction.objects.update(due_at="2999-01-01T00:00:00Z")
    assert etag(reader, claim_path(claim)) != before


def test_a_decision_is_not_stale_because_time_has_passed(editor: APIClient, claim: Claim) -> None:
    read = etag(editor, claim_path(claim))
    Prediction.objects.update(due_at="2999-01-01T00:00:00Z")
    body = {"resolution_criteria": "Ten thousand cross."}
    assert editor.post(f"{claim_path(claim)}criteria/", body, headers={"If-Match": read}).status_code == 200


def test_what_only_some_may_see_is_in_their_tag_only(editor: APIClient, edith: User, claim: Claim) -> None:
    before = etag(editor, claim_path(claim))
    secret = cast.restricted(cast.warning(f"{cast.WARNING} Secret."), to="investigations")
    editing.attach(cast.deadline(secret), to=claim, by=edith)
    seen = [tag.rpartition("-")[2] for tag in (before, etag(editor, claim_path(claim)))]
    assert seen[0] == seen[1]


def test_a_list_has_no_tag(reader: APIClient) -> None:
    assert "ETag" not in reader.get("/api/v1/claims/")

"""Known claims that say the same as a text."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from claims import editing, matching
from claims.comparing.sameness import Likeness
from claims.encoding import NoEncoder
from claims.models import Claim
from tests import cast

MATCH = "/api/v1/claims/match/"


@pytest.fixture
def claim(edith: User) -> Claim:
    return editing.accept(cast.deadline(), by=edith)


@pytest.fixture
def alike(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> Claim:
    """Found to be like any text, but for its days, without an encoder."""
    found = [(claim, Likeness(0.61234, False, (("other days", ""),)))]
    monkeypatch.setattr("api.resources.matches.likenesses", lambda *_, **__: found)
    return claim


def test_the_same_claim_in_other_words_is_found(reader: APIClient, claim: Claim) -> None:
    text = "Troops will cross the border before the 20th"
    (row,) = reader.post(MATCH, {"text": text, "language": "en"}).json()["results"]
    assert (row["claim"]["id"], row["score"] > matching.LIKE_ENOUGH) == (claim.pk, True)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "other days"), ("fr", "d’autres jours")],
)
def test_it_says_what_tells_them_apart(reader: APIClient, alike: Claim, language: str, words: str) -> None:
    (row,) = reader.post(MATCH, {"text": "x"}, headers={"Accept-Language": language}).json()["results"]
    assert (row["score"], row["is_strong"], row["why"]) == (0.612, False, [{"code": "other-days", "words": words}])


def test_what_the_reader_may_not_see_is_not_found(reader: APIClient, alike: Claim) -> None:
    cast.restricted(alike.appearances.get().version, to="investigations")
    assert reader.post(MATCH, {"text": "x"}).json()["results"] == []


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "/text", "required"),
        ({"text": ""}, "/text", "blank"),
        ({"text": "x" * 1001}, "/text", "max_length"),
        ({"text": "\x00"}, "/text", "null_characters_not_allowed"),
        ({"text": "\udfff"}, "/text", "surrogate_characters_not_allowed"),
        ({"text": 5}, "/text", "invalid"),
        ({"text": "x", "language": "no language"}, "/language", "invalid_language"),
        ({"text": "x", "window": "2022"}, "/window", "unknown_field"),
    ],
)
def test_a_text_that_cannot_be_is_refused(reader: APIClient, body: dict[str, Any], pointer: str, code: str) -> None:
    answer = reader.post(MATCH, json.dumps(body), content_type="application/json")
    faults = [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]
    assert faults == [(pointer, code)]


def test_without_an_encoder_it_says_not_now(reader: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise NoEncoder("no weights")

    monkeypatch.setattr("api.resources.matches.likenesses", none)
    answer = reader.post(MATCH, {"text": "x"})
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (503, "no_matcher", "60")


def test_a_text_of_signs_alone_finds_nothing_and_breaks_nothing(reader: APIClient, db: None) -> None:
    assert reader.post(MATCH, {"text": "'); -- \u202e 🦄"}).json() == {"results": []}


@pytest.mark.parametrize(
    ("text", "words"),
    [("Les régions seront menacées", "region menace"), ("Troops will have crossed", "crosses troop")],
)
def test_search_finds_stems_of_both_languages_whatever_the_accents(
    reader: APIClient, claim: Claim, text: str, words: str
) -> None:
    Claim.objects.filter(pk=claim.pk).update(text=text)
    assert len(reader.get(f"/api/v1/claims/?q={words}").json()["results"]) == 1

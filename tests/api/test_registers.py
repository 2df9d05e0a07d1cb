"""Claimants, topics and publishers: added and corrected, each on what was read of it."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from claims.correcting import correct
from claims.models import Claimant, Topic
from tests import cast
from tests.api.conftest import decide, etag
from tests.waiting import entered

CLAIMANTS, TOPICS, PUBLISHERS = "/api/v1/claimants/", "/api/v1/topics/", "/api/v1/publishers/"


@pytest.fixture
def ministry(db: None) -> Claimant:
    return Claimant.objects.create(name="Foreign ministry")


def test_a_claimant_is_added(editor: APIClient) -> None:
    body = {"name": " Foreign  ministry", "kind": "organization", "aliases": ["MFA", "MFA", "the  ministry"]}
    answer = editor.post(CLAIMANTS, body)
    told = answer.json()
    assert (answer.status_code, told["name"], told["aliases"], answer["Location"].endswith(f"{told['id']}/")) == (
        201,
        "Foreign  ministry",
        ["MFA", "the ministry"],
        True,
    )


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "/name", "required"),
        ({"name": ""}, "/name", "blank"),
        ({"name": "a\x00"}, "/name", "null_characters_not_allowed"),
        ({"name": "\ud800"}, "/name", "surrogate_characters_not_allowed"),
        ({"name": "FOREIGN ministry"}, "/name", "unique"),
        ({"name": "x", "kind": "robot"}, "/kind", "invalid_choice"),
        ({"name": "x", "same_as": "javascript:1"}, "/same_as", "invalid"),
        ({"name": "x", "aliases": "MFA"}, "/aliases", "not_a_list"),
        ({"name": "x", "aliases": ["\x00"]}, "/aliases/0", "null_characters_not_allowed"),
        ({"name": "x", "id": 5}, "/id", "unknown_field"),
    ],
)
def test_a_claimant_that_cannot_be_is_refused(
    editor: APIClient, ministry: Claimant, body: dict[str, Any], pointer: str, code: str
) -> None:
    answer = editor.post(CLAIMANTS, json.dumps(body), content_type="application/json")
    faults = [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]
    assert (answer.status_code, faults) == (400, [(pointer, code)])


def test_a_claimant_is_renamed_and_their_claims_stay_theirs(editor: APIClient, ministry: Claimant) -> None:
    told = decide(editor, f"{CLAIMANTS}{ministry.pk}/correct/", {"name": "Ministry of foreign affairs"}).json()
    assert (told["id"], told["name"], told["kind"]) == (ministry.pk, "Ministry of foreign affairs", "organization")


def test_who_corrects_what_somebody_has_corrected_is_told(editor: APIClient, edith: User, ministry: Claimant) -> None:
    here = f"{CLAIMANTS}{ministry.pk}/"
    read = etag(editor, here)
    correct(ministry, name="Ministry", by=edith)
    entered()
    answer = decide(editor, f"{here}correct/", {"name": "MFA"}, read=read)
    assert (answer.status_code, answer.json()["decided"]["act"], answer.json()["decided"]["by"]) == (
        412,
        "correct",
        "edith",
    )


def test_a_reader_corrects_nobody(reader: APIClient, ministry: Claimant) -> None:
    assert decide(reader, f"{CLAIMANTS}{ministry.pk}/correct/", {"name": "x"}).status_code == 403


def test_claimants_are_found_by_words_and_aliases_whatever_their_accents(reader: APIClient, db: None) -> None:
    Claimant.objects.create(name="Élysée", aliases=["Présidence de la République"])
    found = [len(reader.get(f"{CLAIMANTS}?q={words}").json()["results"]) for words in ("elysee", "Présidence", "x")]
    assert found == [1, 1, 0]


def test_a_topic_is_named_once(editor: APIClient, db: None) -> None:
    answers = [editor.post(TOPICS, {"name": name}) for name in ("Budget 2027", "budget 2027")]
    assert [(answer.status_code, answer.json()["slug"]) for answer in answers] == [
        (201, "budget-2027"),
        (200, "budget-2027"),
    ]


def test_a_topic_is_renamed_and_keeps_its_slug(editor: APIClient, db: None) -> None:
    topic = Topic.objects.create(name="Budget", slug="budget")
    told = decide(editor, f"{TOPICS}{topic.pk}/correct/", {"name": "Finances"}).json()
    assert (told["name"], told["slug"]) == ("Finances", "budget")


def test_a_publisher_is_corrected(editor: APIClient, db: None) -> None:
    cast.harbour_wire()
    told = decide(editor, f"{PUBLISHERS}harbour-wire/correct/", {"time_zone": "Europe/Dublin"}).json()
    assert (told["slug"], told["name"], told["time_zone"]) == ("harbour-wire", "Harbour Wire", "Europe/Dublin")


@pytest.mark.parametrize("body", [{"slug": "x"}, {"time_zone": "Mars/Base"}, {"kind": "blog"}, {"name": ""}])
def test_a_publisher_is_not_made_what_cannot_be(editor: APIClient, body: dict[str, str]) -> None:
    cast.harbour_wire()
    assert decide(editor, f"{PUBLISHERS}harbour-wire/correct/", body).status_code == 400

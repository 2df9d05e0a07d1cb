"""One's own watches, notices and preferences."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from claims import editing, watching
from claims.models import Claim, How, Notice, Recheck
from tests import cast

WATCHES, NOTICES = "/api/v1/watches/", "/api/v1/notices/"


@pytest.fixture
def claim(edith: User) -> Claim:
    return editing.accept(cast.deadline(), by=edith)


def notice(claim: Claim, user: User, day: int = 21) -> Notice:
    recheck = Recheck.objects.create(claim=claim, reason="due", scheduled_for=cast.INVASION.replace(day=day))
    key = Notice.key(user=user.pk, recheck=recheck.pk)
    return Notice.objects.create(
        id=key, user=user, claim=claim, what="due", happened_at=recheck.scheduled_for, recheck=recheck, how=How.OFF
    )


def test_a_claim_is_watched_and_told_of_otherwise(editor: APIClient, claim: Claim) -> None:
    answers = [editor.post(WATCHES, {"claim": claim.pk, "how": how}) for how in ("daily", "weekly")]
    (row,) = editor.get(WATCHES).json()["results"]
    assert ([answer.status_code for answer in answers], row["claim"], row["how"]) == ([201, 201], claim.pk, "weekly")


def test_a_publisher_is_watched_by_its_slug(editor: APIClient, claim: Claim) -> None:
    assert editor.post(WATCHES, {"publisher": "harbour-wire", "how": "off"}).json()["publisher"] == "harbour-wire"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"how": "daily"}, "name_one"),
        ({"how": "daily", "publisher": "harbour-wire", "claim": 0}, "does_not_exist"),
        ({"how": "hourly", "publisher": "harbour-wire"}, "invalid_choice"),
        ({"how": "daily", "publisher": "harbour-wire", "note": "\x00"}, "null_characters_not_allowed"),
        ({"how": "daily", "claim": 2**70}, "does_not_exist"),
    ],
)
def test_what_cannot_be_watched_is_refused(editor: APIClient, claim: Claim, body: dict[str, Any], code: str) -> None:
    answer = editor.post(WATCHES, body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, code)


def test_a_hidden_claim_cannot_be_watched(reader: APIClient, claim: Claim) -> None:
    cast.restricted(claim.appearances.get().version, to="investigations")
    assert reader.post(WATCHES, {"claim": claim.pk, "how": "daily"}).status_code == 400


def test_nobody_sees_the_watches_of_others(reader: APIClient, edith: User, claim: Claim) -> None:
    row = watching.watch(claim, how=How.DAILY, note="For me.", by=edith)
    paths = (f"{WATCHES}{row.pk}/", f"{WATCHES}{row.pk}/unwatch/")
    asked = (reader.get(WATCHES).json()["results"], reader.get(paths[0]), reader.post(paths[1], {}))
    assert (asked[0], asked[1].status_code, asked[2].status_code) == ([], 404, 404)


def test_one_watches_no_more(editor: APIClient, edith: User, claim: Claim) -> None:
    row = watching.watch(claim, how=How.DAILY, by=edith)
    assert (editor.post(f"{WATCHES}{row.pk}/unwatch/", {}).status_code, editor.get(WATCHES).json()["results"]) == (
        204,
        [],
    )


def test_preferences_have_defaults_and_are_chosen(editor: APIClient, db: None) -> None:
    before = editor.get(f"{WATCHES}preferences/").json()["digest_hour"]
    after = editor.post(f"{WATCHES}preferences/", {"digest_hour": 5, "how_personal": "off"}).json()
    assert (before, after["digest_hour"], after["how_personal"], after["has_digest"]) == (7, 5, "off", True)


@pytest.mark.parametrize("body", [{"digest_hour": 24}, {"digest_hour": "7"}, {"has_digest": 1}, {"language": "de"}])
def test_what_cannot_be_chosen_is_refused(editor: APIClient, body: dict[str, Any]) -> None:
    assert editor.post(f"{WATCHES}preferences/", body).status_code == 400


def test_notices_come_newest_first_page_by_page(editor: APIClient, edith: User, claim: Claim) -> None:
    for day in (21, 23, 22):
        notice(claim, edith, day)
    first = editor.get(f"{NOTICES}?page_size=2").json()
    second = editor.get(first["next"]).json()
    days = [row["happened_at"][8:10] for page in (first, second) for row in page["results"]]
    assert days == ["23", "22", "21"]


def test_a_notice_says_its_words_in_the_language_asked_for(editor: APIClient, edith: User, claim: Claim) -> None:
    told = editor.get(f"{NOTICES}{notice(claim, edith).pk}/", headers={"Accept-Language": "fr"}).json()
    assert (told["what"], told["words"]) == ("due", "Un verdict est dû")


def test_nobody_sees_the_notices_of_others(reader: APIClient, edith: User, claim: Claim) -> None:
    row = notice(claim, edith)
    assert [reader.get(f"{NOTICES}{row.pk}/").status_code, reader.post(f"{NOTICES}{row.pk}/see/", {}).status_code] == [
        404,
        404,
    ]


def test_a_notice_of_what_has_been_hidden_since_is_gone(editor: APIClient, edith: User, claim: Claim) -> None:
    notice(claim, edith)
    cast.restricted(claim.appearances.get().version, to="investigations")
    assert editor.get(NOTICES).json()["results"] == []


def test_a_notice_is_seen_once(editor: APIClient, edith: User, claim: Claim) -> None:
    path = f"{NOTICES}{notice(claim, edith).pk}/see/"
    first, again = editor.post(path, {}).json()["seen_at"], editor.post(path, {}).json()["seen_at"]
    assert (first is not None, first == again) == (True, True)


def test_all_are_seen_up_to_an_instant(editor: APIClient, edith: User, claim: Claim) -> None:
    notice(claim, edith)
    told = editor.post(f"{NOTICES}see-all/", {"up_to": "2099-01-01T00:00:00Z"}).json()
    assert (told, editor.get(f"{NOTICES}?is_seen=false").json()["results"]) == ({"count": 1}, [])

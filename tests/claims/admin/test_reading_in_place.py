"""What the reading view fetches: one candidate's fields, what is read of them as they are typed, known claimants."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims import editing
from claims.models import Candidate, Claim, Claimant
from sources.models import Document
from tests import cast
from tests.claims.admin.test_deciding import ACCEPT

pytestmark = pytest.mark.django_db
IN_PLACE = {"X-Aver-In-Place": "1"}


def _url(candidate: Candidate, act: str) -> str:
    return f"/admin/claims/candidate/{candidate.pk}/{act}/"


def _decide(client: Client, candidate: Candidate, act: str, **typed: str) -> Any:
    return client.post(_url(candidate, act), {"revision": "1"} | typed, headers=IN_PLACE)


def test_a_decision_in_place_is_answered_by_how_the_candidate_stands(desk: Client) -> None:
    candidate = cast.candidate()
    row = {"key": candidate.pk, "state": "rejected", "revision": 2, "words": "rejected"}
    assert _decide(desk, candidate, "reject", reason="vague").json()["rows"] == [row]


def test_what_is_wrong_in_place_comes_back_with_all_that_was_typed(desk: Client) -> None:
    answer = _decide(desk, cast.candidate(), "accept", **ACCEPT | {"claimant": "", "text": "My careful wording"})
    assert (answer.status_code, "My careful wording" in answer.content.decode()) == (422, True)


def test_the_slower_of_two_in_place_is_shown_what_was_done_meanwhile(desk: Client, edith: User) -> None:
    candidate = cast.candidate()
    editing.reject(candidate, reason="Rosa found it vague", by=edith)
    answer = _decide(desk, candidate, "accept", **ACCEPT | {"text": "My careful wording"})
    page = answer.content.decode()
    assert (answer.status_code, "Rosa found it vague" in page, "My careful wording" in page) == (409, True, True)


def test_the_fields_stand_alone_without_the_page_around_them(desk: Client) -> None:
    page = desk.get(_url(cast.candidate(), "panel")).content.decode()
    assert ('<form class="accept"' in page, "<html" in page, cast.WARNING[:40] in page) == (True, False, False)


def _preview(client: Client, candidate: Candidate | None = None, **typed: str) -> Any:
    return client.get(_url(candidate or cast.candidate(), "preview"), ACCEPT | typed).json()


def test_a_window_typed_in_french_is_read_from_the_day_of_publication(desk: Client) -> None:
    candidate = cast.candidate()
    Candidate.objects.update(language="fr")
    window = _preview(desk, candidate, typed="d'ici fin mars")["window"]
    assert (window["operator"], window["not_after"]) == ("by", "2022-03-31")


def test_a_window_that_cannot_be_read_says_so(desk: Client) -> None:
    assert _preview(desk, typed="soonish")["window"] == {"words": "", "said": "No window is read in this."}


def test_without_a_day_of_publication_what_is_typed_has_no_days(desk: Client) -> None:
    candidate = cast.candidate()
    Document.objects.update(published_at=None, published_at_unknown_because="not said")
    window = _preview(desk, candidate, typed="by Wednesday")["window"]
    assert (window["operator"], window["not_after"]) == ("by", "")


def test_the_criteria_follow_the_window_that_is_typed(desk: Client) -> None:
    assert "by 2022-03-31" in _preview(desk, typed="by the end of March")["criteria"]


def test_the_criteria_are_in_the_language_of_the_claim(desk: Client) -> None:
    candidate = cast.candidate()
    Candidate.objects.update(language="fr")
    assert _preview(desk, candidate)["criteria"].startswith("Vrai si")


@pytest.mark.parametrize(
    ("hedge", "scale", "percent", "read"),
    [
        ("probably", "kent-1964", "", "75 % (63–87) on the scale kent-1964"),
        ("likely", "icd-203", "", "68 % (55–80) on the scale icd-203"),
        ("could", "kent-1964", "", "no number: the word is not on the scale"),
        ("a 40% chance", "kent-1964", "", "40 %, a number of the text itself"),
        ("could", "by_hand", "20", "20 %, a number given by hand"),
        ("", "kent-1964", "", ""),
    ],
)
def test_the_number_says_where_it_comes_from(desk: Client, hedge: str, scale: str, percent: str, read: str) -> None:
    assert _preview(desk, hedge=hedge, scale=scale, percent=percent)["number"] == read


def test_an_unfinished_form_is_still_read(desk: Client) -> None:
    answer = _preview(desk, text="", claimant="", not_before="2022-0", typed="by the end of March", percent="x")
    assert answer["window"]["not_after"] == "2022-03-31"


def test_a_window_in_words_is_accepted_without_javascript_too(desk: Client) -> None:
    desk.post(_url(cast.candidate(), "accept"), ACCEPT | {"typed": "by the end of March"})
    prediction = Claim.objects.get().prediction
    assert (prediction.operator, prediction.not_before, prediction.not_after) == ("by", None, date(2022, 3, 31))


def test_days_corrected_by_hand_go_before_the_words(desk: Client) -> None:
    typed = {"typed": "by the end of March", "operator": "by", "not_before": "", "not_after": "2022-03-30"}
    desk.post(_url(cast.candidate(), "accept"), ACCEPT | typed)
    assert Claim.objects.get().prediction.not_after == date(2022, 3, 30)


def test_words_in_which_no_window_is_read_are_refused_beside_their_field(desk: Client) -> None:
    page = desk.post(_url(cast.candidate(), "accept"), ACCEPT | {"typed": "soonish"})
    assert page.context["accept_form"].errors == {"typed": ["No window is read in this."]}


def test_a_number_by_hand_is_kept_as_such(desk: Client) -> None:
    desk.post(_url(cast.candidate(), "accept"), ACCEPT | {"hedge": "could", "scale": "by_hand", "percent": "20"})
    prediction = Claim.objects.get().prediction
    assert (prediction.probability_point, prediction.estimative_scale) == (0.2, "by_hand")


def test_an_uncorrected_number_stays_as_the_machine_read_it(desk: Client) -> None:
    read: dict[str, Any] = {
        "probability_low": 0.6,
        "probability_point": 0.7,
        "probability_high": 0.8,
        "estimative_scale": "in_text",
    }
    candidate = cast.candidate(hedge="a 70% chance", **read)
    desk.post(_url(candidate, "accept"), ACCEPT | {"hedge": "a 70% chance", "scale": "kent-1964", "percent": ""})
    assert Claim.objects.get().prediction.probability_low == 0.6


def test_the_form_opens_with_criteria_to_complete(desk: Client) -> None:
    form = desk.get(_url(cast.candidate(), "panel")).context["accept_form"]
    assert "True if" in form["resolution_criteria"].value()


def _called(client: Client, typed: str) -> list[str]:
    answer = client.get("/admin/claims/candidate/claimants/", {"q": typed})
    return [each["name"] for each in answer.json()["claimants"]]


@pytest.mark.parametrize("typed", ["elysee", "ÉLYSÉE", "presidence", "lysée pal"])
def test_a_claimant_is_found_by_any_of_their_names_accents_aside(desk: Client, typed: str) -> None:
    Claimant.objects.create(name="Élysée palace", aliases=["Présidence de la République"])
    assert _called(desk, typed) == ["Élysée palace"]


def test_a_claimant_who_is_unknown_is_not_offered(desk: Client) -> None:
    Claimant.objects.create(name="Élysée palace")
    assert _called(desk, "Kremlin%") == []


def test_a_claimant_of_hidden_claims_alone_is_not_offered(desk: Client, edith: User) -> None:
    candidate = cast.candidate()
    editing.accept(candidate, by=edith)
    cast.restricted(candidate.version)
    assert _called(desk, "United") == []


def test_an_instant_of_publication_late_in_the_evening_is_its_publishers_day(desk: Client) -> None:
    candidate = cast.candidate(cast.warning(publisher=cast.agence()))
    Document.objects.update(published_at=datetime(2022, 3, 30, 23, 30, tzinfo=UTC))
    assert _preview(desk, candidate, typed="tomorrow")["window"]["not_after"] == "2022-04-01"

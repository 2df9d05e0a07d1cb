import pytest
from django.test import Client

from tests import cast

pytestmark = pytest.mark.django_db
QUEUE = "/admin/claims/candidate/"


def test_the_browsers_language_is_taken_at_first(desk: Client) -> None:
    assert "Passages relevés" in desk.get(QUEUE, headers={"accept-language": "fr-CA,fr;q=0.9"}).content.decode()


def test_the_chosen_language_wins_over_the_browsers(desk: Client) -> None:
    desk.post("/i18n/setlang/", {"language": "fr", "next": QUEUE})
    assert "Passages relevés" in desk.get(QUEUE, headers={"accept-language": "en"}).content.decode()


def test_choosing_a_language_leads_back_to_the_page(desk: Client) -> None:
    page = f"{QUEUE}?decision=all"
    assert desk.post("/i18n/setlang/", {"language": "fr", "next": page}).headers["Location"] == page


def test_a_refusal_is_said_in_french(desk: Client) -> None:
    candidate = cast.candidate()
    page = desk.post(
        f"{QUEUE}{candidate.pk}/reject/", {"revision": "1"}, headers={"accept-language": "fr"}
    ).content.decode()
    assert "Donnez la raison." in page


def test_a_bad_day_is_said_in_french(desk: Client) -> None:
    candidate = cast.candidate()
    typed = {"revision": "1", "not_before": "mercredi"}
    page = desk.post(f"{QUEUE}{candidate.pk}/accept/", typed, headers={"accept-language": "fr"}).content.decode()
    assert "Saisissez une date valide." in page

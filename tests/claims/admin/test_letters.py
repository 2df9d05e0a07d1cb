"""Letters that wait or were given up, as whoever sees to the works reads them; and *try again*."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core import mail
from django.db.models.functions import Now
from django.test import Client

from claims import editing, notices
from claims.models import Claim, How, Letter, Notice, Recheck
from claims.withholding import withhold
from tests import cast
from tests.claims.notices import desk as newsroom

pytestmark = pytest.mark.django_db
LIST = "/admin/claims/letter/"


@pytest.fixture
def adam(db: None) -> User:
    """He keeps Aver running."""
    user = User.objects.create_user("adam", is_staff=True)
    user.groups.add(Group.objects.get(name="admins"))
    return user


@pytest.fixture
def office(adam: User) -> Client:
    client = Client()
    client.force_login(adam)
    return client


@pytest.fixture
def remi(db: None) -> User:
    return newsroom.with_address(cast.remi())


@pytest.fixture
def letter(edith: User, remi: User) -> Letter:
    """Given up: it would have told Rémi that *before the 20th* came up."""
    letter: Letter = Letter.objects.create(
        user=remi,
        kind=Letter.Kind.AT_ONCE,
        state=Letter.State.FAILED,
        attempts=3,
        error="SMTPRecipientsRefused: <script>unknown",
        done_at=cast.INVASION,
    )
    tells_of(letter, editing.accept(cast.deadline(), by=edith))
    return letter


def tells_of(letter: Letter, claim: Claim, times: int = 1) -> None:
    for _ in range(times):
        at = cast.INVASION + timedelta(days=Recheck.objects.count())
        recheck = Recheck.objects.create(claim=claim, reason="due", scheduled_for=at)
        told = {"user": letter.user, "claim": claim, "what": "due", "how": How.AT_ONCE, "letter": letter}
        Notice.objects.create(id=uuid4(), happened_at=cast.INVASION, recheck=recheck, **told)


def listed(client: Client, **query: str) -> list[Any]:
    return list(client.get(LIST, query).context["cl"].result_list)


def cell(page: Any, column: str) -> str:
    """What the first row says in this column."""
    words: str = page.content.decode().split(f'class="field-{column}')[1].partition(">")[2].partition("</td>")[0]
    return words


def test_it_says_to_whom_how_often_and_why_not(office: Client, letter: Letter) -> None:
    page = office.get(LIST)
    assert "remi · remi@newsroom.example" in page.content.decode()
    assert [cell(page, column) for column in ("attempts", "state", "problem")] == [
        "3",
        "given up",
        "SMTPRecipientsRefused: &lt;script&gt;unknown",
    ]


def test_it_says_since_when_it_is_given_up(office: Client, letter: Letter) -> None:
    assert cell(office.get(LIST), "since").startswith("Feb. 24, 2022")


def test_it_says_what_it_is_about(office: Client, letter: Letter) -> None:
    assert (
        cell(office.get(LIST), "about") == "at once · A verdict is owed – troops would cross the border before the 20th"
    )


def test_of_many_notices_it_tells_two(office: Client, letter: Letter) -> None:
    tells_of(letter, Claim.objects.get(), times=4)
    about = cell(office.get(LIST), "about")
    assert (about.count("A verdict is owed"), about.endswith(" · …")) == (2, True)


def test_of_a_digest_it_says_the_day(office: Client, letter: Letter) -> None:
    Notice.objects.all().delete()
    Letter.objects.update(kind=Letter.Kind.DAILY, day=date(2022, 2, 24))
    assert cell(office.get(LIST), "about") == "daily digest (Feb. 24, 2022)"


def test_what_whoever_looks_may_not_know_is_not_told(office: Client, letter: Letter) -> None:
    cast.restricted(Claim.objects.get().appearances.get().version, to="investigations")
    assert cell(office.get(LIST), "about") == "at once"


def test_what_is_withheld_is_told_to_whoever_may_withhold(office: Client, letter: Letter, adam: User) -> None:
    withhold(Claim.objects.get(), reason="The court said so.", by=adam)
    assert "troops would cross" in cell(office.get(LIST), "about")


@pytest.mark.parametrize(
    ("query", "states"),
    [
        ({}, ["failed"]),
        ({"state": "failed"}, ["failed"]),
        ({"state": "waiting"}, ["waiting"]),
        ({"state": "all"}, ["failed", "waiting"]),
        ({"state": "sent"}, []),
    ],
    ids=str,
)
def test_it_opens_on_what_was_given_up(office: Client, remi: User, query: dict[str, str], states: list[str]) -> None:
    for state in Letter.State:
        Letter.objects.create(user=remi, kind=Letter.Kind.AT_ONCE, state=state)
    assert sorted(letter.state for letter in listed(office, **query)) == states


def test_where_there_is_none_that_is_said(office: Client, letter: Letter) -> None:
    words = "None. Letters that were sent, or had nothing to tell, are not listed."
    assert [words in office.get(LIST, {"state": state}).content.decode() for state in ("waiting", "all")] == [
        True,
        False,
    ]


def try_again(client: Client, *letters: Letter) -> Any:
    chosen = {"action": "try_again", "_selected_action": [letter.pk for letter in letters]}
    return client.post(f"{LIST}?state=all", chosen, follow=True)


def test_it_is_tried_again_and_sent(office: Client, letter: Letter) -> None:
    answer = try_again(office, letter)
    assert "1 letter waits to be sent again." in answer.content.decode()
    assert (notices.deliver(), [message.to for message in mail.outbox]) == (1, [["remi@newsroom.example"]])


def test_what_waits_already_is_left_alone_and_that_is_said(office: Client, letter: Letter) -> None:
    Letter.objects.update(state=Letter.State.WAITING, attempts=2, leased_until=Now())
    answer = try_again(office, letter)
    letter.refresh_from_db()
    said = [str(message) for message in answer.context["messages"]]
    assert (said, letter.attempts) == (["at once, remi: This letter was not given up."], 2)


@pytest.mark.parametrize(("state", "told"), [("waiting", True), ("failed", False)])
def test_only_a_letter_that_waits_says_when_it_is_tried_next(
    office: Client, letter: Letter, state: str, told: bool
) -> None:
    Letter.objects.update(state=state, leased_until=cast.INVASION + timedelta(days=1))
    page = office.get(f"{LIST}{letter.pk}/change/").content.decode()
    assert ("Feb. 25, 2022" in page, "None" in page) == (told, False)


def test_its_own_page_has_the_whole_error_and_nothing_to_change(office: Client, letter: Letter) -> None:
    Letter.objects.update(error="poison " * 50)
    page = office.get(f"{LIST}{letter.pk}/change/").content.decode()
    assert (("poison " * 50).strip() in page, 'name="_save"' in page) == (True, False)


def test_a_letter_that_was_sent_has_no_page(office: Client, letter: Letter) -> None:
    Letter.objects.update(state=Letter.State.SENT)
    assert office.get(f"{LIST}{letter.pk}/change/").status_code == 302


def test_an_editor_sees_nobodys_letters(desk: Client, letter: Letter) -> None:
    assert (desk.get(LIST).status_code, desk.get(f"{LIST}export.csv").status_code) == (403, 403)


def test_the_signs_of_life_lead_to_them(office: Client) -> None:
    page = office.get("/admin/claims/heartbeat/").content.decode()
    assert f'<a href="{LIST}?state=failed">Letters given up</a>' in page


def test_who_sees_only_the_works_is_not_led_to_whom_aver_writes(client: Client) -> None:
    watchman = User.objects.create_user("watchman", is_staff=True)
    watchman.user_permissions.add(Permission.objects.get(codename="view_heartbeat"))
    client.force_login(watchman)
    assert LIST not in client.get("/admin/claims/heartbeat/").content.decode()


@pytest.mark.parametrize("granted", ["view_heartbeat", "view_user"])
def test_it_takes_to_see_to_the_works_and_to_people(client: Client, letter: Letter, granted: str) -> None:
    user = User.objects.create_user("watchman", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename=granted))
    client.force_login(user)
    assert client.get(LIST).status_code == 403


def test_the_list_in_french_has_its_words(office: Client, letter: Letter) -> None:
    office.cookies["django_language"] = "fr"
    page = office.get(LIST).content.decode()
    assert [word in page for word in ("Destinataire", "Dernière erreur", "Réessayer", "abandonné")] == [True] * 4

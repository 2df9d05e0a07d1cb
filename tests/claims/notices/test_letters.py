"""What letters say, in whose language, and what they never say."""

import re
from datetime import timedelta
from email import message_from_string
from email.policy import default
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail import EmailMessage

from claims import notices
from claims.clock import database_now
from claims.editing import accept
from claims.letters import on_one_line
from claims.models import Claim, How, Letter, Notice
from claims.watching import assign, choose_language, watch
from claims.withholding import withhold
from tests import cast
from tests.claims.notices import desk
from tests.claims.notices.desk import at

pytestmark = pytest.mark.django_db


def sent_to(user: User) -> list[EmailMessage]:
    notices.deliver()
    return [message for message in mail.outbox if message.to == [user.email]]


@pytest.fixture
def watched(claim: Claim, edith: User, remi: User) -> Claim:
    """At once by Rémi; something has happened to it."""
    watch(claim, how=How.AT_ONCE, note="For Sunday’s page.", by=remi)
    cast.adduced(claim, edith)
    desk.tell()
    return claim


def test_a_letter_says_what_happened_to_which_claim_and_where_to_read_it(watched: Claim, remi: User) -> None:
    (message,) = sent_to(remi)
    body = str(message.body)
    assert "Evidence was accepted" in body
    assert f"  {watched.text}\n" in body
    assert f"http://localhost:8000/admin/claims/claim/{watched.pk}/change/" in body
    assert "For Sunday’s page." in body


def test_a_letter_is_in_the_language_that_its_reader_chose(watched: Claim, remi: User) -> None:
    choose_language(remi, "fr")
    (message,) = sent_to(remi)
    assert "Une preuve a été retenue" in str(message.body)


def test_of_a_claim_withheld_meanwhile_the_letter_has_no_word(watched: Claim, edith: User, remi: User) -> None:
    withhold(watched, reason="A source is in danger.", by=edith)
    assert sent_to(remi) == []
    assert Letter.objects.get().state == "nothing"


def test_who_was_made_inactive_is_sent_nothing(watched: Claim, remi: User) -> None:
    User.objects.filter(pk=remi.pk).update(is_active=False)
    assert sent_to(remi) == []


def test_several_notices_make_one_letter_and_its_subject_counts_them(watched: Claim, edith: User, remi: User) -> None:
    cast.proposed(watched, edith)
    desk.tell()
    cast.rosa()
    Notice.objects.update(letter=None)
    Letter.objects.all().delete()
    notices.tell()
    (message,) = sent_to(remi)
    assert message.subject == f"Aver: 2 notices: {watched.text}"
    assert str(message.body).count(watched.text) == 1


def test_notices_of_several_claims_are_counted_in_the_subject(watched: Claim, edith: User, remi: User) -> None:
    other = accept_another(edith)
    watch(other, how=How.AT_ONCE, by=remi)
    cast.adduced(other, edith)
    Notice.objects.update(letter=None)
    Letter.objects.all().delete()
    desk.tell()
    (message,) = sent_to(remi)
    assert message.subject == "Aver: 2 notices"


def test_what_the_same_person_did_several_times_running_is_one_line(watched: Claim, edith: User, remi: User) -> None:
    cast.adduced(watched, edith, "They crossed again.")
    Notice.objects.update(letter=None)
    Letter.objects.all().delete()
    desk.tell()
    (message,) = sent_to(remi)
    assert str(message.body).count("Evidence was accepted (× 2) · ") == 1


def as_html(message: EmailMessage) -> str:
    ((html, kind),) = message.alternatives  # type: ignore[attr-defined]  # it has some
    assert kind == "text/html"
    return str(html)


def test_a_letter_says_the_same_as_html_and_asks_for_nothing_from_elsewhere(watched: Claim, remi: User) -> None:
    choose_language(remi, "fr")
    html = as_html(*sent_to(remi))
    assert '<html lang="fr">' in html
    for words in (watched.text, "Une preuve a été retenue", f'/change/" lang="{watched.language}"', "Votre note : For"):
        assert words in html
    assert not re.search(r"src=|url\(|<link|<script|@import", html)


def test_markup_in_a_claim_stays_words(claim: Claim, edith: User, remi: User) -> None:
    Claim.objects.filter(pk=claim.pk).update(text="<img src=x onerror=alert(1)>\n<b>", language='en"><b>')
    watch(claim, how=How.AT_ONCE, note="<i>", by=remi)
    cast.adduced(claim, edith)
    desk.tell()
    html = as_html(*sent_to(remi))
    assert "&lt;img src=x onerror=alert(1)&gt; &lt;b&gt;" in html
    assert not re.search("<img|<b>|<i>", html)


def test_a_daily_letter_without_work_does_not_say_that_something_waits(claim: Claim, edith: User, remi: User) -> None:
    watch(claim, how=How.DAILY, by=remi)
    cast.adduced(claim, edith)
    desk.tell()
    notices.digest(at(8))
    (message,) = sent_to(remi)
    assert message.subject.startswith("Aver: what you watch, ")


def test_a_claim_cannot_write_headers(claim: Claim, edith: User, remi: User) -> None:
    Claim.objects.filter(pk=claim.pk).update(text="Ends\r\nBcc: all@newsroom.example\u2028X\x07\u202e")
    watch(claim, how=How.AT_ONCE, by=remi)
    cast.adduced(claim, edith)
    desk.tell()
    (message,) = sent_to(remi)
    parsed = message_from_string(message.message().as_string(), policy=default)
    assert (parsed["Bcc"], parsed["To"]) == (None, remi.email)
    assert parsed["Subject"] == "Aver: Evidence was accepted: Ends Bcc: all@newsroom.example X"


def test_a_long_text_is_cut_on_its_line() -> None:
    assert on_one_line("a\tb\x00 c" * 100, 6) == "a b c…"


def test_links_lead_to_where_the_newsroom_is(watched: Claim, remi: User, settings: Any) -> None:
    settings.BASE_URL = "https://aver.example.org/desk"
    (message,) = sent_to(remi)
    assert "https://aver.example.org/desk/admin/claims/claim/" in str(message.body)
    assert str(message.message()["Message-ID"]).endswith("@aver.example.org>")


def test_an_editor_gets_what_is_assigned_to_them_first_and_nothing_twice(claim: Claim, edith: User) -> None:
    desk.with_address(edith)
    mine = accept_another(edith)
    assign(mine, edith, by=edith)
    notices.digest(at(8))
    (message,) = sent_to(edith)
    body = str(message.body)
    assert body.index("Assigned to you") < body.index(mine.text) < body.index("Overdue") < body.index(claim.text)
    assert body.count(mine.text) == 1


def accept_another(by: User) -> Claim:
    found = accept(cast.candidate(), by=by)
    desk.commit()
    return found


def test_a_claim_without_an_end_is_in_the_digest_until_it_has_a_horizon(edith: User) -> None:
    desk.with_address(edith)
    claim = accept_another(edith)
    notices.digest(at(8))
    (message,) = sent_to(edith)
    body = str(message.body)
    assert body.index("May have begun, or needs a horizon") < body.index(claim.text)


def test_of_many_that_are_overdue_a_digest_names_twenty_and_where_the_rest_stands(edith: User) -> None:
    desk.with_address(edith)
    for number in range(21):
        version = cast.warning(f"{cast.WARNING} {number}.")
        accept(cast.deadline(version), by=edith)
    notices.digest(at(8))
    (message,) = sent_to(edith)
    assert str(message.body).count("/change/") == 20
    assert "http://localhost:8000/admin/claims/prediction/?status=due" in str(message.body)


def test_a_reader_without_watches_gets_no_digest(claim: Claim, remi: User) -> None:
    notices.digest(at(8))
    assert sent_to(remi) == []


def test_a_digest_that_is_late_leaves_the_work_to_that_of_today(claim: Claim, edith: User) -> None:
    desk.with_address(edith)
    User.objects.update(date_joined=cast.SATURDAY)
    notices.digest(at(8) - timedelta(days=1))
    notices.digest(at(8))
    assert len(sent_to(edith)) == 1
    assert list(Letter.objects.order_by("day").values_list("state", flat=True)) == ["nothing", "sent"]


def test_an_empty_digest_is_not_sent(edith: User) -> None:
    desk.with_address(edith)
    assert notices.digest(at(8)) == 1
    assert sent_to(edith) == []
    assert database_now() > Letter.objects.get().created_at

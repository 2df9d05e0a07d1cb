"""Signing in with a password: who gets in, who is locked out and until when, and what the log says."""

import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.hashers import check_password, identify_hasher, make_password
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from config import settings as written
from config.signin import client_address, opens_again_at

LOGIN = "/admin/login/"
WRONG = "edith-guesses"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def sign_in(client: Client, password: str = WRONG, username: str = "edith", **headers: str) -> HttpResponse:
    return client.post(LOGIN, {"username": username, "password": password, "next": "/admin/"}, headers=headers)  # type: ignore[return-value]


def fail(client: Client, times: int, username: str = "edith") -> HttpResponse:
    return [sign_in(client, username=username) for _ in range(times)][-1]


def test_the_right_password_opens_the_admin(client: Client, edith: User) -> None:
    assert sign_in(client, "edith-decides").headers["Location"] == "/admin/"


def test_four_failures_are_forgiven(client: Client, edith: User) -> None:
    fail(client, 4)
    assert sign_in(client, "edith-decides").status_code == 302


def test_the_fifth_failure_closes_the_name(client: Client, edith: User) -> None:
    assert fail(client, 5).status_code == 429
    assert sign_in(client, "edith-decides").status_code == 429


def test_a_success_forgives_earlier_failures(client: Client, edith: User) -> None:
    fail(client, 4)
    sign_in(client, "edith-decides")
    assert fail(Client(), 4).status_code == 200


def test_another_name_is_not_closed_with_it(client: Client, edith: User) -> None:
    fail(client, 5, username="somebody")
    assert sign_in(client, "edith-decides").status_code == 302


def test_the_same_name_stays_open_elsewhere(client: Client, edith: User) -> None:
    fail(client, 5)
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7"), "edith-decides").status_code == 302


def test_another_browser_at_the_same_address_is_no_way_round(client: Client, edith: User) -> None:
    fail(client, 3)
    assert [sign_in(client, **{"user-agent": f"browser {n}"}).status_code for n in range(2)] == [200, 429]


def test_the_name_is_open_again_when_the_page_said_so(client: Client, edith: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        wait = int(fail(client, 5).headers["Retry-After"])
        clock.shift(timedelta(seconds=wait - 1))
        assert sign_in(client, "edith-decides").status_code == 429
        clock.shift(timedelta(seconds=1, microseconds=1))
        assert sign_in(client, "edith-decides").status_code == 302


def test_trying_while_it_is_closed_prolongs_nothing(client: Client, edith: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        fail(client, 5)
        clock.shift(timedelta(minutes=10))
        assert fail(client, 3).headers["Retry-After"] == "300"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "You may try again at 12:16 (UTC), in 15 minutes."), ("fr", "Vous pourrez réessayer à 12:16 (UTC)")],
)
def test_the_page_says_when_one_may_try_again(client: Client, edith: User, language: str, words: str) -> None:
    with time_machine.travel(NOON + timedelta(seconds=30), tick=False):
        fail(client, 4)
        assert words in sign_in(client, **{"accept-language": language}).content.decode()


def test_the_page_is_not_kept_by_any_cache(client: Client, edith: User) -> None:
    assert "no-store" in fail(client, 5).headers["Cache-Control"]


def test_the_page_does_not_tell_who_exists(client: Client, edith: User) -> None:
    with time_machine.travel(NOON, tick=False):
        known, unknown = (fail(client, 5, username=name).content.decode() for name in ("edith", "nobody"))
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", known) == token.sub("", unknown)


OPENING = {
    "nothing has failed": ([], None),
    "four count": ([(NOON, 4)], None),
    "five at once": ([(NOON, 5)], NOON + QUARTER),
    "the oldest is the first to go": ([(NOON, 4), (NOON - timedelta(minutes=5), 1)], NOON + timedelta(minutes=10)),
    "an older one does not matter": ([(NOON, 5), (NOON - timedelta(minutes=5), 5)], NOON + QUARTER),
}


@pytest.mark.parametrize(("failures", "opening"), OPENING.values(), ids=OPENING)
def test_a_name_opens_when_too_few_failures_count(
    failures: list[tuple[datetime, int]], opening: datetime | None
) -> None:
    assert opens_again_at(failures, limit=5, after=QUARTER) == opening


def test_who_signs_in_sweeps_out_what_has_expired(client: Client, edith: User) -> None:
    Session.objects.create(session_key="old", session_data="", expire_date=NOON - timedelta(days=9999))
    with time_machine.travel(NOON - timedelta(days=9999)):
        sign_in(client, username="somebody")
    sign_in(client, "edith-decides")
    assert (AccessAttempt.objects.exists(), Session.objects.filter(session_key="old").exists()) == (False, False)


# The address


ADDRESSES = {
    "nobody between": ("192.0.2.7", "", "192.0.2.7"),
    "a forged header": ("192.0.2.7", "203.0.113.9", "192.0.2.7"),
    "all of one line, IPv6": ("2001:db8:1:2:aaaa::1", "", "2001:db8:1:2::"),
    "IPv4 in IPv6's dress": ("::ffff:192.0.2.7", "", "192.0.2.7"),
    "a socket without one": ("", "", None),
}
BEHIND = {
    "what the proxy wrote": ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
    "a forged entry before it": ("10.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
    "the proxy itself": ("10.0.0.1", "", "10.0.0.1"),
    "no address": ("10.0.0.1", "unknown", None),
}


@pytest.mark.parametrize(("remote", "forwarded", "address"), ADDRESSES.values(), ids=ADDRESSES)
def test_without_a_proxy_no_header_says_who_is_asking(
    rf: RequestFactory, settings: Settings, remote: str, forwarded: str, address: str | None
) -> None:
    settings.BEHIND_TLS_PROXY = False
    assert client_address(rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)) == address


@pytest.mark.parametrize(("remote", "forwarded", "address"), BEHIND.values(), ids=BEHIND)
def test_behind_a_proxy_its_own_word_counts(
    rf: RequestFactory, settings: Settings, remote: str, forwarded: str, address: str | None
) -> None:
    settings.BEHIND_TLS_PROXY = True
    assert client_address(rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)) == address


# The log


def test_a_failure_is_one_line_without_the_password(
    client: Client, edith: User, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in(client, "hunter2-hunter2")
    assert caplog.messages == ["Sign-in failed: edith from 127.0.0.1."]


def test_a_password_typed_as_the_name_is_not_logged(
    client: Client, edith: User, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in(client, username="edith-decides")
    assert caplog.messages == ["Sign-in failed: an unknown name from 127.0.0.1."]


def test_a_lock_out_and_a_success_are_told(client: Client, edith: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "aver.access")
    fail(client, 5)
    sign_in(Client(REMOTE_ADDR="192.0.2.7"), "edith-decides")
    assert caplog.messages[4:] == ["Sign-in locked out: edith from 127.0.0.1.", "Signed in: edith from 192.0.2.7."]


def test_the_table_of_failures_holds_no_password(client: Client, edith: User) -> None:
    sign_in(client, "hunter2-hunter2")
    assert "hunter2" not in str(AccessAttempt.objects.values().get())


# Sessions and passwords


def test_the_key_of_a_session_is_changed_by_signing_in(client: Client, edith: User) -> None:
    session = client.session
    session["read"] = True
    session.save()
    before = client.cookies["sessionid"].value
    sign_in(client, "edith-decides")
    assert client.cookies["sessionid"].value != before


def test_a_session_cookie_is_for_the_server_alone_and_lasts_a_shift(client: Client, edith: User) -> None:
    sign_in(client, "edith-decides")
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 12 * 60 * 60)


def test_a_new_password_signs_out_everywhere_else(client: Client, edith: User) -> None:
    elsewhere = Client()
    for each in (client, elsewhere):
        each.force_login(edith)
    new = {"old_password": "edith-decides", "new_password1": "a-harbour-at-dawn", "new_password2": "a-harbour-at-dawn"}
    client.post("/admin/password_change/", new)
    assert (client.get("/admin/").status_code, elsewhere.get("/admin/").status_code) == (200, 302)


@pytest.mark.parametrize("password", ["elevenchars", "123456789012345", "1q2w3e4r5t6y", "edith.dupont"])
def test_a_weak_password_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User(username="edith.dupont"))


def test_passwords_are_kept_with_argon2(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = written.PASSWORD_HASHERS
    kept = make_password("a-harbour-at-dawn")
    assert (kept.startswith("argon2$argon2id$"), check_password("a-harbour-at-dawn", kept)) == (True, True)


def test_an_older_password_opens_and_is_kept_anew(settings: Settings, client: Client, edith: User) -> None:
    settings.PASSWORD_HASHERS = written.PASSWORD_HASHERS
    edith.password = make_password("edith-decides", hasher="pbkdf2_sha256")
    edith.save()
    sign_in(client, "edith-decides")
    edith.refresh_from_db()
    assert identify_hasher(edith.password).algorithm == "argon2"

"""Each refusal leaves one line in the log: who asked for what, and nothing that could forge another line."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from rest_framework.test import APIClient

from api.denials import log_denial, printable
from api.error_pages import permission_denied
from tests import cast

pytestmark = pytest.mark.django_db
API = {
    "reading": ("get", "/api/v1/claims/", "otto, GET /api/v1/claims/ (claims.view_claim)"),
    "writing": (
        "post",
        "/api/v1/documents/",
        "otto, POST /api/v1/documents/ (sources.add_document)",
    ),
}
ADMIN = {
    "a list": ("get", "/admin/auth/user/", "auth.view_user"),
    "a page": ("get", "/admin/auth/user/1/change/", "auth.view_user"),
    "adding": ("post", "/admin/sources/publisher/add/", "sources.add_publisher"),
    "a verb": ("post", "/admin/claims/candidate/1/accept/", "claims.decide_candidate"),
    "deleting": ("post", "/admin/claims/claim/1/delete/", "claims.delete_claim"),
    "a password": ("get", "/admin/auth/user/1/password/", "admin:auth_user_password_change"),
}


@pytest.mark.parametrize(("method", "path", "told"), API.values(), ids=API)
def test_the_api_tells_who_lacked_what(
    stranger: APIClient, caplog: pytest.LogCaptureFixture, method: str, path: str, told: str
) -> None:
    getattr(stranger, method)(f"{path}?token=secret")
    assert caplog.messages == [f"Refused: {told}"]


@pytest.mark.parametrize(("method", "path", "asked"), ADMIN.values(), ids=ADMIN)
def test_the_admin_tells_who_lacked_what(
    client: Client, caplog: pytest.LogCaptureFixture, method: str, path: str, asked: str
) -> None:
    client.force_login(cast.remi())
    cast.candidate()
    caplog.clear()
    answer = getattr(client, method)(f"{path}?token=secret")
    assert (answer.status_code, caplog.messages) == (
        403,
        [f"Refused: remi, {method.upper()} {path} ({asked})"],
    )


def test_a_session_without_its_csrf_token_is_told(caplog: pytest.LogCaptureFixture) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.edith())
    browser.post("/api/v1/publishers/", {}, content_type="application/json")
    assert caplog.messages[1:] == ["Refused: anonymous, POST /api/v1/publishers/ (CSRF Failed: CSRF cookie not set.)"]


def test_a_form_without_its_csrf_token_is_told_and_explained(caplog: pytest.LogCaptureFixture) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.edith())
    answer = browser.post("/admin/sources/publisher/add/", {}, headers={"accept-language": "fr"})
    assert (answer.status_code, "Le formulaire n’a pas été pris" in answer.content.decode()) == (403, True)
    assert caplog.messages[1:] == ["Refused: edith, POST /admin/sources/publisher/add/ (CSRF cookie not set.)"]


def test_a_refusal_before_anybody_is_known_is_told(rf: RequestFactory, caplog: pytest.LogCaptureFixture) -> None:
    permission_denied(rf.get("/claims/"), PermissionDenied())
    assert caplog.messages == ["Refused: anonymous, GET /claims/ (no page)"]


def test_a_path_cannot_forge_a_line(rf: RequestFactory, caplog: pytest.LogCaptureFixture) -> None:
    log_denial(rf.get("/admin/%0AINFO%20aver.access:%20Signed%20in%1b[2J"), "claims.view_claim")
    assert "\\nINFO aver.access: Signed in\\x1b[2J" in caplog.messages[0]


SHOWN = {
    "plain words": ("Élise Dûpont", "Élise Dûpont"),
    "a line's end": ("a\r\nb", "a\\r\\nb"),
    "a separator": ("a\u2028b", "a\\u2028b"),
    "a turn of direction": ("a\u202eb", "a\\u202eb"),
    "half a pair": ("a\ud800", "a\\ud800"),
    "200 signs": ("x" * 200, "x" * 200),
    "more": ("x" * 201, "x" * 200 + "…"),
}


@pytest.mark.parametrize(("words", "shown"), SHOWN.values(), ids=SHOWN)
def test_words_in_the_log_stay_on_their_line(words: str, shown: str) -> None:
    assert printable(words) == shown

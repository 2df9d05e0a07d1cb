import pytest
from django.test import Client
from rest_framework.test import APIClient

from sources.models import Document, Publisher
from tests import cast

LISTS = [
    f"/api/v1/{noun}/"
    for noun in (
        "documents",
        "candidates",
        "claims",
        "predictions",
        "evidence",
        "verdicts",
        "claimants",
        "publishers",
        "topics",
        "appearances",
        "relations",
        "rechecks",
        "extraction-runs",
        "watches",
        "notices",
    )
]
READ_ONLY = [f"/api/v1/{noun}/" for noun in ("claims", "predictions", "verdicts", "appearances", "rechecks")]
WRITABLE = [
    f"/api/v1/{noun}/"
    for noun in ("documents", "candidates", "evidence", "publishers", "claimants", "topics", "relations")
]


@pytest.mark.parametrize("path", LISTS)
def test_anybody_is_asked_to_sign_in(anybody: APIClient, path: str) -> None:
    answer = anybody.get(path)
    assert (answer.status_code, answer["WWW-Authenticate"], answer.json()["code"]) == (
        401,
        'Bearer realm="aver"',
        "not_authenticated",
    )


@pytest.mark.parametrize("path", WRITABLE)
def test_anybody_who_writes_is_asked_to_sign_in(anybody: APIClient, path: str) -> None:
    assert anybody.post(path, {}).status_code == 401


@pytest.mark.parametrize("path", LISTS)
def test_a_stranger_reads_nothing(stranger: APIClient, path: str) -> None:
    answer = stranger.get(path)
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


@pytest.mark.parametrize("path", LISTS)
def test_a_reader_reads(reader: APIClient, path: str) -> None:
    assert reader.get(path).json() == {"next": None, "previous": None, "results": []}


@pytest.mark.parametrize("path", WRITABLE)
def test_a_reader_does_not_write(reader: APIClient, path: str) -> None:
    assert reader.post(path, {}).status_code == 403


@pytest.mark.parametrize("path", READ_ONLY)
def test_what_cannot_be_written_by_anybody_says_so(editor: APIClient, path: str) -> None:
    answer = editor.post(path, {})
    assert (answer.status_code, answer["Allow"], answer.json()["code"]) == (405, "GET, HEAD", "method_not_allowed")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_nothing_is_changed_or_deleted(editor: APIClient, method: str) -> None:
    version = cast.warning()
    answer = editor.generic(method, f"/api/v1/documents/{version.document_id}/")
    assert (answer.status_code, Document.objects.count()) == (405, 1)


@pytest.mark.django_db
def test_a_browser_session_needs_its_csrf_token() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.edith())
    answer = browser.post("/api/v1/publishers/", {"slug": "x", "name": "X"}, content_type="application/json")
    assert (answer.status_code, Publisher.objects.exists()) == (403, False)


@pytest.mark.django_db
def test_a_browser_session_reads() -> None:
    browser = Client()
    browser.force_login(cast.remi())
    assert browser.get("/api/v1/claims/").status_code == 200


def test_head_answers_as_get_does(reader: APIClient, stranger: APIClient) -> None:
    assert (reader.head(LISTS[0]).status_code, stranger.head(LISTS[0]).status_code) == (200, 403)

"""The same text of the same publisher is one document, whichever door it came through."""

import pytest
from rest_framework.test import APIClient

from sources.ingest import Metadata, ingest
from sources.models import DocumentVersion
from tests import cast


def post(editor: APIClient, text: str) -> tuple[int, int]:
    body = {"text": text, "publisher": "harbour-wire", "published_at": "2022-02-12T09:00:00Z"}
    answer = editor.post("/api/v1/documents/", body)
    return answer.status_code, answer.json()["id"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"one\r\ntwo\r\n", "one\ntwo\n"),
        (b"\xef\xbb\xbfone", "one"),
        (b" one ", " one "),
        ("l’été\u00a0!".encode(), "l’été\u00a0!"),
        (b"one\rtwo", "one\r\ntwo"),
    ],
    ids=["CRLF", "BOM", "blanks", "typography", "CR"],
)
def test_a_file_and_a_post_are_one_document(editor: APIClient, content: bytes, text: str) -> None:
    held = ingest(content, Metadata(cast.harbour_wire(), published_at=cast.SATURDAY)).document
    assert post(editor, text) == (200, held.pk)


def test_a_post_and_a_file_are_one_document(editor: APIClient) -> None:
    publisher = cast.harbour_wire()
    post(editor, "one\r\ntwo ")
    assert not ingest(b"one\ntwo ", Metadata(publisher, published_at=cast.SATURDAY)).is_new


def test_trailing_blanks_make_another_text(editor: APIClient) -> None:
    cast.harbour_wire()
    post(editor, "one")
    post(editor, "one ")
    assert DocumentVersion.objects.count() == 2

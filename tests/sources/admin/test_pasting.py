from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from sources.ingest import Metadata, ingest
from sources.models import Document, DocumentVersion
from tests import cast

pytestmark = pytest.mark.django_db
ADD = "/admin/sources/document/add/"
TEXT = "La grève pourrait commencer dès lundi."
AS_A_BROWSER = "application/x-www-form-urlencoded"


def _paste(client: Client, text: str = TEXT, **fields: Any) -> Any:
    """As a browser sends it: line ends are CRLF, the body is percent-encoded UTF-8."""
    typed = {
        "publisher": cast.agence().pk,
        "published_at": "2023-05-04T10:00",
        "published_at_unknown_because": "",
        "headline": "",
        "url": "",
        "language": "fr",
        "text": text.replace("\n", "\r\n"),
    } | fields
    return client.post(ADD, urlencode(typed), content_type=AS_A_BROWSER)


def _errors(answer: Any) -> list[str]:
    return list(answer.context["form"].errors)


def test_a_pasted_text_is_kept(desk: Client) -> None:
    _paste(desk)
    assert DocumentVersion.objects.get().text == TEXT


def test_the_hour_is_the_publishers(desk: Client) -> None:
    _paste(desk)
    assert Document.objects.get().published_at == datetime(2023, 5, 4, 8, 0, tzinfo=UTC)


def test_after_pasting_the_document_is_shown(desk: Client) -> None:
    assert _paste(desk).headers["Location"] == f"/admin/sources/document/{Document.objects.get().pk}/change/"


def test_the_admins_history_tells_who_pasted(desk: Client) -> None:
    _paste(desk)
    assert LogEntry.objects.get().user.username == "edith"


@pytest.mark.parametrize(
    "text",
    [
        "  spaces before and after  ",
        "\n\nlines before and after\n\n",
        "one\ntwo\n\nthree",
        "« L’Été », dit-on à 10 %… 🚀𝔘",
        "e\u0301 is not é",
        "\u202bfrom right to left\u202c",
        "x" * 10_000,
        "tabs\tand\x0bvertical ones\x0c",
        "a genuine \ufffd in the source",
        "&lt;b&gt; + 100 % = ?",
    ],
)
def test_a_text_is_kept_to_the_character(desk: Client, text: str) -> None:
    _paste(desk, text)
    assert DocumentVersion.objects.get().text == text


def test_the_form_and_the_files_of_the_same_text_are_one_document(desk: Client) -> None:
    text = "\n One.\n\nTwo: « œuf » 🚀\n"
    held = ingest(text.encode(), Metadata(cast.agence(), published_at=cast.SATURDAY)).document
    answer = _paste(desk, text)
    assert answer.headers["Location"] == f"/admin/sources/document/{held.pk}/change/"


def test_a_text_already_held_is_said_to_be(desk: Client) -> None:
    _paste(desk)
    page = desk.get(_paste(desk).headers["Location"]).content.decode()
    assert "This text was already held" in page


def test_a_text_already_held_is_not_logged_as_added(desk: Client) -> None:
    _paste(desk)
    _paste(desk)
    assert LogEntry.objects.count() == 1


def test_differing_metadata_is_reported_and_not_overwritten(desk: Client) -> None:
    _paste(desk, headline="Grève")
    page = desk.get(_paste(desk, headline="Autre titre").headers["Location"]).content.decode()
    assert ("Headline: held is “Grève”, given was “Autre titre”" in page, Document.objects.get().headline) == (
        True,
        "Grève",
    )


def test_another_publishers_copy_is_another_document(desk: Client) -> None:
    _paste(desk)
    _paste(desk, publisher=cast.harbour_wire().pk)
    assert Document.objects.count() == 2


def test_a_new_text_under_a_known_address_is_a_new_version(desk: Client) -> None:
    _paste(desk, url="https://quai.example/1")
    _paste(desk, "Elle commencera mardi.", url="https://quai.example/1")
    assert (Document.objects.count(), DocumentVersion.objects.count()) == (1, 2)


def test_an_unknown_date_with_its_reason_is_accepted(desk: Client) -> None:
    _paste(desk, published_at="", published_at_unknown_because="undated leaflet")
    assert Document.objects.get().published_at_unknown_because == "undated leaflet"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("publisher", {"publisher": ""}),
        ("publisher", {"publisher": "0"}),
        ("published_at", {"published_at": ""}),
        ("published_at", {"published_at": "yesterday"}),
        ("published_at", {"published_at": "2023-03-26T02:30"}),
        ("published_at", {"published_at": "2999-01-01T00:00"}),
        ("published_at", {"published_at_unknown_because": "I know it all the same"}),
        ("published_at", {"published_at": "", "published_at_unknown_because": "  "}),
        ("language", {"language": "français"}),
        ("language", {"language": "en_GB"}),
        ("url", {"url": "javascript:alert(1)"}),
        ("url", {"url": "quai.example"}),
        ("url", {"url": "https://quai.example/" + "x" * 2000}),
        ("headline", {"headline": "x" * 501}),
        ("headline", {"headline": "a\x00b"}),
        ("text", {"text": ""}),
        ("text", {"text": " \r\n\t"}),
        ("text", {"text": "a\x00b"}),
        ("text", {"text": "x" * 11_000_000}),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value)[:40],
)
def test_bad_input_is_named_by_its_field_and_nothing_is_kept(desk: Client, field: str, typed: dict[str, Any]) -> None:
    assert (_errors(_paste(desk, **typed)), Document.objects.count()) == ([field], 0)


def test_bytes_that_are_no_utf8_are_refused(desk: Client) -> None:
    body = urlencode({"publisher": cast.agence().pk, "published_at": "2023-05-04T10:00"}) + "&text=caf%E9"
    assert _errors(desk.post(ADD, body, content_type=AS_A_BROWSER)) == ["text"]


def test_what_was_typed_beside_a_bad_field_is_kept(desk: Client) -> None:
    page = _paste(desk, "\n  my text", language="français").content.decode()
    assert (">\n\r\n  my text</textarea>" in page, 'value="2023-05-04T10:00"' in page) == (True, True)


def test_a_hostile_text_is_shown_not_obeyed(desk: Client) -> None:
    attack = "</textarea><script>alert(1)</script>"
    answer = _paste(desk, attack, headline=attack, url="https://quai.example/?<script>alert(1)</script>")
    pages = [desk.get(answer.headers["Location"]), desk.get("/admin/sources/document/"), _paste(desk, attack, url="x")]
    assert [b"<script>alert" in page.content for page in pages] == [False, False, False]


def test_a_text_held_where_one_may_not_read_is_said_to_be_without_showing_it(desk: Client) -> None:
    _paste(desk, headline="Secret")
    cast.restricted(DocumentVersion.objects.get())
    answer = _paste(desk)
    assert (_errors(answer), b"Secret" in answer.content) == (["text"], False)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_reader_pastes_nothing(armchair: Client, method: str) -> None:
    assert getattr(armchair, method)(ADD).status_code == 403


def test_a_refusal_of_the_text_is_said_in_french(desk: Client) -> None:
    desk.cookies["django_language"] = "fr"
    assert "Le texte est vide." in _paste(desk, " ").content.decode()

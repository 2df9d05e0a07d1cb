from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from sources.ingest import Metadata, ingest
from sources.models import Document, DocumentVersion
from tests import cast

pytestmark = pytest.mark.django_db


def dated(**given: Any) -> Metadata:
    return replace(Metadata(cast.harbour_wire(), published_at=cast.SATURDAY), **given)


def test_the_same_text_of_the_same_publisher_is_the_same_document() -> None:
    first, second = ingest("One text.", dated()), ingest(b"One text.", dated())
    assert (first.document, second.is_new) == (second.document, False)


@pytest.mark.parametrize("days", [-3, 3])
def test_a_text_of_today_is_taken_by_a_machine_whose_clock_is_wrong(days: int) -> None:
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=days)):
        assert ingest("One text.", dated(published_at=now)).is_new


def test_line_ends_of_a_form_do_not_make_another_document() -> None:
    first, second = ingest("One\ntext.\n", dated()), ingest("One\r\ntext.\r\n", dated())
    assert first.document == second.document


def test_blanks_at_the_end_do_make_another_document() -> None:
    first, second = ingest("One text.", dated()), ingest("One text. ", dated())
    assert first.document != second.document


def test_another_publishers_copy_is_another_document() -> None:
    first, second = ingest("One text.", dated()), ingest("One text.", dated(publisher=cast.agence()))
    assert first.document != second.document


def test_a_new_text_under_a_known_url_is_a_new_version() -> None:
    url = "https://harbour-wire.example/1"
    first, second = ingest("One text.", dated(url=url)), ingest("Another text.", dated(url=url))
    assert (first.document, second.version.number) == (second.document, 2)


def test_differing_metadata_is_reported_and_not_overwritten() -> None:
    ingest("One text.", dated(headline="First"))
    again = ingest("One text.", dated(headline="Second"))
    assert [(difference.held, difference.given) for difference in again.differences] == [("First", "Second")]
    assert again.document.headline == "First"


def test_typographic_signs_and_emoji_survive_the_database() -> None:
    text = "« L’été » : 🚀 a\u00a0b\u202fc e\u0301"
    assert DocumentVersion.objects.get(pk=ingest(text, dated()).version.pk).text == text


def test_bytes_that_were_changed_are_kept_as_received() -> None:
    raw = b"\xef\xbb\xbfOne\r\ntext."
    assert bytes(ingest(raw, dated()).version.raw or b"") == raw


def test_a_line_of_ten_thousand_characters_is_a_text() -> None:
    assert ingest("word " * 2000, dated()).is_new


@pytest.mark.parametrize(
    ("content", "given", "field"),
    [
        ("", {}, "text"),
        ("a\x00b", {}, "text"),
        (b"caf\xe9", {}, "text"),
        (b"a" * 11_000_000, {}, "text"),
        ("One.", {"language": "french!"}, "language"),
        ("One.", {"url": "javascript:alert(1)"}, "url"),
        ("One.", {"headline": "x" * 501}, "headline"),
        ("One.", {"published_at": None}, "published_at"),
        ("One.", {"published_at": None, "published_at_unknown_because": "  "}, "published_at"),
        ("One.", {"published_at_unknown_because": "lost"}, "published_at"),
        ("One.", {"published_at": None, "published_at_unknown_because": "x" * 501}, "published_at_unknown_because"),
        ("One.", {"published_at": cast.SATURDAY.replace(year=1)}, "published_at"),
        ("One.", {"published_at": timezone.now() + timedelta(days=1)}, "published_at"),
    ],
)
def test_bad_input_is_refused_by_the_name_of_its_field(
    content: str | bytes, given: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as error:
        ingest(content, dated(**given))
    assert list(error.value.message_dict) == [field]


def test_a_refused_document_leaves_nothing_behind() -> None:
    with pytest.raises(ValidationError):
        ingest("One.", dated(language="french!"))
    assert not Document.objects.exists()


def test_an_unknown_date_with_its_reason_is_accepted() -> None:
    ingested = ingest("One.", dated(published_at=None, published_at_unknown_because="the leaflet bears none"))
    assert ingested.document.published_on is None


def test_a_document_is_dated_by_its_publishers_calendar() -> None:
    late = cast.SATURDAY.replace(hour=23, minute=30)
    ingested = ingest("Un texte.", dated(publisher=cast.agence(), published_at=late))
    assert str(ingested.document.published_on) == "2022-02-13"


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(ValidationError) as error:
        ingest("", dated(language="french!", published_at=None))
    assert set(error.value.message_dict) == {"text", "language", "published_at"}

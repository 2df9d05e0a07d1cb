from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from sources.models import Document, DocumentVersion
from tests import cast

DOCUMENTS = "/api/v1/documents/"


def dispatch(**changed: object) -> dict[str, object]:
    cast.harbour_wire()
    return {"text": cast.WARNING, "publisher": "harbour-wire", "published_at": "2022-02-12T09:00:00Z"} | changed


def test_a_text_is_taken_in(editor: APIClient) -> None:
    answer = editor.post(DOCUMENTS, dispatch())
    assert (answer.status_code, DocumentVersion.objects.get().text) == (201, cast.WARNING)


def test_the_answer_says_where_the_document_is(editor: APIClient) -> None:
    location = editor.post(DOCUMENTS, dispatch())["Location"]
    assert editor.get(location).json()["text"] == cast.WARNING


def test_the_same_text_again_is_the_same_document(editor: APIClient) -> None:
    first, second = editor.post(DOCUMENTS, dispatch()), editor.post(DOCUMENTS, dispatch())
    assert (second.status_code, second.json()["id"]) == (200, first.json()["id"])


def test_the_same_text_again_makes_no_second_version(editor: APIClient) -> None:
    editor.post(DOCUMENTS, dispatch())
    editor.post(DOCUMENTS, dispatch())
    assert DocumentVersion.objects.count() == 1


def test_another_publishers_copy_is_another_document(editor: APIClient) -> None:
    cast.agence()
    first = editor.post(DOCUMENTS, dispatch()).json()
    second = editor.post(DOCUMENTS, dispatch(publisher="agence-quai")).json()
    assert first["id"] != second["id"]


def test_differing_metadata_is_reported(editor: APIClient) -> None:
    editor.post(DOCUMENTS, dispatch(headline="US warns"))
    differences = editor.post(DOCUMENTS, dispatch(headline="A warning")).json()["differences"]
    assert differences == [{"field": "headline", "held": "US warns", "given": "A warning"}]


def test_differing_metadata_changes_nothing(editor: APIClient) -> None:
    editor.post(DOCUMENTS, dispatch(headline="US warns"))
    editor.post(DOCUMENTS, dispatch(headline="A warning"))
    assert Document.objects.get().headline == "US warns"


def test_a_new_text_under_a_known_url_is_a_new_version(editor: APIClient) -> None:
    editor.post(DOCUMENTS, dispatch(url="https://harbour.example/1"))
    again = editor.post(DOCUMENTS, dispatch(url="https://harbour.example/1", text="Corrected."))
    assert (again.status_code, again.json()["version"]) == (201, 2)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2022-02-12", datetime(2022, 2, 11, 23, 0, tzinfo=UTC)),
        ("2022-07-12", datetime(2022, 7, 11, 22, 0, tzinfo=UTC)),
        ("2022-02-12T09:30:00Z", datetime(2022, 2, 12, 9, 30, tzinfo=UTC)),
        ("2022-02-12T09:30:00+01:00", datetime(2022, 2, 12, 8, 30, tzinfo=UTC)),
        ("2022-02-12T09:30", datetime(2022, 2, 12, 8, 30, tzinfo=UTC)),
    ],
)
def test_a_date_without_a_zone_is_the_publishers(editor: APIClient, written: str, meant: datetime) -> None:
    cast.agence()
    editor.post(DOCUMENTS, dispatch(publisher="agence-quai", published_at=written))
    assert Document.objects.get().published_at == meant


def test_an_unknown_date_is_accepted_with_its_reason(editor: APIClient) -> None:
    body = dispatch(published_at=None, published_at_unknown_because="a leaflet without a date")
    assert editor.post(DOCUMENTS, body).json()["published_at_unknown_because"] == "a leaflet without a date"


@pytest.mark.parametrize(
    "text",
    ["  two blanks and a tab\t", "l’été « chaud » à 30 °C", "𝒜𝓋ℯ𝓇 🚀", "one\u2028two\x0bthree\x85", "a" * 10_000],
    ids=["blanks", "typography", "astral", "odd line ends", "long line"],
)
def test_a_text_is_kept_to_the_character(editor: APIClient, text: str) -> None:
    location = editor.post(DOCUMENTS, dispatch(text=text))["Location"]
    assert editor.get(location).json()["text"] == text


def test_nine_megabytes_are_a_text(editor: APIClient) -> None:
    assert editor.post(DOCUMENTS, dispatch(text="é" * 4_500_000)).status_code == 201


def test_a_document_shows_its_latest_text(editor: APIClient) -> None:
    editor.post(DOCUMENTS, dispatch(url="https://harbour.example/1"))
    location = editor.post(DOCUMENTS, dispatch(url="https://harbour.example/1", text="Corrected."))["Location"]
    assert editor.get(location).json()["text"] == "Corrected."


def test_an_earlier_text_is_still_there(editor: APIClient) -> None:
    location = editor.post(DOCUMENTS, dispatch(url="https://harbour.example/1"))["Location"]
    editor.post(DOCUMENTS, dispatch(url="https://harbour.example/1", text="Corrected."))
    assert editor.get(f"{location}versions/1/").json()["text"] == cast.WARNING


def test_a_version_that_never_was_is_not_found(reader: APIClient) -> None:
    version = cast.warning()
    assert reader.get(f"{DOCUMENTS}{version.document_id}/versions/2/").status_code == 404


def test_a_document_says_how_far_its_reading_has_come(reader: APIClient) -> None:
    version = cast.warning()
    cast.run_of(version=version, pipeline_version="1", state="unsupported_language", language="de")
    shown = reader.get(f"{DOCUMENTS}{version.document_id}/").json()["versions"][0]["extraction"]
    assert (shown["state"], shown["language"]) == ("unsupported_language", "de")


def test_a_document_nobody_has_read_yet_says_so(reader: APIClient) -> None:
    version = cast.warning()
    assert reader.get(f"{DOCUMENTS}{version.document_id}/").json()["versions"][0]["extraction"] is None


def test_a_readers_text_is_refused(reader: APIClient) -> None:
    assert reader.post(DOCUMENTS, dispatch()).status_code == 403


def test_a_refused_text_is_not_kept(reader: APIClient) -> None:
    reader.post(DOCUMENTS, dispatch())
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("publisher=harbour-wire", 1),
        ("publisher=agence-quai", 0),
        ("language=en", 1),
        ("language=fr", 0),
        ("access=newsroom", 1),
        ("access=restricted", 0),
        ("published_at_after=2022-02-12T09:00:00Z", 1),
        ("published_at_after=2022-02-12T09:00:01Z", 0),
        ("published_at_before=2022-02-12T09:00:00Z", 0),
        ("published_at_before=2022-02-12T09:00:01Z", 1),
        ("url=https://elsewhere.example/", 0),
    ],
)
def test_documents_are_filtered(reader: APIClient, query: str, found: int) -> None:
    cast.agence()
    cast.warning()
    assert len(reader.get(f"{DOCUMENTS}?{query}").json()["results"]) == found


@pytest.mark.parametrize("documents", [1, 5])
def test_a_list_costs_two_queries(
    reader: APIClient, django_assert_num_queries: DjangoAssertNumQueries, documents: int
) -> None:
    for number in range(documents):
        cast.warning(f"Dispatch {number}.")
    with django_assert_num_queries(2):
        reader.get(DOCUMENTS)

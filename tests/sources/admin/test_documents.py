import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sources.ingest import Metadata, ingest
from sources.models import Publisher
from tests import cast

pytestmark = pytest.mark.django_db
DOCUMENTS = "/admin/sources/document/"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("done", "done"),
        ("found_nothing", "found nothing in a text with words"),
        ("unsupported_language", "language not read"),
        ("quarantined", "in quarantine"),
    ],
)
def test_the_list_says_how_each_reading_ended(desk: Client, state: str, words: str) -> None:
    cast.run_of(version=cast.warning(), pipeline_version="1", state=state)
    assert f'<td class="field-run_state">{words}</td>' in desk.get(DOCUMENTS).content.decode()


def test_a_document_that_waits_says_so(desk: Client) -> None:
    cast.warning()
    assert '<td class="field-run_state">not read yet</td>' in desk.get(DOCUMENTS).content.decode()


@pytest.mark.parametrize(("choice", "count"), [("waiting", 1), ("quarantined", 1), ("done", 0)])
def test_documents_are_filtered_by_how_their_reading_ended(desk: Client, choice: str, count: int) -> None:
    cast.run_of(version=cast.warning(), pipeline_version="1", state="quarantined")
    cast.warning(publisher=cast.agence())
    assert len(desk.get(DOCUMENTS, {"reading": choice}).context["cl"].result_list) == count


def test_the_newest_reading_counts(desk: Client) -> None:
    version = cast.warning()
    for pipeline, state in (("1", "quarantined"), ("2", "done")):
        cast.run_of(version=version, pipeline_version=pipeline, state=state)
    assert [row.run_state for row in desk.get(DOCUMENTS).context["cl"].result_list] == ["done"]


def test_thirty_documents_cost_as_few_queries_as_one(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        cast.candidate(cast.warning(f"{number}: {cast.WARNING}"))
    with django_assert_max_num_queries(12):
        desk.get(DOCUMENTS)


def _page(client: Client, key: int) -> str:
    return " ".join(client.get(f"{DOCUMENTS}{key}/change/").content.decode().split())


def test_a_documents_page_links_the_candidates_in_its_text(desk: Client) -> None:
    candidate = cast.candidate()
    page = _page(desk, candidate.version.document_id)
    assert f'href="/admin/claims/candidate/{candidate.pk}/change/"' in page


def test_a_documents_page_tells_of_a_failed_reading(desk: Client) -> None:
    version = cast.warning()
    cast.run_of(version=version, pipeline_version="7", state="quarantined", attempts=3, error="ValueError: <odd>")
    page = _page(desk, version.document_id)
    assert ("3 attempts" in page, "ValueError: &lt;odd&gt;" in page) == (True, True)


def test_a_documents_page_lists_its_versions_newest_first(desk: Client) -> None:
    metadata = Metadata(cast.agence(), published_at=cast.SATURDAY, url="https://quai.example/1")
    old, new = (ingest(text, metadata).version for text in ("The old text.", "The new text."))
    versions = desk.get(f"{DOCUMENTS}{new.document_id}/change/").context["versions"]
    assert list(versions) == [new, old]


def test_a_documents_page_shows_its_newest_text(desk: Client) -> None:
    metadata = Metadata(cast.agence(), published_at=cast.SATURDAY, url="https://quai.example/1")
    for text in ("The old text.", "The new text."):
        key = ingest(text, metadata).document.pk
    assert ("The new text." in _page(desk, key), "The old text." in _page(desk, key)) == (True, False)


def test_an_unknown_date_is_said_with_its_reason(desk: Client) -> None:
    document = ingest("Undated.", Metadata(cast.agence(), published_at_unknown_because="a leaflet")).document
    assert "unknown: a leaflet" in _page(desk, document.pk)


def test_a_hidden_document_is_neither_listed_nor_found(desk: Client) -> None:
    version = cast.restricted(cast.warning())
    listed = desk.get(DOCUMENTS).context["cl"].result_list
    assert (list(listed), desk.get(f"{DOCUMENTS}{version.document_id}/change/").status_code) == ([], 404)


def test_a_documents_page_costs_few_queries(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    candidate = cast.candidate()
    with django_assert_max_num_queries(18):
        _page(desk, candidate.version.document_id)


def test_an_editor_adds_a_publisher(desk: Client) -> None:
    typed = {"name": "Le Phare", "slug": "le-phare", "kind": "newspaper", "language": "fr", "time_zone": "Europe/Paris"}
    desk.post("/admin/sources/publisher/add/", typed)
    assert Publisher.objects.get().name == "Le Phare"


def test_a_time_zone_that_is_none_is_named(desk: Client) -> None:
    typed = {"name": "Le Phare", "slug": "le-phare", "kind": "newspaper", "time_zone": "Paris"}
    errors = desk.post("/admin/sources/publisher/add/", typed).context["errors"]
    assert "Europe/Paris" in str(errors)


def test_a_reader_adds_no_publisher(armchair: Client) -> None:
    assert armchair.post("/admin/sources/publisher/add/", {"name": "x"}).status_code == 403

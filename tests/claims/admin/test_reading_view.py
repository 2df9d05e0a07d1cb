import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims import editing, matching
from claims.admin.reading import Known
from claims.encoding import NoEncoder
from claims.models import Candidate, ExtractionRun
from sources.ingest import Metadata, ingest
from sources.models import Document, DocumentVersion
from tests import cast

pytestmark = pytest.mark.django_db


def _read(client: Client, candidate: Candidate, **query: str) -> str:
    return client.get(f"/admin/claims/candidate/{candidate.pk}/change/", query).content.decode()


def test_a_candidate_is_marked_in_its_article(desk: Client) -> None:
    assert f"{cast.COULD_START}</mark>" in _read(desk, cast.candidate())


def test_the_other_candidates_of_the_article_are_linked(desk: Client) -> None:
    version = cast.warning()
    candidate, other = cast.candidate(version), cast.deadline(version)
    assert f'<a class="other pending" href="/admin/claims/candidate/{other.pk}/change/"' in _read(desk, candidate)


@pytest.mark.parametrize(
    "words",
    [
        "“Wednesday” after Saturday 2022-02-12.",
        "not before Feb. 16, 2022",
        "as early as Wednesday",
        "no number: the word is not on the scale",
        "cue: warned",
        "something happening",
        "asserted",
        "only if talks fail",
    ],
)
def test_the_page_says_what_the_machine_read(desk: Client, words: str) -> None:
    assert words in _read(desk, cast.candidate(condition="only if talks fail"))


def test_a_chain_of_attribution_is_read_from_the_outside_in(desk: Client) -> None:
    chain = [{"claimant": "unnamed report", "cue": "reportedly"}, {"claimant": "CIA", "cue": "told"}]
    page = " ".join(_read(desk, cast.candidate(attribution=chain)).split())
    assert 'unnamed report</strong> <span class="cue">(reportedly)</span> → <strong>CIA</strong>' in page


def test_the_accept_form_is_filled_with_what_the_machine_read(desk: Client) -> None:
    page = desk.get(f"/admin/claims/candidate/{cast.candidate().pk}/change/")
    form = page.context["accept_form"]
    assert [form[name].value() for name in ("text", "claimant", "operator")] == [
        cast.COULD_START,
        "United States",
        "not_before",
    ]


def test_a_known_claim_like_it_is_offered_first(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.candidate(), by=edith)
    copy = cast.candidate(cast.warning(publisher=cast.agence()))
    offered = desk.get(f"/admin/claims/candidate/{copy.pk}/change/").context["likely"]
    assert offered == [Known(claim, "not before Feb. 16, 2022")]


def test_what_tells_a_known_claim_apart_is_said(desk: Client, edith: User) -> None:
    editing.accept(cast.deadline(), by=edith)
    version = cast.warning("Officials said that troops would not cross the border before the 20th.")
    other = cast.candidate(version, "troops would not cross the border before the 20th")
    (known,) = desk.get(f"/admin/claims/candidate/{other.pk}/change/").context["likely"]
    assert "one says what the other denies" in known.differences


def test_without_the_encoder_known_claims_are_offered_all_the_same(
    desk: Client, edith: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_texts: list[str]) -> None:
        raise NoEncoder

    monkeypatch.setattr(matching, "encode", refuse)
    claim = editing.accept(cast.candidate(), by=edith)
    copy = cast.candidate(cast.warning(publisher=cast.agence()))
    offered = desk.get(f"/admin/claims/candidate/{copy.pk}/change/").context["likely"]
    assert offered == [Known(claim, "not before Feb. 16, 2022")]


def test_other_known_claims_are_found_by_their_words(desk: Client, edith: User) -> None:
    version = cast.warning()
    claim = editing.accept(cast.deadline(version), by=edith)
    assert desk.get(f"/admin/claims/candidate/{cast.candidate(version).pk}/change/", {"find": "BORDER"}).context[
        "found"
    ] == [Known(claim, "before Feb. 20, 2022")]


def test_a_reader_is_shown_no_form_to_decide(armchair: Client) -> None:
    assert "/accept/" not in _read(armchair, cast.candidate())


def test_a_decided_candidate_says_who_decided_and_for_which_claim(desk: Client, edith: User) -> None:
    candidate = cast.candidate()
    claim = editing.accept(candidate, by=edith)
    page = _read(desk, candidate)
    assert ("edith" in page, f"/admin/claims/claim/{claim.pk}/change/" in page) == (True, True)


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "1_2F"])
def test_a_candidate_that_is_none_is_not_found(desk: Client, key: str) -> None:
    assert desk.get(f"/admin/claims/candidate/{key}/change/").status_code == 404


def test_a_restricted_documents_candidate_is_not_found(desk: Client) -> None:
    candidate = cast.candidate(cast.restricted(cast.warning()))
    assert desk.get(f"/admin/claims/candidate/{candidate.pk}/change/").status_code == 404


def test_a_restricted_documents_candidate_is_read_by_its_group(desk: Client) -> None:
    candidate = cast.candidate(cast.restricted(cast.warning(), to="editors"))
    assert cast.COULD_START in _read(desk, candidate)


def test_hostile_words_are_shown_not_obeyed(desk: Client) -> None:
    attack = "<script>alert(1)</script>"
    version = cast.warning(f"He said {attack} would happen.")
    candidate = cast.candidate(
        version,
        f"{attack} would happen",
        claimant=attack,
        attribution=[{"claimant": attack, "cue": attack}],
        hedge=attack,
        computed=attack,
        computed_fr=attack,
        condition=attack,
        why=[attack],
    )
    assert "<script>alert" not in _read(desk, candidate, find=attack)


def test_offsets_count_characters_and_not_bytes_or_halves(desk: Client) -> None:
    version = cast.warning("🚀🚀 « Été », dit-on : the rocket will fly. 🚀")
    assert "</span>the rocket will fly</mark>" in _read(desk, cast.candidate(version, "the rocket will fly"))


def _long_version(candidates: int) -> list[Candidate]:
    sentences = [f"The {number:03}th minister said that the {number:03}th bill would pass." for number in range(500)]
    text = "\n\n".join(f"{sentence} {'Nobody answered. ' * 21}" for sentence in sentences)
    version = cast.warning(text)
    return [cast.candidate(version, sentence) for sentence in sentences[:candidates]]


def test_a_document_of_two_hundred_thousand_characters_is_read_with_few_queries(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    candidate = _long_version(500)[250]
    assert len(candidate.version.text) > 200_000
    with django_assert_max_num_queries(12):
        page = _read(desk, candidate)
    assert page.count('class="other pending"') == 499


def _read_later(candidate: Candidate) -> ExtractionRun:
    return ExtractionRun.objects.create(version=candidate.version, pipeline_version="later", state="done")


def test_the_page_says_that_a_later_extractor_no_longer_finds_it(desk: Client) -> None:
    candidate = cast.candidate()
    Candidate.objects.update(no_longer_found_in=_read_later(candidate))
    assert "Extractor later read this text again and no longer finds this." in _read(desk, candidate)


def test_what_is_no_longer_found_can_still_be_decided(desk: Client) -> None:
    candidate = cast.candidate()
    Candidate.objects.update(no_longer_found_in=_read_later(candidate))
    assert '<form class="accept"' in _read(desk, candidate)


def test_the_page_says_that_a_decision_stands_though_it_is_no_longer_found(desk: Client, edith: User) -> None:
    candidate = cast.candidate()
    editing.reject(candidate, reason="too vague", by=edith)
    Candidate.objects.update(no_longer_found_in=_read_later(candidate))
    assert "What was decided stands." in _read(desk, candidate)


def test_another_candidate_that_is_no_longer_found_is_marked_so_in_the_article(desk: Client) -> None:
    version = cast.warning()
    candidate, other = cast.candidate(version), cast.deadline(version)
    Candidate.objects.filter(pk=other.pk).update(no_longer_found_in=_read_later(candidate))
    assert 'title="prediction, pending, no longer found"' in _read(desk, candidate)


def test_the_page_says_which_extractor_found_it_last(desk: Client) -> None:
    candidate = cast.candidate()
    Candidate.objects.update(found_again_by=_read_later(candidate))
    assert "Last found by extractor later." in _read(desk, candidate)


def _corrected(candidate: Candidate) -> DocumentVersion:
    """A second text of the candidate's document, in which the candidate was found again."""
    document = candidate.version.document
    Document.objects.filter(pk=document.pk).update(url="https://harbour-wire.example/warning")
    metadata = Metadata(document.publisher, published_at=cast.SATURDAY, url="https://harbour-wire.example/warning")
    version = ingest(f"Corrected.\n\n{cast.WARNING}", metadata).version
    run = ExtractionRun.objects.create(version=version, pipeline_version="later", state="done")
    Candidate.objects.filter(pk=candidate.pk).update(found_again_by=run)
    return version


def test_the_page_says_that_it_stands_in_a_later_text_too(desk: Client) -> None:
    candidate = cast.candidate()
    _corrected(candidate)
    assert "It stands also in text 2 of this document." in _read(desk, candidate)


def test_the_newest_text_of_a_document_shows_what_an_earlier_one_had_said(desk: Client) -> None:
    candidate = cast.candidate()
    document = _corrected(candidate).document_id
    page = desk.get(f"/admin/sources/document/{document}/change/").content.decode()
    assert f'href="/admin/claims/candidate/{candidate.pk}/change/"' in page

"""The reading view: one whole text, its candidates marked in it and listed beside it."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims import editing
from claims.admin.reading_text import Row, stretches
from claims.models import Candidate, ExtractionRun
from claims.vocabulary.kinds import Kind
from sources.models import DocumentVersion
from tests import cast

pytestmark = pytest.mark.django_db
PART = 400_000


def _url(version: DocumentVersion) -> str:
    return f"/admin/claims/candidate/text/{version.pk}/"


def _read(client: Client, version: DocumentVersion, **query: str) -> str:
    return client.get(_url(version), query).content.decode()


def _row(key: int, start: int, end: int) -> Row:
    return Row(key, start, end, "", "en", "prediction", "", "pending", 1, "none", None, None, None, None)


def _over(*rows: Row) -> list[list[int]]:
    return [[row.pk for row in each.over] for each in stretches(0, 20, sorted(rows, key=lambda row: row.start))]


def test_a_nested_candidate_stands_before_the_one_around_it() -> None:
    assert _over(_row(1, 0, 20), _row(2, 5, 10)) == [[1], [2, 1], [1]]


def test_overlapping_candidates_share_the_stretch_in_which_they_overlap() -> None:
    assert _over(_row(1, 0, 12), _row(2, 8, 20)) == [[1], [1, 2], [2]]


def test_two_candidates_with_the_same_span_are_both_there() -> None:
    assert _over(_row(1, 3, 9), _row(2, 3, 9)) == [[], [1, 2], []]


def test_a_candidate_that_began_before_the_part_shown_stands_at_its_beginning() -> None:
    assert [row.pk for row in stretches(10, 20, [_row(1, 5, 12)])[0].over] == [1]


def test_the_text_is_given_back_to_the_character(desk: Client) -> None:
    version = cast.warning("🚀 <b>« Été »</b> & it will rain.\n\n  It will not.")
    cast.candidate(version, "it will rain")
    cast.candidate(version, "will rain.\n\n  It")
    marked = str(desk.get(_url(version)).context["read"].marked)
    words = re.sub("<[^>]*>", "", marked).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert words == version.text


def _decided(version: DocumentVersion, edith: User) -> dict[str, Candidate]:
    """One candidate of each state."""
    accepted, rejected = cast.candidate(version), cast.deadline(version)
    editing.accept(accepted, by=edith)
    editing.reject(rejected, reason="too vague", by=edith)
    start = version.text.index("Officials")
    by_hand = editing.propose(version, start, start + 9, quote="Officials", kind=Kind.FACTUAL, by=edith)
    missed = cast.candidate(version, "said that troops")
    run = ExtractionRun.objects.create(version=version, pipeline_version="later", state="done")
    Candidate.objects.filter(pk=missed.pk).update(no_longer_found_in=run)
    return {"accepted": accepted, "rejected": rejected, "pending by-hand": by_hand, "pending missed": missed}


def test_every_state_is_marked_in_the_text(desk: Client, edith: User) -> None:
    version = cast.warning()
    states = _decided(version, edith)
    page = _read(desk, version)
    assert [state for state, each in states.items() if f'class="m {state}" href="#c{each.pk}"' not in page] == []


@pytest.mark.parametrize("words", ["accepted", "rejected", "pending, proposed by hand", "pending, no longer found"])
def test_every_state_is_said_in_words(desk: Client, edith: User, words: str) -> None:
    version = cast.warning()
    _decided(version, edith)
    assert f'<b class="state">{words}</b>' in _read(desk, version)


def test_the_page_says_how_many_are_decided(desk: Client, edith: User) -> None:
    version = cast.warning()
    _decided(version, edith)
    assert "2 of 4 decided" in _read(desk, version)


def test_each_candidate_is_linked_to_its_page_for_whoever_has_no_javascript(desk: Client) -> None:
    candidate = cast.candidate()
    assert f'href="/admin/claims/candidate/{candidate.pk}/change/"' in _read(desk, candidate.version)


def test_a_candidates_page_leads_to_its_place_in_the_text(desk: Client) -> None:
    candidate = cast.candidate()
    page = desk.get(f"/admin/claims/candidate/{candidate.pk}/change/").content.decode()
    assert f'href="{_url(candidate.version)}#c{candidate.pk}"' in page


def test_a_documents_page_leads_to_the_reading_view(desk: Client) -> None:
    version = cast.warning()
    page = desk.get(f"/admin/sources/document/{version.document_id}/change/").content.decode()
    assert f'href="{_url(version)}"' in page


def test_what_an_earlier_text_had_said_stands_in_the_later_one_too(desk: Client) -> None:
    candidate = cast.candidate()
    later = cast.warning(f"Corrected. {cast.WARNING}", publisher=cast.agence())
    run = ExtractionRun.objects.create(version=later, pipeline_version="later", state="done")
    Candidate.objects.update(found_again_by=run)
    assert f'data-c="{candidate.pk}"' in _read(desk, later)


def test_a_reader_gets_no_box_to_tick_and_no_form(armchair: Client) -> None:
    page = _read(armchair, cast.candidate().version)
    assert [word for word in ('checkbox" form', 'id="bulk"', 'id="propose"') if word in page] == []


def test_a_restricted_text_is_not_found(desk: Client) -> None:
    assert desk.get(_url(cast.restricted(cast.candidate().version))).status_code == 404


def test_hostile_words_are_shown_not_obeyed(desk: Client) -> None:
    attack = "\"'><script>alert(1)</script>"
    version = cast.warning(f"He said {attack} would happen.")
    cast.candidate(version, f"{attack} would happen", claimant=attack, hedge=attack)
    assert "<script>alert" not in _read(desk, version)


def _long(count: int) -> DocumentVersion:
    """At least 200,000 characters; the first `count` of their 500 sentences are candidates."""
    sentences = [f"The {number:03}th minister said that the {number:03}th bill would pass." for number in range(500)]
    version = cast.warning("\n\n".join(f"{sentence} {'Nobody answered. ' * 21}" for sentence in sentences))
    for sentence in sentences[:count]:
        cast.candidate(version, sentence)
    return version


def test_a_text_of_two_hundred_thousand_characters_is_read_with_few_queries(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    version = _long(500)
    assert len(version.text) > 200_000
    with django_assert_max_num_queries(12):
        page = _read(desk, version)
    assert (page.count('<a class="m pending"'), page.count('<li id="c')) == (500, 500)


def test_of_a_very_long_text_the_part_around_a_candidate_is_shown(desk: Client) -> None:
    version = cast.warning("Nobody answered. " * 40_000 + cast.WARNING)
    candidate = cast.candidate(version)
    page: Any = desk.get(_url(version), {"at": str(candidate.start)})
    assert (page.context["part"].start, page.context["read"].count) == (candidate.start - PART // 2, 1)

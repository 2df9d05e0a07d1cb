"""Making a candidate by hand: of a selection that a browser counted in UTF-16, or of words that were pasted."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.admin.reading_proposals import code_points
from claims.models import Candidate
from sources.models import DocumentVersion
from tests import cast

pytestmark = pytest.mark.django_db
TEXT = "🚀 One will fly. 👩‍🚀 Two will fly.\nTwo will fly again."
JUST_TWO = "Two will fly"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _propose(client: Client, version: DocumentVersion, quote: str, **typed: Any) -> Any:
    given = {"quote": quote, "kind": "prediction", "claimant": ""} | typed
    return client.post(f"/admin/claims/candidate/text/{version.pk}/propose/", given)


def _selected(start: int, quote: str) -> dict[str, int]:
    return {"begin": _units(TEXT[:start]), "finish": _units(TEXT[: start + len(quote)])}


@pytest.mark.parametrize(("units", "points"), [(0, 0), (2, 1), (3, 2), (4, 3), (1, None), (9, None), (-1, None)])
def test_utf_16_units_are_counted_as_code_points(units: int, points: int | None) -> None:
    assert code_points("🚀 ab", units) == points


def test_a_selection_behind_an_emoji_is_quoted_to_the_character(desk: Client) -> None:
    version = cast.warning(TEXT)
    start = TEXT.rindex(JUST_TWO)
    _propose(desk, version, JUST_TWO, **_selected(start, JUST_TWO))
    made = Candidate.objects.get()
    assert (made.start, made.quote, made.proposed_by.username) == (start, JUST_TWO, "edith")  # type: ignore[union-attr]


def test_a_selection_over_two_lines_is_quoted_though_forms_send_other_line_ends(desk: Client) -> None:
    version = cast.warning(TEXT)
    quote = "fly.\nTwo"
    _propose(desk, version, quote.replace("\n", "\r\n"), **_selected(TEXT.index(quote), quote))
    assert Candidate.objects.get().quote == quote


def test_a_place_that_does_not_say_it_is_refused_and_nothing_typed_lost(desk: Client) -> None:
    version = cast.warning(TEXT)
    answer = _propose(desk, version, JUST_TWO, begin=0, finish=12, claimant="Rosa the pilot")
    assert (Candidate.objects.count(), "Rosa the pilot" in answer.content.decode()) == (0, True)


def test_pasted_words_are_found_in_the_text(desk: Client) -> None:
    version = cast.warning(TEXT)
    _propose(desk, version, "One will fly")
    assert Candidate.objects.get().start == 2


def test_of_words_said_twice_the_place_is_asked(desk: Client) -> None:
    answer = _propose(desk, cast.warning(TEXT), JUST_TWO)
    field = answer.context["propose_form"].fields["place"]
    assert (Candidate.objects.count(), [start for start, _context in field.choices]) == (0, [20, 34])


def test_the_place_that_was_chosen_is_quoted(desk: Client) -> None:
    version = cast.warning(TEXT)
    _propose(desk, version, JUST_TWO, place="34")
    assert Candidate.objects.get().start == 34


@pytest.mark.parametrize("quote", ["Three will fly", "two will fly", "  ", ""])
def test_words_that_the_text_does_not_say_are_refused(desk: Client, quote: str) -> None:
    _propose(desk, cast.warning(TEXT), quote)
    assert Candidate.objects.count() == 0


def test_afterwards_the_text_is_shown_at_the_new_candidate(desk: Client) -> None:
    version = cast.warning(TEXT)
    answer = _propose(desk, version, "One will fly")
    made = Candidate.objects.get()
    assert answer.headers["Location"] == f"/admin/claims/candidate/text/{version.pk}/#c{made.pk}"


def test_a_reader_may_not(armchair: Client) -> None:
    assert _propose(armchair, cast.warning(TEXT), "One will fly").status_code == 403


def test_in_a_restricted_text_nothing_is_proposed(desk: Client, edith: User) -> None:
    assert _propose(desk, cast.restricted(cast.warning(TEXT)), "One will fly").status_code == 404

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims import editing
from claims.admin.reading_precision import Precision, precisions
from claims.vocabulary.kinds import Kind
from sources.models import DocumentVersion
from tests import cast

pytestmark = pytest.mark.django_db


def _found(number: int) -> DocumentVersion:
    return cast.warning(" ".join(f"The {each}th bill will pass." for each in range(number)))


def _decide(edith: User, *, kept: int, rejected: int, pipeline: str = "3") -> DocumentVersion:
    version = _found(kept + rejected)
    for each in range(kept + rejected):
        candidate = cast.candidate(version, f"The {each}th bill will pass", pipeline=pipeline)
        if each < kept:
            editing.accept(candidate, by=edith)
        else:
            editing.reject(candidate, reason="too vague", by=edith)
    return version


def test_what_was_accepted_is_kept_out_of_what_was_decided(edith: User) -> None:
    _decide(edith, kept=7, rejected=3)
    assert precisions() == [Precision("3", "prediction", 7, 10)]


def test_under_ten_decisions_a_share_says_nothing(edith: User) -> None:
    _decide(edith, kept=6, rejected=3)
    assert precisions() == []


def test_what_was_reopened_counts_as_it_was_decided_last(edith: User) -> None:
    version = _decide(edith, kept=0, rejected=10)
    first = version.candidates.first()
    assert first is not None
    editing.reopen(first, reason="overlooked", by=edith)
    editing.accept(first, by=edith)
    assert precisions() == [Precision("3", "prediction", 1, 10)]


def test_what_an_editor_selected_is_no_finding_of_the_extractor(edith: User) -> None:
    version = _found(10)
    for each in range(10):
        quote = f"The {each}th bill will pass"
        start = version.text.index(quote)
        by_hand = editing.propose(version, start, start + len(quote), quote=quote, kind=Kind.PREDICTION, by=edith)
        editing.accept(by_hand, by=edith)
    assert precisions() == []


def test_the_reading_view_shows_it(desk: Client, edith: User) -> None:
    version = _decide(edith, kept=7, rejected=3)
    page = desk.get(f"/admin/claims/candidate/text/{version.pk}/").content.decode()
    assert "<td>70&#8239;%</td><td>10</td>" in page

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims import editing
from claims.models import Claim, ClaimRelation
from tests import cast

pytestmark = pytest.mark.django_db
CLAIMS = "/admin/claims/claim/"
Kind = ClaimRelation.Kind


@pytest.fixture
def one(edith: User) -> Claim:
    return editing.accept(cast.candidate(), by=edith)


@pytest.fixture
def other(edith: User, one: Claim) -> Claim:
    return editing.accept(cast.deadline(cast.warning()), by=edith)


def _say(desk: Client, one: Claim, other: Claim, kind: str, **more: str) -> None:
    typed = {"revision": str(one.revision), "other": str(other.pk), "kind": kind, "holds": "yes"} | more
    desk.post(f"{CLAIMS}{one.pk}/relate/", typed)


def _page(desk: Client, claim: Claim) -> str:
    return desk.get(f"{CLAIMS}{claim.pk}/change/").content.decode()


def test_another_claim_is_found_by_its_words(desk: Client, one: Claim, other: Claim) -> None:
    found = desk.get(f"{CLAIMS}{one.pk}/relate/", {"find": "troops"}).context["found"]
    assert found == [other]


def test_claims_that_look_alike_are_offered_first(desk: Client, edith: User, one: Claim, other: Claim) -> None:
    twin = editing.accept(cast.candidate(cast.warning(publisher=cast.agence())), by=edith)
    assert desk.get(f"{CLAIMS}{one.pk}/relate/").context["found"][0] == twin


def test_a_claim_that_one_may_not_read_is_not_related(desk: Client, one: Claim, other: Claim) -> None:
    Claim.objects.filter(pk=other.pk).update(withheld_at=cast.SATURDAY)
    _say(desk, one, other, "same")
    assert not ClaimRelation.objects.exists()


def test_both_claims_tell_of_their_relation(desk: Client, one: Claim, other: Claim) -> None:
    _say(desk, one, other, "contradicts")
    assert [page.count("Contradicts <a") for page in (_page(desk, one), _page(desk, other))] == [1, 1]


@pytest.mark.parametrize(
    "told",
    [
        ("supersedes", "Supersedes", "Is superseded by"),
        ("inverse-supersedes", "Is superseded by", "Supersedes"),
        ("part_of", "Is part of", "Has as a part"),
    ],
)
def test_a_relation_of_one_direction_is_told_from_either_side(
    desk: Client, one: Claim, other: Claim, told: tuple[str, str, str]
) -> None:
    said, here, there = told
    _say(desk, one, other, said)
    assert (f"{here} <a" in _page(desk, one), f"{there} <a" in _page(desk, other)) == (True, True)


def test_a_no_is_shown_with_its_reason_behind_a_fold(desk: Client, one: Claim, other: Claim) -> None:
    _say(desk, one, other, "same", holds="no", reason="Another border.")
    page = _page(desk, one)
    assert ("1 relation that was refused" in page, "Another border." in page) == (True, True)


def test_a_relation_is_taken_back_and_said_again(desk: Client, edith: User, one: Claim, other: Claim) -> None:
    relation = editing.relate(one, other, Kind.SAME, by=edith)
    states = []
    for act in ("refuse-relation", "hold-relation"):
        one.refresh_from_db()
        desk.post(f"{CLAIMS}{one.pk}/relation/{relation.pk}/{act}/", {"revision": one.revision})
        relation.refresh_from_db()
        states.append(relation.state)
    assert states == ["refused", "held"]


def test_a_relation_of_other_claims_is_not_changed_here(desk: Client, edith: User, one: Claim, other: Claim) -> None:
    third = editing.accept(cast.candidate(cast.warning(publisher=cast.agence())), by=edith)
    relation = editing.relate(other, third, Kind.SAME, by=edith)
    assert desk.get(f"{CLAIMS}{one.pk}/relation/{relation.pk}/refuse-relation/").status_code == 404


def test_a_reader_relates_nothing(armchair: Client, one: Claim, other: Claim) -> None:
    assert armchair.post(f"{CLAIMS}{one.pk}/relate/", {"other": other.pk}).status_code == 403


def test_a_relation_to_a_hidden_claim_is_not_told(desk: Client, edith: User, one: Claim, other: Claim) -> None:
    editing.relate(one, other, Kind.SAME, by=edith)
    Claim.objects.filter(pk=other.pk).update(withheld_at=cast.SATURDAY)
    assert desk.get(f"{CLAIMS}{one.pk}/change/").context["relations"] == []


def test_the_page_tells_of_the_calendars_looks(desk: Client, other: Claim) -> None:
    other.rechecks.create(reason="due", scheduled_for=cast.INVASION)
    assert "a verdict is owed</li>" in _page(desk, other)

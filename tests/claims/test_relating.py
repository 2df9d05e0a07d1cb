"""How claims hang together: relations, a *no* that is remembered, topics."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from claims import editing
from claims.models import Claim, Claimant, ClaimRelation, Topic
from tests import cast

pytestmark = pytest.mark.django_db

SAME, SUPERSEDES = ClaimRelation.Kind.SAME, ClaimRelation.Kind.SUPERSEDES


@pytest.fixture
def by() -> User:
    return cast.edith()


@pytest.fixture
def two(by: User) -> tuple[Claim, Claim]:
    version = cast.warning()
    return editing.accept(cast.candidate(version), by=by), editing.accept(cast.deadline(version), by=by)


def test_to_be_the_same_holds_both_ways_and_is_stored_once(two: tuple[Claim, Claim], by: User) -> None:
    one, other = two
    editing.relate(one, other, SAME, by=by)
    editing.relate(other, one, SAME, by=by)
    assert ClaimRelation.objects.of(one).get() == ClaimRelation.objects.of(other).get()


def test_to_supersede_holds_one_way(two: tuple[Claim, Claim], by: User) -> None:
    one, other = two
    assert editing.relate(other, one, SUPERSEDES, by=by).claim == other


def test_a_no_is_remembered(two: tuple[Claim, Claim], by: User) -> None:
    editing.refuse_relation(*two, SAME, by=by)
    assert ClaimRelation.objects.get().state == "refused"


def test_who_thinks_again_says_yes_in_the_place_of_the_no(two: tuple[Claim, Claim], by: User) -> None:
    editing.refuse_relation(*two, SAME, reason="another border", by=by)
    editing.relate(*two, SAME, by=by)
    relation = ClaimRelation.objects.get()
    assert (relation.state, relation.reason) == ("held", "")


def test_a_claim_is_not_related_to_itself(two: tuple[Claim, Claim], by: User) -> None:
    with pytest.raises(ValidationError) as error:
        editing.relate(two[0], two[0], SAME, by=by)
    assert list(error.value.message_dict) == ["other"]


def test_a_relation_to_a_claim_that_is_hidden_is_hidden(two: tuple[Claim, Claim], by: User) -> None:
    editing.relate(*two, SAME, by=by)
    Claim.objects.filter(pk=two[1].pk).update(withheld_at=cast.SATURDAY)
    assert list(ClaimRelation.objects.visible_to(by)) == []


def test_claims_are_sorted_under_topics_together(two: tuple[Claim, Claim], by: User) -> None:
    ukraine = Topic.objects.create(name="Ukraine", slug="ukraine")
    assert (editing.sort_under(two, [ukraine], by=by), editing.sort_under(two, [ukraine], by=by)) == (2, 0)


def test_claims_are_taken_from_under_a_topic(two: tuple[Claim, Claim], by: User) -> None:
    ukraine = Topic.objects.create(name="Ukraine", slug="ukraine")
    editing.sort_under(two, [ukraine], by=by)
    editing.take_from_under(two[:1], [ukraine], by=by)
    assert list(ukraine.claims.all()) == [two[1]]


@pytest.mark.parametrize("model", [Topic, Claimant])
def test_names_that_differ_only_in_case_are_one_name(model: type[Topic] | type[Claimant]) -> None:
    model.objects.create(name="Ukraine")
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(name="UKRAINE")

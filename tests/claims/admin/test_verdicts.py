import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from claims import editing
from claims.models import Claim, Rating, Verdict
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(edith: User) -> Claim:
    """*As early as Wednesday*, by London's clock."""
    return editing.accept(cast.candidate(), by=edith)


def _url(claim: Claim) -> str:
    return f"/admin/claims/claim/{claim.pk}/settle/"


def _typed(slug: str = "came-true", **fields: object) -> dict[str, object]:
    return {
        "rating": Rating.objects.get(slug=slug).pk,
        "known_at": "2022-02-24T05:00",
        "rationale": "Reuters, 24 February.",
        "resolution_criteria": "Troops cross the border.",
        "replaces": "",
    } | fields


def test_a_verdict_is_given(desk: Client, claim: Claim, edith: User) -> None:
    desk.post(_url(claim), _typed())
    verdict = Verdict.objects.get()
    assert (verdict.rating.slug, verdict.decided_by, verdict.rationale) == ("came-true", edith, "Reuters, 24 February.")


def test_missing_criteria_are_filled_by_the_verdict(desk: Client, claim: Claim) -> None:
    desk.post(_url(claim), _typed())
    claim.prediction.refresh_from_db()
    assert claim.prediction.resolution_criteria == "Troops cross the border."


def test_the_hour_is_that_of_the_predictions_zone(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.candidate(cast.warning(publisher=cast.agence())), by=edith)
    desk.post(_url(claim), _typed())
    assert Verdict.objects.get().known_at.isoformat() == "2022-02-24T04:00:00+00:00"


def test_after_a_verdict_the_claim_is_shown(desk: Client, claim: Claim) -> None:
    assert desk.post(_url(claim), _typed()).headers["Location"] == f"/admin/claims/claim/{claim.pk}/change/"


def test_the_admins_history_tells_of_the_verdict(desk: Client, claim: Claim) -> None:
    desk.post(_url(claim), _typed())
    assert LogEntry.objects.get().change_message == "Verdict given: Came true."


@pytest.mark.parametrize(
    ("kind", "scale"), [("prediction", "outcome"), ("commitment", "commitment"), ("factual", "truth")]
)
def test_only_ratings_of_the_right_scale_are_offered(desk: Client, edith: User, kind: str, scale: str) -> None:
    claim = editing.accept(cast.candidate(kind=kind), by=edith)
    offered = desk.get(_url(claim)).context["form"].fields["rating"].queryset
    assert {rating.scale.slug for rating in offered} == {scale}


def test_criteria_that_are_written_are_not_asked_for_again(desk: Client, claim: Claim) -> None:
    claim.prediction.resolution_criteria = "Troops cross the border."
    claim.prediction.save()
    assert "resolution_criteria" not in desk.get(_url(claim)).context["form"].fields


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("rating", {"rating": ""}),
        ("rating", {"rating": "x"}),
        ("known_at", {"known_at": ""}),
        ("known_at", {"known_at": "yesterday"}),
        ("known_at", {"known_at": "2022-03-27T01:30"}),
        ("known_at", {"known_at": "2999-01-01T00:00"}),
        ("rationale", {"rationale": " "}),
        ("rationale", {"rationale": "a\x00b"}),
        ("resolution_criteria", {"resolution_criteria": " "}),
        ("replaces", {"replaces": "x"}),
    ],
)
def test_bad_input_is_named_by_its_field_and_settles_nothing(
    desk: Client, claim: Claim, field: str, typed: dict[str, str]
) -> None:
    form = desk.post(_url(claim), _typed(**typed)).context["form"]
    assert (list(form.errors), Verdict.objects.count()) == ([field], 0)


def test_what_cannot_be_known_yet_is_said_beside_the_rating(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.deadline(), by=edith)
    typed = _typed("did-not-come-true", known_at="2022-02-20T12:00")
    assert list(desk.post(_url(claim), typed).context["form"].errors) == ["rating"]


def test_a_rating_of_another_scale_is_refused(desk: Client, claim: Claim) -> None:
    assert list(desk.post(_url(claim), _typed("mostly-true")).context["form"].errors) == ["rating"]


def test_the_form_shows_the_verdict_it_replaces(desk: Client, claim: Claim, edith: User) -> None:
    cast.settled(claim, edith)
    assert "It began on the 24th." in desk.get(_url(claim)).content.decode()


def test_a_newer_verdict_replaces_the_one_shown(desk: Client, claim: Claim, edith: User) -> None:
    first = cast.settled(claim, edith)
    desk.post(_url(claim), _typed("ambiguous", replaces=first.pk))
    claim.refresh_from_db()
    assert claim.current_verdict is not None
    assert claim.current_verdict.replaces == first


def test_a_stale_form_is_refused_and_keeps_what_was_typed(desk: Client, claim: Claim, edith: User) -> None:
    cast.settled(claim, edith)
    page = desk.post(_url(claim), _typed("ambiguous", rationale="My careful words")).content.decode()
    said = ("Somebody else has given a verdict", "It began on the 24th.", "My careful words")
    assert [words for words in said if words not in page] == []


def test_a_stale_form_gives_no_verdict(desk: Client, claim: Claim, edith: User) -> None:
    cast.settled(claim, edith)
    desk.post(_url(claim), _typed("ambiguous"))
    assert Verdict.objects.count() == 1


def test_having_read_the_newer_verdict_the_editor_may_replace_it(desk: Client, claim: Claim, edith: User) -> None:
    first = cast.settled(claim, edith)
    shown_again = desk.post(_url(claim), _typed("ambiguous")).context["form"]
    assert shown_again["replaces"].value() == str(first.pk)


def test_the_same_form_sent_twice_gives_one_verdict(desk: Client, claim: Claim) -> None:
    for _time in range(2):
        desk.post(_url(claim), _typed())
    assert Verdict.objects.count() == 1


def test_a_verdict_of_another_claim_cannot_be_replaced(desk: Client, claim: Claim, edith: User) -> None:
    other = editing.accept(cast.candidate(cast.warning(publisher=cast.agence())), by=edith)
    verdict = cast.settled(other, edith)
    assert list(desk.post(_url(claim), _typed(replaces=verdict.pk)).context["form"].errors) == ["replaces"]


def test_a_withdrawn_claim_is_not_settled(desk: Client, edith: User) -> None:
    candidate = cast.candidate()
    claim = editing.accept(candidate, by=edith)
    editing.reopen(candidate, reason="wrong claimant", by=edith)
    assert "has been withdrawn" in desk.post(_url(claim), _typed()).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_reader_gives_no_verdict(armchair: Client, claim: Claim, method: str) -> None:
    assert getattr(armchair, method)(_url(claim), _typed()).status_code == 403


def test_a_claim_in_hidden_documents_only_is_not_settled(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.candidate(cast.restricted(cast.warning())), by=edith)
    assert desk.post(_url(claim), _typed()).status_code == 404

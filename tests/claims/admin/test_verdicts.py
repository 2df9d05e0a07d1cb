import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from claims import adducing, editing, settling
from claims.models import Claim, Rating, Verdict
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(edith: User) -> Claim:
    """*As early as Wednesday*, by London's clock, with a piece of evidence."""
    claim = editing.accept(cast.candidate(), by=edith)
    cast.adduced(claim, edith)
    return claim


def _url(claim: Claim, act: str = "settle") -> str:
    return f"/admin/claims/claim/{claim.pk}/{act}/"


def _typed(claim: Claim, slug: str = "came-true", **fields: object) -> dict[str, object]:
    """What an editor sends who has the claim before them as it stands now."""
    claim.refresh_from_db()
    return {
        "revision": claim.revision,
        "rating": Rating.objects.get(slug=slug).pk,
        "known_at": "2022-02-24T05:00",
        "rationale": "Reuters, 24 February.",
        "evidence": [piece.pk for piece in claim.evidence.all()],
        "resolution_criteria": "Troops cross the border.",
    } | fields


def test_a_verdict_is_given(desk: Client, claim: Claim, edith: User) -> None:
    desk.post(_url(claim), _typed(claim))
    verdict = Verdict.objects.get()
    assert (str(verdict.rating), verdict.decided_by, verdict.rationale) == ("Came true", edith, "Reuters, 24 February.")


def test_a_verdict_rests_on_the_chosen_evidence(desk: Client, claim: Claim, edith: User) -> None:
    chosen = claim.evidence.get()
    cast.adduced(claim, edith, "another report")
    desk.post(_url(claim), _typed(claim, evidence=[chosen.pk]))
    assert list(Verdict.objects.get().evidence.all()) == [chosen]


def test_after_a_verdict_its_author_is_told_that_it_waits(desk: Client, claim: Claim) -> None:
    answer = desk.post(_url(claim), _typed(claim), follow=True)
    said = "Verdict proposed: Came true. It waits for a second person."
    assert [str(message) for message in answer.context["messages"]] == [said]


def test_where_four_eyes_are_switched_off_it_is_given_at_once(desk: Client, claim: Claim, settings: Settings) -> None:
    settings.FOUR_EYES = False
    answer = desk.post(_url(claim), _typed(claim), follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Verdict given: Came true."]


def test_missing_criteria_are_filled_by_the_verdict(desk: Client, claim: Claim) -> None:
    desk.post(_url(claim), _typed(claim))
    claim.prediction.refresh_from_db()
    assert claim.prediction.resolution_criteria == "Troops cross the border."


def test_the_hour_is_that_of_the_predictions_zone(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.candidate(cast.warning(publisher=cast.agence())), by=edith)
    cast.adduced(claim, edith)
    desk.post(_url(claim), _typed(claim))
    assert Verdict.objects.get().known_at.isoformat() == "2022-02-24T04:00:00+00:00"


def test_after_a_verdict_the_claim_is_shown(desk: Client, claim: Claim) -> None:
    assert desk.post(_url(claim), _typed(claim)).headers["Location"] == f"/admin/claims/claim/{claim.pk}/change/"


def test_the_admins_recent_actions_tell_of_the_verdict(desk: Client, claim: Claim) -> None:
    desk.post(_url(claim), _typed(claim))
    assert LogEntry.objects.get().change_message == "Verdict proposed: Came true. It waits for a second person."


@pytest.mark.parametrize(
    ("kind", "scale"), [("prediction", "outcome"), ("commitment", "commitment"), ("factual", "truth")]
)
def test_only_ratings_of_the_right_scale_are_offered(desk: Client, edith: User, kind: str, scale: str) -> None:
    claim = editing.accept(cast.candidate(kind=kind), by=edith)
    offered = desk.get(_url(claim)).context["form"].fields["rating"].queryset
    assert {rating.scale.slug for rating in offered} == {scale}


def test_criteria_that_are_written_are_not_asked_for_again(desk: Client, claim: Claim, edith: User) -> None:
    settling.word_criteria(claim, "Troops cross the border.", by=edith)
    assert "resolution_criteria" not in desk.get(_url(claim)).context["form"].fields


@pytest.mark.parametrize(
    ("kind", "resolves_on", "offered"),
    [
        ("prediction", "occurrence", ["", "now_impossible"]),
        ("prediction", "persistence", ["", "now_certain"]),
        ("factual", "occurrence", None),
    ],
)
def test_early_certainty_is_offered_only_where_it_can_apply(
    desk: Client, edith: User, kind: str, resolves_on: str, offered: list[str] | None
) -> None:
    claim = editing.accept(cast.candidate(kind=kind, resolves_on=resolves_on), by=edith)
    field = desk.get(_url(claim)).context["form"].fields.get("certainty")
    assert (field and [value for value, _label in field.choices]) == offered


def test_a_reason_is_asked_for_only_where_a_verdict_counts(desk: Client, claim: Claim, edith: User) -> None:
    before = "reason" in desk.get(_url(claim)).context["form"].fields
    cast.settled(claim, edith)
    assert (before, "reason" in desk.get(_url(claim)).context["form"].fields) == (False, True)


def test_only_accepted_evidence_is_offered(desk: Client, claim: Claim, edith: User) -> None:
    adducing.reject_evidence(cast.adduced(claim, edith, "a rumour"), reason="a rumour", by=edith)
    offered = desk.get(_url(claim)).context["form"].fields["evidence"].queryset
    assert [piece.quote for piece in offered] == ["troops crossed the border"]


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
        ("evidence", {"evidence": []}),
        ("evidence", {"evidence": ["x"]}),
        ("evidence", {"evidence": ["0"]}),
        ("certainty", {"certainty": "now_impossible"}),
        ("certainty", {"certainty": "now_certain"}),
    ],
)
def test_bad_input_is_named_by_its_field_and_settles_nothing(
    desk: Client, claim: Claim, field: str, typed: dict[str, str]
) -> None:
    form = desk.post(_url(claim), _typed(claim, **typed)).context["form"]
    assert (list(form.errors), Verdict.objects.count()) == ([field], 0)


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999"])
def test_a_form_that_does_not_say_what_was_seen_is_refused(desk: Client, claim: Claim, revision: str) -> None:
    answer = desk.post(_url(claim), _typed(claim, revision=revision))
    assert (answer.status_code, Verdict.objects.count()) == (409, 0)


def test_what_cannot_be_known_yet_is_said_beside_the_rating(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.deadline(), by=edith)
    cast.adduced(claim, edith)
    typed = _typed(claim, "did-not-come-true", known_at="2022-02-20T12:00")
    assert list(desk.post(_url(claim), typed).context["form"].errors) == ["rating"]


def test_a_rating_of_another_scale_is_refused(desk: Client, claim: Claim) -> None:
    assert list(desk.post(_url(claim), _typed(claim, "mostly-true")).context["form"].errors) == ["rating"]


def test_the_form_shows_the_verdict_it_replaces(desk: Client, claim: Claim, edith: User) -> None:
    cast.settled(claim, edith)
    assert "It began on the 24th." in desk.get(_url(claim)).content.decode()


def test_a_newer_verdict_replaces_the_one_shown(desk: Client, claim: Claim, edith: User) -> None:
    first = cast.settled(claim, edith)
    desk.post(_url(claim), _typed(claim, "ambiguous", reason="Not in force."))
    claim.refresh_from_db()
    assert claim.proposed_verdict is not None
    assert claim.proposed_verdict.replaces == first


def test_the_same_form_sent_twice_gives_one_verdict(desk: Client, claim: Claim) -> None:
    typed = _typed(claim)
    for _time in range(2):
        desk.post(_url(claim), typed)
    assert Verdict.objects.count() == 1


def test_a_withdrawn_claim_is_not_settled(desk: Client, edith: User) -> None:
    candidate = cast.candidate()
    claim = editing.accept(candidate, by=edith)
    editing.reopen(candidate, reason="wrong claimant", by=edith)
    assert "has been withdrawn" in desk.post(_url(claim), _typed(claim)).content.decode()


def test_what_counts_is_retracted_with_a_reason(desk: Client, claim: Claim, edith: User) -> None:
    cast.settled(claim, edith)
    desk.post(_url(claim, "retract"), {"revision": claim.revision, "reason": "The wire withdrew it."})
    verdict = Verdict.objects.first()
    assert verdict is not None
    assert (verdict.is_retraction, verdict.reason) == (True, "The wire withdrew it.")


def test_nothing_is_retracted_without_a_reason(desk: Client, claim: Claim, edith: User) -> None:
    cast.settled(claim, edith)
    form = desk.post(_url(claim, "retract"), {"revision": claim.revision, "reason": " "}).context["form"]
    assert (list(form.errors), Verdict.objects.count()) == (["reason"], 1)


def _standings(client: Client, claim: Claim) -> list[str]:
    shown = client.get(f"/admin/claims/claim/{claim.pk}/change/").context["verdicts"]
    return [each.standing.value for each in shown]


def test_every_verdict_of_the_chain_says_what_became_of_it(desk: Client, claim: Claim, edith: User) -> None:
    cast.proposed(claim, edith)
    settling.send_back(claim, comment="Which border?", by=cast.rosa())
    cast.settled(claim, edith)
    cast.settled(claim, edith, "ambiguous", reason="Not in force.")
    settling.retract(claim, reason="The wire withdrew it.", by=edith)
    waiting = _standings(desk, claim)
    settling.approve(claim, by=cast.rosa())
    assert (waiting, _standings(desk, claim)) == (
        ["waits", "counts", "superseded", "bettered"],
        ["approved", "retracted", "superseded", "bettered"],
    )


ACTS = ["settle", "retract", "criteria", "condition", "horizon", "adduce-page", "adduce-passage"]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("act", [*ACTS, "approve", "send-back", "withhold", "release"])
def test_a_reader_decides_nothing(armchair: Client, claim: Claim, act: str, method: str) -> None:
    assert getattr(armchair, method)(_url(claim, act), _typed(claim)).status_code == 403


@pytest.mark.parametrize("act", ACTS)
def test_a_claim_in_hidden_documents_only_is_not_found(desk: Client, edith: User, act: str) -> None:
    claim = editing.accept(cast.candidate(cast.restricted(cast.warning())), by=edith)
    assert desk.post(_url(claim, act), _typed(claim)).status_code == 404


@pytest.mark.parametrize("act", ACTS)
def test_following_a_link_decides_nothing(desk: Client, claim: Claim, act: str) -> None:
    claim.refresh_from_db()
    answer = desk.get(_url(claim, act))
    assert (answer.status_code, Claim.objects.get(pk=claim.pk).revision) == (200, claim.revision)

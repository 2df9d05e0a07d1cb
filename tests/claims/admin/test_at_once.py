"""Two editors who send their forms in the same moment: one decides, the other is shown what was decided."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims import editing
from claims.models import Approval, Candidate, CandidateDecision, Claim, Evidence, Rating, Verdict
from tests import cast
from tests.at_once import contests
from tests.servers import Servers

ROUNDS = 5
Acts = tuple[Callable[[], int], Callable[[], int]]
Contest = Callable[[Client, Client], Acts]


def _send(client: Client, path: str, typed: Mapping[str, object]) -> int:
    return client.post(path, typed).status_code


def _a_claim() -> Claim:
    version = cast.warning(f"{cast.WARNING} {Claim.objects.count()}")
    return editing.accept(cast.deadline(version), by=User.objects.get(username="edith"))


def two_verdicts(editor: Client, reviewer: Client) -> Acts:
    claim = _a_claim()
    typed = {
        "revision": claim.revision,
        "rating": Rating.objects.get(slug="ambiguous").pk,
        "known_at": "2022-02-24T05:00",
        "rationale": "Nobody can tell.",
        "resolution_criteria": "Troops cross.",
    }
    path = f"/admin/claims/claim/{claim.pk}/settle/"
    return partial(_send, editor, path, typed), partial(_send, reviewer, path, typed)


def two_answers(_editor: Client, reviewer: Client) -> Acts:
    """Rosa approves and sends back, from two windows."""
    claim = _a_claim()
    cast.proposed(claim, User.objects.get(username="edith"))
    path, typed = f"/admin/claims/claim/{claim.pk}", {"revision": claim.revision, "comment": "Which border?"}
    return partial(_send, reviewer, f"{path}/approve/", typed), partial(_send, reviewer, f"{path}/send-back/", typed)


def two_on_a_candidate(editor: Client, reviewer: Client) -> Acts:
    candidate = cast.deadline(cast.warning(f"{cast.WARNING} {Candidate.objects.count()}"))
    path, typed = f"/admin/claims/candidate/{candidate.pk}/reject/", {"revision": "1", "reason": "too vague"}
    return partial(_send, editor, path, typed), partial(_send, reviewer, path, typed)


def two_on_evidence(editor: Client, reviewer: Client) -> Acts:
    claim = _a_claim()
    piece = cast.adduced(claim, User.objects.get(username="edith"))
    path = f"/admin/claims/claim/{claim.pk}/evidence/{piece.pk}/reject/"
    typed = {"revision": claim.revision, "state": "accepted", "reason": "another border"}
    return partial(_send, editor, path, typed), partial(_send, reviewer, path, typed)


CONTESTS: dict[str, tuple[Contest, Callable[[], int]]] = {
    "verdicts": (two_verdicts, Verdict.objects.count),
    "answers": (two_answers, Approval.objects.count),
    "candidates": (two_on_a_candidate, CandidateDecision.objects.count),
    "evidence": (two_on_evidence, Evidence.objects.filter(state="rejected").count),
}


def meet(contest: Contest, rounds: int) -> Counter[tuple[int, ...]]:
    """How so many contests between Edith and Rosa, both signed in, ended."""
    desks = (Client(raise_request_exception=False), Client(raise_request_exception=False))
    for client, user in zip(desks, (cast.edith(), cast.rosa()), strict=True):
        client.force_login(user)

    def each() -> Iterator[Acts]:
        for _round in range(rounds):
            yield contest(*desks)

    return contests(each())


@pytest.mark.parametrize(("contest", "decided"), CONTESTS.values(), ids=CONTESTS)
def test_of_two_forms_sent_at_once_one_decides(
    own_database: Servers, contest: Contest, decided: Callable[[], int]
) -> None:
    assert (meet(contest, ROUNDS), decided()) == (Counter({(302, 409): ROUNDS}), ROUNDS)

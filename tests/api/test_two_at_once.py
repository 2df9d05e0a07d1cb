"""Two who decide on the same thing in the same moment: one wins, the other learns of it."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from claims import editing
from claims.models import Candidate, CandidateDecision, Claim, Evidence, Verdict
from tests import cast
from tests.api.conftest import decide, etag, with_token
from tests.at_once import contests
from tests.servers import Servers

ROUNDS = 10
Contest = Callable[[APIClient, APIClient], tuple[Callable[[], int], Callable[[], int]]]


def status(client: APIClient, path: str, body: dict[str, Any], read: str) -> int:
    code: int = decide(client, path, body, read=read).status_code
    return code


def both(editor: APIClient, reviewer: APIClient, row: str, act: str, body: dict[str, Any]) -> Any:
    """The same decision by two people who have read the same."""
    read = etag(editor, row)
    return tuple(partial(status, client, f"{row}{act}/", body, read) for client in (editor, reviewer))


def ruth() -> User:
    """Another reviewer."""
    return User.objects.create_user("ruth", password="ruth-approves-too")


def a_claim() -> Claim:
    return editing.accept(cast.deadline(cast.warning(f"{cast.WARNING} {Claim.objects.count()}")), by=_edith())


def _edith() -> User:
    return User.objects.get(username="edith")


def two_verdicts(editor: APIClient, reviewer: APIClient) -> Any:
    claim = a_claim()
    body = {
        "rating": "ambiguous",
        "rationale": "Nobody can tell.",
        "known_at": "2022-02-21T00:00:00Z",
        "resolution_criteria": "Troops cross.",
    }
    return both(editor, reviewer, f"/api/v1/claims/{claim.pk}/", "verdict", body)


def two_answers(editor: APIClient, reviewer: APIClient) -> Any:
    """One approves, one sends back."""
    claim = a_claim()
    cast.proposed(claim, by=_edith())
    row = f"/api/v1/claims/{claim.pk}/"
    read, other = etag(reviewer, row), with_token(User.objects.get(username="ruth"))
    return (
        partial(status, reviewer, f"{row}approve/", {}, read),
        partial(status, other, f"{row}send-back/", {"comment": "Which border?"}, read),
    )


def two_on_a_candidate(editor: APIClient, reviewer: APIClient) -> Any:
    """One accepts, one rejects."""
    candidate = cast.deadline(cast.warning(f"{cast.WARNING} {Candidate.objects.count()}"))
    row = f"/api/v1/candidates/{candidate.pk}/"
    read = etag(editor, row)
    return (
        partial(status, editor, f"{row}accept/", {}, read),
        partial(status, reviewer, f"{row}reject/", {"reason": "too vague"}, read),
    )


def two_on_evidence(editor: APIClient, reviewer: APIClient) -> Any:
    piece = cast.adduced(a_claim(), _edith())
    return both(editor, reviewer, f"/api/v1/evidence/{piece.pk}/", "reject", {"reason": "another border"})


CONTESTS: dict[str, tuple[Contest, Callable[[], int]]] = {
    "verdicts": (two_verdicts, Verdict.objects.count),
    "answers": (two_answers, Verdict.objects.filter(approval__isnull=False).count),
    "candidates": (two_on_a_candidate, CandidateDecision.objects.count),
    "evidence": (two_on_evidence, Evidence.objects.filter(state="rejected").count),
}


def meet(contest: Contest, rounds: int) -> Counter[tuple[int, ...]]:
    """How so many contests between Edith and Rosa ended."""
    edith, rosa = cast.edith(), cast.rosa()
    ruth().groups.set(rosa.groups.all())
    editor, reviewer = with_token(edith), with_token(rosa)

    def each() -> Iterator[tuple[Callable[[], int], Callable[[], int]]]:
        for _round in range(rounds):
            yield contest(editor, reviewer)

    return contests(each())


@pytest.mark.parametrize(("contest", "decided"), CONTESTS.values(), ids=CONTESTS)
def test_of_two_who_decide_at_once_one_wins(
    own_database: Servers, contest: Contest, decided: Callable[[], int]
) -> None:
    assert (meet(contest, ROUNDS), decided()) == (Counter({(200, 412): ROUNDS}), ROUNDS)

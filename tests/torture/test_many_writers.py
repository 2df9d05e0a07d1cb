"""Forty people commit at once: the ledger has no holes, stands in order, and nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import close_old_connections, connection

from claims import editing, ledger, settling
from claims.models import Approval, Claim, LedgerEntry, Verdict
from claims.refusals import Refused
from tests import cast
from tests.servers import Servers
from tests.torture.size import count

pytestmark = pytest.mark.torture

WRITERS = 40
COMMITS_EACH = count(10, 100)


def test_forty_writers_leave_a_ledger_without_holes_or_disorder(own_database: Servers) -> None:
    def write(writer: int) -> None:
        with psycopg.connect(own_database.application_url, autocommit=True) as application:
            for number in range(COMMITS_EACH):
                application.execute(
                    "INSERT INTO claims_claimant (name, kind, is_anonymous, aliases, same_as)"
                    " VALUES (%s, 'person', false, '[]', '')",
                    [f"Claimant {writer}.{number}"],
                )

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    assert LedgerEntry.objects.filter(object_table="claims_claimant").count() == WRITERS * COMMITS_EACH
    assert list(ledger.faults()) == []


def test_many_editors_and_reviewers_decide_at_once_and_none_waits_for_another_for_ever(own_database: Servers) -> None:
    """Verbs lock claims and refer to them: with too strong a lock, two would wait for one another at commit."""
    version = cast.warning()
    editor, reviewer = cast.edith(), cast.rosa()
    claims = [editing.accept(cast.deadline(version, pipeline=f"run {n}"), by=editor) for n in range(8)]
    evidence = [cast.adduced(claim, editor) for claim in claims]

    def decide(turn: int) -> str:
        close_old_connections()
        try:
            claim = Claim.objects.get(pk=claims[turn % 8].pk)
            if turn % 3 and claim.proposed_verdict_id:
                settling.approve(claim, by=reviewer)
            else:
                reason = "seen anew" if claim.current_verdict_id else ""
                settling.settle(claim, cast.finding(evidence[turn % 8], reason=reason), by=editor)
        except Refused as refused:
            return str(refused.refusal)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(decide, range(count(160, 1600))))
    assert set(outcomes) <= {"done", "stale", "not_proposed"}
    assert outcomes.count("done") == Verdict.objects.count() + Approval.objects.count()
    assert list(ledger.faults()) == []

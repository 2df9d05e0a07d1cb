"""Workers, documents and claims in the same moment, in a database in which they commit."""

import pytest

from claims import editing, ledger, passages, searching, suggesting
from claims.models import Evidence
from tests import cast
from tests.at_once import at_once
from tests.matching_world import CROSSED, border_counts, deadline, filed, later, piece, reports, suggested
from tests.servers import Servers

__all__ = ["border_counts"]
pytestmark = pytest.mark.usefixtures("border_counts")


def test_two_workers_at_once_propose_no_double(own_database: Servers) -> None:
    claim = deadline(cast.edith())
    told = reports(3)
    pieces = {claim.pk: [piece(version) for version in told]}
    counts = at_once(*[lambda: suggesting.suggest(pieces)] * 4)
    assert (sorted(counts), Evidence.objects.count()) == ([0, 0, 0, 3], 3)


def test_a_document_and_a_claim_of_the_same_moment_find_each_other(own_database: Servers) -> None:
    by = cast.edith()
    for number in range(6):
        version = cast.warning(f"{cast.WARNING} Edition {number}.")
        editing.accept(cast.deadline(version), by=by)
        later(f"{CROSSED} Report {number}.", days=9 + number)
        at_once(passages.sweep_passages, searching.sweep_searches)
        assert Evidence.objects.filter(claim__appearances__version=version).exists()


def test_the_ledger_stands_with_what_was_proposed(own_database: Servers) -> None:
    deadline(cast.edith())
    filed()
    Evidence.objects.update(score=0.1, why=[])
    assert (suggested(), list(ledger.faults())) == ([CROSSED], [])

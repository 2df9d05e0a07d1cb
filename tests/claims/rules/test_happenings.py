"""What an entry of the ledger tells people, as a table."""

from typing import Any

import pytest

from claims.rules.happenings import News, news
from claims.vocabulary.happenings import Happening

Image = dict[str, Any] | None

Entry = tuple[str, str, str, Image, Image]

TOLD: list[tuple[Entry, News]] = [
    (("claims_claim", "insert", "accept", None, {"id": 1}), News(Happening.NEW_CLAIM)),
    (("claims_appearance", "insert", "attach", None, {"version_id": 4}), News(Happening.APPEARANCE, version=4)),
    (
        ("claims_evidence", "insert", "", None, {"state": "suggested", "version_id": 5}),
        News(Happening.EVIDENCE_SUGGESTED, version=5),
    ),
    (
        (
            "claims_evidence",
            "update",
            "accept evidence",
            {"state": "suggested"},
            {"state": "accepted", "version_id": None},
        ),
        News(Happening.EVIDENCE_ACCEPTED),
    ),
    (("claims_verdict", "insert", "settle", None, {"rating_id": 3, "needs_approval": True}), News(Happening.PROPOSED)),
    (
        ("claims_verdict", "insert", "retract", None, {"rating_id": None, "needs_approval": True}),
        News(Happening.RETRACTION_PROPOSED),
    ),
    (
        ("claims_approval", "insert", "sent back", None, {"act": "sent_back", "verdict_id": 7}),
        News(Happening.SENT_BACK, verdict=7),
    ),
    (
        (
            "claims_claim",
            "update",
            "approved",
            {"current_verdict_id": None, "proposed_verdict_id": 7},
            {"current_verdict_id": 7},
        ),
        News(Happening.COUNTS, verdict=7),
    ),
    (
        (
            "claims_claim",
            "update",
            "approved",
            {"current_verdict_id": 7, "proposed_verdict_id": 8},
            {"current_verdict_id": None},
        ),
        News(Happening.RETRACTED, verdict=8),
    ),
    (
        ("claims_claim", "update", "reopen", {"withdrawn_at": None}, {"withdrawn_at": "2022-02-16"}),
        News(Happening.WITHDRAWN),
    ),
    (
        ("claims_claim", "update", "assign", {"assigned_to_id": None}, {"assigned_to_id": 2}),
        News(Happening.ASSIGNED, person=2),
    ),
    (
        ("claims_prediction", "update", "judge condition", {"condition_state": "open"}, {"condition_state": "held"}),
        News(Happening.CONDITION),
    ),
    (("claims_prediction", "update", "set horizon", {"due_at": None}, {"due_at": "2022"}), News(Happening.MOVED)),
]

UNTOLD: list[Entry] = [
    (
        "claims_evidence",
        "update",
        "take back evidence",
        {"state": "rejected"},
        {"state": "suggested", "version_id": 5},
    ),
    ("claims_appearance", "insert", "accept", None, {"version_id": 4}),
    ("claims_appearance", "update", "reopen", {"withdrawn_at": None}, {"version_id": 4}),
    ("claims_evidence", "insert", "", None, {"state": "rejected"}),
    ("claims_evidence", "update", "erase", {"quote": "sha256:1"}, {"state": "accepted"}),
    ("claims_verdict", "insert", "settle", None, {"rating_id": 3, "needs_approval": False}),
    ("claims_approval", "insert", "approved", None, {"act": "approved", "verdict_id": 7}),
    ("claims_claim", "update", "settle", {"proposed_verdict_id": None}, {"current_verdict_id": None}),
    ("claims_claim", "update", "unassign", {"assigned_to_id": 2}, {"assigned_to_id": None}),
    ("claims_claim", "update", "attach", {"withdrawn_at": "2022"}, {"withdrawn_at": None}),
    ("claims_prediction", "update", "approved", {"awaits_outcome": True, "due_at": "2022"}, {}),
    ("claims_prediction", "update", "word criteria", {"resolution_criteria": "sha256:1"}, {}),
    ("claims_claimant", "update", "correct", {"name": "sha256:1"}, {}),
]


@pytest.mark.parametrize(("entry", "told"), TOLD)
def test_an_entry_is_told_as_what_happened(entry: Entry, told: News) -> None:
    assert news(*entry) == told


@pytest.mark.parametrize("entry", UNTOLD)
def test_of_other_entries_nobody_is_told(entry: Entry) -> None:
    assert news(*entry) is None

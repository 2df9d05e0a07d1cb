from claims.models.appearance import Appearance
from claims.models.append_only import AppendOnly
from claims.models.approval import Approval
from claims.models.candidate import MACHINE_READ, Candidate
from claims.models.candidate_decision import CandidateDecision
from claims.models.choices import How
from claims.models.claim import Claim
from claims.models.claim_relation import ClaimRelation
from claims.models.claim_review import ClaimReview
from claims.models.claimant import Claimant
from claims.models.counted_up_to import CountedUpTo
from claims.models.evidence import Evidence
from claims.models.evidence_search import ClaimMeaning, EvidenceSearch
from claims.models.extraction_run import ExtractionRun
from claims.models.heartbeat import Heartbeat
from claims.models.leased_work import LeasedWork
from claims.models.ledger_entry import LedgerEntry, LedgerText
from claims.models.letter import Letter
from claims.models.notice import Notice
from claims.models.passage import Passage, PassageRun
from claims.models.prediction import Prediction
from claims.models.preference import Preference
from claims.models.rating import Rating, RatingScale
from claims.models.recheck import Recheck
from claims.models.record_line import RecordLine
from claims.models.record_total import RecordTotal
from claims.models.told_up_to import ToldUpTo
from claims.models.topic import Topic
from claims.models.turns import MACHINERY, TakesTurns
from claims.models.verdict import Verdict, VerdictEvidence
from claims.models.watch import Watch

__all__ = [
    "MACHINERY",
    "MACHINE_READ",
    "Appearance",
    "AppendOnly",
    "Approval",
    "Candidate",
    "CandidateDecision",
    "Claim",
    "ClaimMeaning",
    "ClaimRelation",
    "ClaimReview",
    "Claimant",
    "CountedUpTo",
    "Evidence",
    "EvidenceSearch",
    "ExtractionRun",
    "Heartbeat",
    "How",
    "LeasedWork",
    "LedgerEntry",
    "LedgerText",
    "Letter",
    "Notice",
    "Passage",
    "PassageRun",
    "Prediction",
    "Preference",
    "Rating",
    "RatingScale",
    "Recheck",
    "RecordLine",
    "RecordTotal",
    "TakesTurns",
    "ToldUpTo",
    "Topic",
    "Verdict",
    "VerdictEvidence",
    "Watch",
]

from claims.models.appearance import Appearance
from claims.models.append_only import AppendOnly
from claims.models.candidate import MACHINE_READ, Candidate
from claims.models.candidate_decision import CandidateDecision
from claims.models.claim import Claim
from claims.models.claimant import Claimant
from claims.models.extraction_run import ExtractionRun
from claims.models.prediction import Prediction
from claims.models.rating import Rating, RatingScale
from claims.models.recheck import Recheck
from claims.models.verdict import Verdict

__all__ = [
    "MACHINE_READ",
    "Appearance",
    "AppendOnly",
    "Candidate",
    "CandidateDecision",
    "Claim",
    "Claimant",
    "ExtractionRun",
    "Prediction",
    "Rating",
    "RatingScale",
    "Recheck",
    "Verdict",
]

"""How often editors kept what the extractor found, by the version of the extractor and the kind of claim."""

from dataclasses import dataclass

from django.db.models import Count, Q

from claims.models import Candidate, CandidateDecision
from claims.models.choices import KINDS
from claims.vocabulary.kinds import Kind

ENOUGH = 10
"""Decided candidates under which a share says nothing."""
LATEST = 5000
"""Decisions that are looked back upon, so that the question costs the same in any archive."""


@dataclass(frozen=True, slots=True)
class Precision:
    """Of `decided` candidates of one kind that this extractor found, `kept` were accepted or attached."""

    version: str
    kind: str
    kept: int
    decided: int

    @property
    def percent(self) -> int:
        return round(100 * self.kept / self.decided)


def precisions() -> list[Precision]:
    """By extractor, the newest first, and kind; without what was decided fewer than ten times. One query.

    A candidate counts once, as it stands decided now; what was proposed by hand is nobody's finding.
    """
    latest = CandidateDecision.objects.order_by("-pk").values("candidate")[:LATEST]
    counted = (
        Candidate.objects.filter(pk__in=latest, run__isnull=False)
        .exclude(decision=Candidate.Decision.PENDING)
        .values_list("run__pipeline_version", "kind")
        .annotate(kept=Count("pk", filter=~Q(decision=Candidate.Decision.REJECTED)), decided=Count("pk"))
        .filter(decided__gte=ENOUGH)
        .order_by("-run__pipeline_version", "-decided", "kind")
    )
    return [Precision(version, str(KINDS[Kind(kind)]), kept, decided) for version, kind, kept, decided in counted]

"""The annotated sets that `make eval` scores, and the figures that each has to reach."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from claims.evaluation import (
    attribution,
    checked_claims,
    checkworthy,
    claims_in_news,
    evidence_found,
    pairs,
    timespans,
    timex,
)
from claims.evaluation.report import Report


@dataclass(frozen=True, slots=True)
class Format:
    """A way to annotate: its scorer, and what it scores in words."""

    score: Callable[[Path], Report]
    shape: str
    is_folder: bool = False


FORMATS: Mapping[str, Format] = {
    "claims": Format(claims_in_news.score, "a folder of annotated documents (NAME.txt with NAME.json)", is_folder=True),
    "timex": Format(timex.score, "a file of texts with TIMEX3 expressions, a JSON object a line"),
    "timespans": Format(timespans.score, "a file of phrases with their windows, a JSON object a line"),
    "attribution": Format(attribution.score, "a file of texts with attributions, a JSON object a line"),
    "evidence": Format(
        evidence_found.score,
        "a folder of predictions with later documents (open_*.json, held_*.json, held2_*.json)",
        is_folder=True,
    ),
    "pairs": Format(pairs.score, "a file of pairs of claims, a JSON object a line"),
    "checked": Format(checked_claims.score, "a file of tweets with the claims that they repeat, its claims beside it"),
    "checkworthy": Format(checkworthy.score, "a file of sentences marked check-worthy or not, a JSON object a line"),
}


@dataclass(frozen=True, slots=True)
class AnnotatedSet:
    """One set: `path` counts from the project's folder; `targets` are shares of one by figure."""

    path: str
    format: str
    is_shipped: bool = False
    targets: Mapping[str, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return (
            self.path.removeprefix("../shared/").removeprefix("tests/claims/extraction/").removeprefix("tests/claims/")
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `target` is None where none was set."""

    set_name: str
    figure: str
    value: float
    target: float | None


_NEWS = {
    "windows": 0.92,
    "claimant": 0.92,
    "kind": 0.92,
    "hedge": 0.90,
    "evidentiality": 0.92,
    "precision": 0.86,
    "recall": 0.88,
    "f1": 0.87,
}
_ATTRIBUTION = {"content_f1": 0.76, "speaker_accuracy": 0.85, "content_f1_iou_80": 0.55}

_PAIRS = {"recall_at_5": 0.95, "strong_precision": 0.97, "near_misses_apart": 1.0}
_EVIDENCE = {"recall_at_5": 0.90, "claims_with_any": 0.90, "stance": 0.80}

SETS = (
    AnnotatedSet("tests/claims/extraction/cases", "claims", is_shipped=True, targets=_NEWS),
    AnnotatedSet("tests/claims/extraction/held_out", "claims", is_shipped=True, targets=_NEWS),
    AnnotatedSet(
        "tests/claims/matching/evidence",
        "evidence",
        is_shipped=True,
        targets={f"{half}{name}": target for half in ("", "held_", "held2_") for name, target in _EVIDENCE.items()},
    ),
    AnnotatedSet("tests/claims/matching/pairs.jsonl", "pairs", is_shipped=True, targets=_PAIRS),
    AnnotatedSet("tests/claims/matching/held_pairs.jsonl", "pairs", is_shipped=True, targets=_PAIRS),
    AnnotatedSet("tests/claims/matching/held2_pairs.jsonl", "pairs", is_shipped=True, targets=_PAIRS),
    AnnotatedSet("../shared/data/matching_en_checkthat2020_dev.jsonl", "checked", targets={"map_at_5": 0.667}),
    AnnotatedSet("../shared/gold/dev", "claims", targets=_NEWS),
    AnnotatedSet("../shared/data/attribution_en_polnear_dev.jsonl", "attribution", targets=_ATTRIBUTION),
    AnnotatedSet("../shared/data/attribution_en_polnear_train200.jsonl", "attribution"),
    AnnotatedSet("../shared/data/timex_en_aquaint.jsonl", "timex", targets={"relaxed_f1": 0.94, "value_f1": 0.82}),
    AnnotatedSet("../shared/data/timespans_fr_recognizers.jsonl", "timespans", targets={"exact": 0.80}),
    AnnotatedSet("../shared/data/timespans_en_recognizers.jsonl", "timespans"),
    AnnotatedSet(
        "../shared/data/checkworthy_en_claimbuster_train.jsonl", "checkworthy", targets={"average_precision": 0.85}
    ),
)


def rows(annotated: AnnotatedSet, report: Report) -> Iterator[Row]:
    """The figures with a target in their order, or all where the set has none: no counts, and no absent half."""
    for figure in annotated.targets or [name for name, value in report.figures.items() if isinstance(value, float)]:
        if figure in report.figures:
            yield Row(annotated.name, figure, report.figures[figure], annotated.targets.get(figure))

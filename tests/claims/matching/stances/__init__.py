"""Predictions with single sentences of later articles, a file an author: what the votes on a stance are fitted on."""

from pathlib import Path

from claims.evaluation.records import DAY, FLAG, LANGUAGE, TEXT, OrNull, Shape

STANCES = Path(__file__).parent
SHAPE: Shape = {
    **dict.fromkeys(("text", "claimant", "operator"), TEXT),
    "language": LANGUAGE,
    "said_on": DAY,
    "not_before": OrNull(DAY),
    "not_after": OrNull(DAY),
    "is_negated": FLAG,
    "passages": [{"published_on": DAY, "language": LANGUAGE, "stance": TEXT, "text": TEXT}],
}

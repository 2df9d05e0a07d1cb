"""The number an editor's claim gets for its hedge: from the text's own, from a published scale, or by hand."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.extraction.hedging import IN_TEXT, probability
from claims.vocabulary.estimative import DEFAULT_SCALE, Probability, load_scale, scale_names

BY_HAND = "by_hand"


def scale_choices() -> list[tuple[str, str | Promise]]:
    """The default scale first, then the other published ones, then the editor's own number."""
    names = sorted(scale_names(), key=lambda name: (name != DEFAULT_SCALE, name))
    return [*((name, name) for name in names), (BY_HAND, _("a number by hand"))]


def number_of(hedge: str, language: str, *, scale: str, percent: float | None = None) -> Probability | None:
    """How likely; a `percent` (0–100) goes before all else, then what the hedge itself counts. None where none is read.

    Words are read in French where `language` is, else in English.
    """
    if percent is not None:
        return Probability(percent / 100, percent / 100, percent / 100, BY_HAND)
    tongue = "fr" if language.startswith("fr") else "en"
    if not hedge.strip() or scale == BY_HAND:
        return None
    usual = probability(hedge, tongue)
    if scale in {"", DEFAULT_SCALE, IN_TEXT} or (usual and usual.scale == IN_TEXT):
        return usual
    return load_scale(scale).reading(hedge.replace("’", "'"), tongue)

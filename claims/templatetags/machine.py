"""What the machine says of its reading, in the reader's language."""

from django import template

from claims.admin import machine_words
from claims.models import Candidate, Prediction

register = template.Library()


@register.filter
def computed_words(read: Candidate | Prediction) -> machine_words.Told:
    """How its window was computed: `words` and their `language`."""
    return machine_words.computed_words(read)


@register.filter
def why_words(reason: str, language: str) -> str:
    """One reason, quotes of the text marked as of `language`."""
    return machine_words.why_words(reason, language=language)

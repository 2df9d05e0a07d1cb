"""A piece of evidence in a few words."""

from claims.admin.wording import shortened
from claims.models import Evidence
from claims.window_words import day_words


def source_of(evidence: Evidence) -> str:
    """Where its words stand: the document with publisher and day, or the address of the page."""
    if evidence.version is None:
        return evidence.url
    document = evidence.version.document
    day = document.published_on
    return " · ".join(filter(None, (str(document), str(document.publisher), day_words(day) if day else "")))


def label_of(evidence: Evidence) -> str:
    """For a list to choose from."""
    state = "" if evidence.state == Evidence.State.ACCEPTED else f" ({evidence.get_state_display()})"
    return f"{evidence.get_stance_display()}{state} · {shortened(evidence.quote, 240)} – {source_of(evidence)}"

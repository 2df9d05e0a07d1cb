"""What an editor sees of one candidate: its article, what the machine read, and known claims like it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from claims.admin.article import article_html, excerpt
from claims.admin.reading_claimants import names_like
from claims.admin.wording import reading_words, shortened
from claims.drafting import draft_of
from claims.encoding import NoEncoder
from claims.matching import DIFFERENCES, likely_claims, likenesses, search
from claims.models import Candidate, CandidateDecision, Claim
from claims.querysets import Reader
from claims.vocabulary.windows import Window
from claims.window_words import window_of

AT_MOST = 8


def reading(candidate: Candidate, *, reader: Reader, words: str = "") -> dict[str, Any]:
    """The context of a candidate's page; `words` are looked for in known claims. Six queries."""
    part = excerpt(candidate.version.text, candidate.start)
    beside = list(_beside(candidate).filter(start__lt=part.end, end__gt=part.start))
    return {
        "part": part,
        "article": article_html(part, beside, candidate),
        "beside": [(other, shortened(other.quote, 90)) for other in beside] if len(beside) <= 60 else [],
        **_neighbours(candidate, beside),
        **about(candidate, reader=reader, words=words),
    }


def about(candidate: Candidate, *, reader: Reader, words: str = "") -> dict[str, Any]:
    """What is shown of the candidate itself wherever it is decided. Its text is not read."""
    words = words.replace("\x00", "").strip()
    return {
        "candidate": candidate,
        "document": candidate.version.document,
        "window": window_of(candidate),
        "reading": reading_words(candidate),
        "decisions": _decisions(candidate, reader=reader),
        "words": words,
        "found": _rows(_found(words, reader)) if words else [],
        "likely": _likely(candidate, reader),
        "known_claimants": names_like(draft_of(candidate).claimant, reader=reader),
    }


def _beside(candidate: Candidate) -> Any:
    return Candidate.objects.filter(version=candidate.version_id).order_by("start", "end", "pk")


def _neighbours(candidate: Candidate, beside: list[Candidate]) -> dict[str, Any]:
    place = next(index for index, other in enumerate(beside) if other.pk == candidate.pk)
    return {
        "place": place + 1,
        "count": len(beside),
        "previous": beside[place - 1] if place else None,
        "next": beside[place + 1] if place + 1 < len(beside) else None,
    }


def _decisions(candidate: Candidate, *, reader: Reader) -> list[Any]:
    """Newest first, kept on the candidate; `shown_claim` is null where the reader may not see the claim."""
    shown = Prefetch("claim", Claim.objects.visible_to(reader), to_attr="shown_claim")
    decisions = CandidateDecision.objects.select_related("decided_by").prefetch_related(shown).order_by("-pk")
    prefetch_related_objects([candidate], Prefetch("decisions", decisions))
    return list(candidate.decisions.all())


def _found(words: str, reader: Reader) -> Iterable[Claim]:
    standing = search(words, reader=reader).filter(withdrawn_at__isnull=True)
    return standing.select_related("claimant", "prediction")[:AT_MOST]


@dataclass(frozen=True, slots=True)
class Known:
    """A claim already held, its window in words, and what tells it apart from the candidate."""

    claim: Claim
    window: str
    differences: str = ""


def _likely(candidate: Candidate, reader: Reader) -> list[Known]:
    draft = draft_of(candidate)
    asked: dict[str, Any] = {
        "reader": reader,
        "window": Window(draft.not_before, draft.not_after),
        "language": candidate.language,
    }
    try:
        compared = likenesses(draft.text, draft.claimant, **asked)[:AT_MOST]
    except NoEncoder:
        return _rows(likely_claims(draft.text, draft.claimant, at_most=AT_MOST, **asked))
    return [
        Known(claim, _window(claim), ", ".join(str(DIFFERENCES[slug]) for slug, _detail in like.why))
        for claim, like in compared
    ]


def _rows(claims: Iterable[Claim]) -> list[Known]:
    return [Known(claim, _window(claim)) for claim in claims]


def _window(claim: Claim) -> str:
    return window_of(claim.prediction) if hasattr(claim, "prediction") else ""

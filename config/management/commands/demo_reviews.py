import tomllib
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand
from django.db import transaction

from claims import adducing, editing, publishing, settling
from claims.drafting import draft_of
from claims.models import Candidate, Claim, ClaimReview, Evidence, Rating
from claims.publishing import Wording
from claims.settling import Finding
from claims.vocabulary.kinds import Kind
from config import env
from sources.models import DocumentVersion

LANGUAGES = ("en", "fr")


class Command(BaseCommand):
    help = (
        "Decide and publish what seeds/reviews.toml says, as the demo's editor and reviewer would; only where no "
        "review was ever worded. Prints how many were published. A claim that nobody has found is left out."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if ClaimReview.objects.exists():
            self.stdout.write("0")
            return
        editor, reviewer = (User.objects.get(username=name) for name in ("editor", "reviewer"))
        told = tomllib.loads((env.ROOT / "seeds" / "reviews.toml").read_text("utf-8"))
        published = sum(_publish(each, editor, reviewer) for each in told["review"])
        self.stdout.write(str(published))


@transaction.atomic
def _publish(told: dict[str, Any], editor: User, reviewer: User) -> int:
    """How many reviews: one a language."""
    candidate = _found(told)
    if candidate is None:
        return 0
    claim = _accepted(candidate, told, editor)
    _judged(claim, told, editor, reviewer)
    languages = [language for language in LANGUAGES if language in told]
    for language in languages:
        review = publishing.draft(claim, language, Wording(**told[language]), by=reviewer)
        publishing.publish(review, by=reviewer)
        claim.refresh_from_db()
    return len(languages)


def _found(told: dict[str, Any]) -> Candidate | None:
    """What the extractor read at the place of the quote, and nobody has decided."""
    version = _text(told["document"])
    start = version.text.index(told["quote"])
    end = start + len(told["quote"])
    there = Candidate.objects.pending().filter(version=version, start__lt=end, end__gt=start)
    return there.order_by("start").first()


def _text(url: str) -> DocumentVersion:
    return DocumentVersion.objects.filter(document__url=url).order_by("-number")[0]


def _accepted(candidate: Candidate, told: dict[str, Any], by: User) -> Claim:
    draft = replace(
        draft_of(candidate), kind=Kind(told["kind"]), claimant=told["claimant"], claimant_kind=told["claimant_kind"]
    )
    claim = editing.accept(candidate, draft, by=by)
    claim.refresh_from_db()
    return claim


def _judged(claim: Claim, told: dict[str, Any], editor: User, reviewer: User) -> None:
    version, quote = _text(told["evidence_in"]), told["evidence"]
    start, stance = version.text.index(quote), Evidence.Stance(told["stance"])
    evidence = adducing.adduce_passage(
        claim, version, start, start + len(quote), quote=quote, stance=stance, note="", by=editor
    )
    claim.refresh_from_db()
    finding = Finding(
        rating=Rating.objects.get(slug=told["rating"]),
        rationale=told["rationale"],
        known_at=told["known_at"],
        evidence=[evidence],
        resolution_criteria=told.get("criteria", ""),
    )
    settling.settle(claim, finding, by=editor)
    claim.refresh_from_db()
    settling.approve(claim, by=reviewer)
    claim.refresh_from_db()

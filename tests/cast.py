"""The cast: Edith edits, Rosa reviews, Rémi only reads, Otto is a stranger; the Agence writes in French."""

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import Group, Permission, User

from api.keys import make_key
from api.scopes import Scope, usable_by
from claims.adducing import adduce_page
from claims.models import Candidate, Claim, ClaimReview, Evidence, ExtractionRun, Rating, Verdict
from claims.publishing import Wording, draft, publish
from claims.settling import Finding, approve, settle
from sources.ingest import Metadata, ingest
from sources.models import Document, DocumentVersion, Publisher

SATURDAY = datetime(2022, 2, 12, 9, 0, tzinfo=UTC)
INVASION = datetime(2022, 2, 24, 4, 0, tzinfo=UTC)
WARNING = (
    "The United States warned on Saturday that an invasion could start as early as Wednesday.\n\n"
    "Officials said that troops would cross the border before the 20th."
)
COULD_START = "an invasion could start as early as Wednesday"
WOULD_CROSS = "troops would cross the border before the 20th"


def edith() -> User:
    """An editor."""
    user = User.objects.create_user("edith", password="edith-decides", is_staff=True)
    user.groups.add(Group.objects.get(name="editors"))
    return user


def rosa() -> User:
    """A reviewer."""
    known = User.objects.filter(username="rosa").first()
    if known:
        return known
    user = User.objects.create_user("rosa", password="rosa-approves", is_staff=True)
    user.groups.add(Group.objects.get(name="reviewers"))
    return user


def remi() -> User:
    """A reader."""
    user = User.objects.create_user("remi", password="remi-reads", is_staff=True)
    user.groups.add(Group.objects.get(name="readers"))
    return user


def otto() -> User:
    """Signed in, in no group."""
    return User.objects.create_user("otto", password="otto-wanders")


def key(user: User, *scopes: Scope, **given: Any) -> str:
    """A key of the user's: with these scopes, or all that their rights can use, and a budget that no test spends."""
    owner = User.objects.get(pk=user.pk)
    options: dict[str, Any] = {"name": "a program", "expires_at": None, "rate": 100_000, "by": owner} | given
    if usable := scopes or usable_by(owner):
        return make_key(owner, scopes=usable, **options)[1]
    return _key_from_better_days(owner, **options)


def _key_from_better_days(user: User, **options: Any) -> str:
    """With all scopes, of somebody who has no rights any more."""
    reviewers = Group.objects.get(name="reviewers")
    user.groups.add(reviewers)
    made = make_key(User.objects.get(pk=user.pk), scopes=list(Scope), **options)[1]
    user.groups.remove(reviewers)
    return made


def harbour_wire() -> Publisher:
    """An agency in London."""
    return Publisher.objects.get_or_create(
        slug="harbour-wire",
        defaults={"name": "Harbour Wire", "language": "en", "kind": "agency", "time_zone": "Europe/London"},
    )[0]


def agence() -> Publisher:
    """An agency in Paris."""
    return Publisher.objects.get_or_create(
        slug="agence-quai",
        defaults={"name": "Agence du Quai", "language": "fr", "kind": "agency", "time_zone": "Europe/Paris"},
    )[0]


def warning(text: str = WARNING, publisher: Publisher | None = None) -> DocumentVersion:
    """Harbour Wire's dispatch of Saturday 12 February 2022."""
    metadata = Metadata(publisher or harbour_wire(), published_at=SATURDAY, headline="US warns", language="en")
    return ingest(text, metadata).version


def run_of(version: DocumentVersion, pipeline_version: str, **fields: Any) -> ExtractionRun:
    """A reading of the version, in the place of the one that was filed with it and that nobody has begun."""
    ExtractionRun.objects.filter(version=version, pipeline_version="").delete()
    return ExtractionRun.objects.create(version=version, pipeline_version=pipeline_version, **fields)


def candidate(
    version: DocumentVersion | None = None, quote: str = COULD_START, *, pipeline: str = "by hand", **fields: Any
) -> Candidate:
    """What the machine would find in the warning, filed by hand so that no model is loaded."""
    version = version or warning()
    known = ExtractionRun.objects.filter(version=version, pipeline_version=pipeline).first()
    run = known or run_of(version=version, pipeline_version=pipeline, state="done", language="en")
    start = version.text.index(quote)
    given: dict[str, Any] = {
        "kind": "prediction",
        "claimant": "United States",
        "attribution": [{"claimant": "United States", "cue": "warned"}],
        "attribution_kind": "indirect",
        "evidentiality": "asserted",
        "hedge": "could",
        "time_text": "as early as Wednesday",
        "operator": "not_before",
        "not_before": date(2022, 2, 16),
        "precision": "day",
        "computed": "“Wednesday” after Saturday 2022-02-12.",
        "computed_fr": "« Wednesday » après le samedi 12 février 2022.",
        "resolves_on": "occurrence",
        "check_worthiness": 0.8,
        "why": ["cue: warned"],
    } | fields
    return Candidate.objects.create(
        run=run, version=version, start=start, end=start + len(quote), quote=quote, language="en", **given
    )


def deadline(version: DocumentVersion | None = None, **fields: Any) -> Candidate:
    """*Before the 20th*: due when the 20th has ended."""
    given: dict[str, Any] = {
        "claimant": "officials",
        "hedge": "",
        "time_text": "before the 20th",
        "operator": "before",
        "not_before": None,
        "not_after": date(2022, 2, 20),
    } | fields
    return candidate(version, WOULD_CROSS, **given)


def permission(codename: str) -> Permission:
    """One of the permissions that groups are made of."""
    return Permission.objects.get(codename=codename)


def adduced(claim: Claim, by: User, quote: str = "troops crossed the border") -> Evidence:
    """A piece of accepted evidence from a page outside; `claim` is as it stands afterwards."""
    evidence = adduce_page(claim, "https://harbour.example/24", quote=quote, stance=Evidence.Stance.SUPPORTS, by=by)
    claim.refresh_from_db()
    return evidence


def finding(evidence: Evidence | None = None, rating: str = "came-true", **fields: Any) -> Finding:
    """What was known on the day the invasion began."""
    given: dict[str, Any] = {
        "rationale": "It began on the 24th.",
        "known_at": INVASION,
        "evidence": [evidence] if evidence else [],
        "resolution_criteria": "Russian troops cross the border in force.",
    } | fields
    return Finding(rating=Rating.objects.get(slug=rating), **given)


def proposed(claim: Claim, by: User, rating: str = "came-true", **fields: Any) -> Verdict:
    """A verdict that waits for a second person; `claim` is as it stands afterwards."""
    claim.refresh_from_db()
    evidence = claim.evidence.filter(state="accepted").first() or adduced(claim, by)
    verdict = settle(claim, finding(evidence, rating, **fields), by=by)
    claim.refresh_from_db()
    return verdict


def settled(claim: Claim, by: User, rating: str = "came-true", **fields: Any) -> Verdict:
    """A verdict that counts: Rosa approved it; `claim` is as it stands afterwards."""
    verdict = proposed(claim, by, rating, **fields)
    approve(claim, by=rosa())
    claim.refresh_from_db()
    return verdict


def reviewed(claim: Claim, by: User, language: str = "en", *, word: str = "", **words: str) -> ClaimReview:
    """A published review of the verdict that counts; each of its words says `word`."""
    review = publish(drafted(claim, by, language, word=word, **words), by=by)
    claim.refresh_from_db()
    return review


def drafted(claim: Claim, by: User, language: str = "en", *, word: str = "", **words: str) -> ClaimReview:
    """A review that nobody has published."""
    said = {
        "claim_reviewed": "Troops will cross",
        "headline": "None crossed by the 20th",
        "summary": "They came later.",
    }
    claim.refresh_from_db()
    review = draft(claim, language, Wording(**{name: f"{each}{word}" for name, each in (said | words).items()}), by=by)
    claim.refresh_from_db()
    return review


def restricted(version: DocumentVersion, to: str = "") -> DocumentVersion:
    """The version, its document now open to the group named only, or to nobody."""
    Document.objects.filter(pk=version.document_id).update(access="restricted")
    if to:
        version.document.groups.add(Group.objects.get_or_create(name=to)[0])
    return version

"""Who asks, and of what: seven identities, and stories of which some readers must not learn a word."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model

from api.models import ApiKey
from claims import editing, tallying, watching
from claims.adducing import adduce_page, adduce_passage
from claims.drafting import draft_of
from claims.models import (
    Candidate,
    Claim,
    Claimant,
    ClaimRelation,
    ClaimReview,
    Evidence,
    EvidenceSearch,
    ExtractionRun,
    Heartbeat,
    How,
    LedgerEntry,
    Letter,
    Notice,
    PassageRun,
    Rating,
    RatingScale,
    Recheck,
    RecordTotal,
)
from claims.publishing import pause
from claims.settling import approve, settle
from claims.withholding import withhold
from sources.ingest import Metadata, ingest
from sources.models import Document, DocumentVersion, Publisher
from tests import cast

IDENTITIES = {
    "anonymous": "",
    "reader": "readers",
    "contributor": "contributors",
    "editor": "editors",
    "reviewer": "reviewers",
    "publishing": "publishing editors",
    "admin": "admins",
}
"""Each with its group; nobody here is a superuser."""

PUBLIC = ("reviews/", "v1alpha1/", "robots.txt")
"""What is there for everybody, and is the same for all."""


def somebody(identity: str) -> User | None:
    """One person of staff with that role alone; nobody where the identity is to sign in first."""
    if not IDENTITIES[identity]:
        return None
    user = User.objects.create_user(f"the {identity}", password="of-the-newsroom", is_staff=True)
    user.groups.add(Group.objects.get(name=IDENTITIES[identity]))
    return user


@dataclass(frozen=True, slots=True)
class Story:
    """A document with all that hangs on it. `word` stands in each text of it, and nowhere else in the base."""

    word: str
    version: DocumentVersion
    claim: Claim
    of_model: dict[str, Model]
    """By `app.model`: the row that an address of that model names."""
    around: dict[str, Model] = field(default_factory=dict)
    """Rows of which the story itself is no part."""

    def key(self, noun: str, name: str) -> str | None:
        """What stands in the place of the parameter `name` in an address of `noun`; None where the story has none."""
        rows = {"piece": "claims.evidence", "review": "claims.claimreview"}
        if name in rows:
            return str(self.of_model[rows[name]].pk)
        if name in {"number", "language"}:
            return str(self.version.number) if name == "number" else "fr"
        if name == "version":
            return str(self.version.pk) if "sources.document" in self.of_model else None
        if noun == "content type":
            return str(ContentType.objects.get_for_model(Document).pk)
        row = self.of_model.get(noun)
        if name == "slug":
            return row.slug if isinstance(row, Publisher | ClaimReview) else None
        return None if row is None else str(row.pk)


def story(word: str, by: User) -> Story:
    """Read, accepted, with evidence, a verdict that counts, its published review, a proposed one, a re-check.

    All of it says `word`.
    """
    candidate = _read(word)
    claim = editing.accept(candidate, by=by)
    told = Story(word, candidate.version, claim, _rows_of(candidate))
    evidence = [_passage(claim, told.version, f"Later the {word} pier closed", by), _page(claim, word, by)]
    return _judged(told, evidence, by)


def story_beside(word: str, printed: str, by: User) -> Story:
    """Claim, claimant, evidence and verdict say `word`; the document, which is no part of it, says `printed`."""
    candidate = _read(printed)
    draft = replace(draft_of(candidate), text=f"The {word} pier closes", claimant=f"{word} council")
    claim = editing.accept(candidate, draft, by=by)
    told = Story(word, candidate.version, claim, {}, around=_rows_of(candidate))
    return _judged(told, [_page(claim, word, by)], by)


def _read(word: str) -> Candidate:
    said = f"The {word} pier would close before the 20th"
    text = f"Harbour men of {word} spoke.\n\n{said}, the {word} council said. Later the {word} pier closed."
    metadata = Metadata(
        cast.harbour_wire(),
        published_at=cast.SATURDAY,
        headline=f"{word} closes",
        url=f"https://harbour.example/{word}",
        language="en",
    )
    version = ingest(text, metadata).version
    return cast.candidate(
        version,
        said,
        claimant=f"{word} council",
        attribution=[{"claimant": f"{word} council", "cue": f"said {word}"}],
        hedge=f"would {word}",
        time_text=f"before the {word} 20th",
        operator="before",
        not_before=None,
        not_after=date(2022, 2, 20),
        computed=f"{word} was computed.",
        computed_fr=f"{word} a été calculé.",
        why=[f"cue: {word}"],
    )


def _rows_of(candidate: Candidate) -> dict[str, Model]:
    run = ExtractionRun.objects.get(version=candidate.version)
    return {
        "sources.document": candidate.version.document,
        "claims.candidate": candidate,
        "claims.extractionrun": run,
        "claims.passagerun": PassageRun.objects.get(version=candidate.version),
    }


def _passage(claim: Claim, version: DocumentVersion, quote: str, by: User) -> Evidence:
    claim.refresh_from_db()
    start, stance = version.text.index(quote), Evidence.Stance.SUPPORTS
    return adduce_passage(claim, version, start, start + len(quote), quote=quote, stance=stance, note=quote, by=by)


def _page(claim: Claim, word: str, by: User) -> Evidence:
    claim.refresh_from_db()
    url, stance = f"https://{word}.example/", Evidence.Stance.CONTEXT
    return adduce_page(claim, url, quote=f"It is {word}.", stance=stance, note=f"Note of {word}.", by=by)


def _judged(told: Story, evidence: list[Evidence], by: User) -> Story:
    claim, word = told.claim, told.word
    claim.refresh_from_db()
    finding = cast.finding(evidence[0], rationale=f"{word} decided.", resolution_criteria=f"{word} closes.")
    first = settle(claim, finding, by=by)
    claim.refresh_from_db()
    approve(claim, comment=f"Seen, {word}.", by=cast.rosa())
    claim.refresh_from_db()
    review = cast.reviewed(claim, by, word=f" {word}")
    better = cast.finding(evidence[0], rationale=f"{word} again.", reason=f"{word} was wrong.", resolution_criteria="")
    settle(claim, better, by=by)
    claim.refresh_from_db()
    prediction = claim.prediction
    recheck = Recheck.objects.create(claim=claim, reason="due", scheduled_for=cast.INVASION)
    rows: dict[str, Model] = {
        "sources.publisher": told.version.publisher,
        "claims.claim": claim,
        "claims.claimant": claim.claimant,
        "claims.prediction": prediction,
        "claims.evidence": evidence[0],
        "claims.appearance": claim.appearances.get(),
        "claims.verdict": first,
        "claims.recheck": recheck,
        "claims.claimreview": review,
        "claims.evidencesearch": EvidenceSearch.objects.get(claim=claim),
    }
    told.of_model.update(rows)
    return told


@dataclass(frozen=True, slots=True)
class World:
    """What stands in the base for one identity: a story for all, and those that are not for all."""

    user: User | None
    public: Story
    restricted: Story
    withheld_document: Story
    withheld_claim: Story
    evidence: Story
    """Restricted like `restricted`; its text is evidence on the public claim."""
    unpublished: Story
    """All the newsroom reads it; its review is paused."""

    def hidden_from(self, identity: str, where: str = "") -> dict[str, Story]:
        """What this identity must not learn of there; administrators read what is withheld, but on no public page."""
        restricted = {"restricted": self.restricted, "restricted evidence": self.evidence}
        withheld = {"withheld document": self.withheld_document, "withheld claim": self.withheld_claim}
        if identity == "anonymous" or where.startswith(PUBLIC):
            return restricted | withheld | {"unpublished": self.unpublished}
        return restricted if identity == "admin" else restricted | withheld

    def key(self, noun: str, name: str) -> str | None:
        """For addresses of what all may read, and of rows that belong to no story."""
        if name == "relation" or noun == "claims.claimrelation":
            return str(_relation(self.public.claim).pk)
        found = self.public.key(noun, name)
        known = _slugs() if name == "slug" else _elsewhere() | self._own()
        return found if found is not None else known.get(noun, lambda: None)()

    def _own(self) -> dict[str, Callable[[], Any]]:
        """Rows that only the one who asks may read; those of nobody, where nobody is signed in."""
        user = self.user or User.objects.get(username="an-editor")
        return {
            "claims.watch": lambda: watching.watch(self.public.claim, how=How.OFF, by=user).pk,
            "claims.notice": lambda: _notice(self.public.claim, user).pk,
            "claims.letter": lambda: _letter([self.public.claim, self.restricted.claim, self.withheld_claim.claim]).pk,
        }


def world(identity: str) -> World:
    """The ledger's entries are there at once, though nothing is committed."""
    editor, admin = User.objects.create_user("an-editor"), User.objects.create_user("an-admin")
    public = story("plainwick", editor)
    restricted, quoted = story("hushwick", editor), story("backwick", editor)
    _passage(public.claim, quoted.version, "Later the backwick pier closed", editor)
    for hidden in (restricted, quoted):
        cast.restricted(hidden.version, to="investigations")
    document, claim = story("mutewick", editor), story_beside("voidwick", "printwick", editor)
    withhold(Document.objects.get(pk=document.version.document_id), reason="mutewick, said the court.", by=admin)
    claim.claim.refresh_from_db()
    withhold(claim.claim, reason="voidwick, said the court.", by=admin)
    unpublished = story("pausewick", editor)
    pause(ClaimReview.objects.get(claim=unpublished.claim), reason="pausewick", by=editor)
    still_pending = "Harbour men of plainwick spoke"
    public.of_model["claims.candidate"] = cast.candidate(public.version, still_pending, claimant="plainwick council")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    tallying.keep_up()
    return World(somebody(identity), public, restricted, document, claim, quoted, unpublished)


def _elsewhere() -> dict[str, Callable[[], Any]]:
    edith = User.objects.get(username="an-editor")
    return {
        "auth.user": lambda: edith.pk,
        "auth.group": lambda: Group.objects.get(name="readers").pk,
        "api.apikey": lambda: _key_of(edith).pk,
        "claims.ledgerentry": lambda: LedgerEntry.objects.values_list("pk", flat=True)[0],
        "claims.heartbeat": lambda: Heartbeat.objects.get_or_create(part=Heartbeat.Part.BEAT)[0].pk,
        "claims.topic": lambda: editing.name_topic("Piers", by=edith).pk,
        # Hidden stories have none: a total is of what the whole newsroom may read.
        "claims.recordtotal": lambda: _total().pk,
        "claims.rating": lambda: Rating.objects.values_list("pk", flat=True)[0],
    }


def _total() -> RecordTotal:
    """Of somebody; where nobody has counted, of a claimant of whom nothing is decided."""
    nothing = dict.fromkeys(["claims", "decided", "hits", "settled", "kept"], 0)
    known = RecordTotal.objects.first()
    return known or RecordTotal.objects.create(claimant=Claimant.objects.create(name="Nobody yet"), **nothing)


def _key_of(user: User) -> ApiKey:
    """A key of somebody else than whoever asks."""
    if not ApiKey.objects.filter(user=user).exists():
        cast.key(user)
    return ApiKey.objects.get(user=user)


def _slugs() -> dict[str, Callable[[], Any]]:
    return {
        "claims.rating": lambda: Rating.objects.values_list("slug", flat=True)[0],
        "claims.ratingscale": lambda: RatingScale.objects.values_list("slug", flat=True)[0],
    }


def _notice(claim: Claim, user: User) -> Notice:
    """Told of this claim."""
    known = Notice.objects.filter(user=user, claim=claim).first()
    return known or Notice.objects.create(
        id=uuid4(),
        user=user,
        claim=claim,
        what="due",
        happened_at=cast.INVASION,
        recheck=Recheck.objects.filter(claim=claim).first(),
        how=How.OFF,
    )


def _letter(claims: list[Claim]) -> Letter:
    """Given up; it tells somebody else of these claims."""
    editor = User.objects.get(username="an-editor")
    letter, is_new = Letter.objects.get_or_create(user=editor, kind=Letter.Kind.AT_ONCE, state=Letter.State.FAILED)
    for claim in claims if is_new else ():
        notice = _notice(claim, editor)
        Notice.objects.filter(pk=notice.pk).update(letter=letter)
    return letter


def _relation(claim: Claim) -> ClaimRelation:
    """Between this claim and another that all may read."""
    known: ClaimRelation | None = ClaimRelation.objects.of(claim).first()
    if known:
        return known
    editor = User.objects.get(username="an-editor")
    other = editing.accept(cast.candidate(), by=editor)
    return editing.relate(claim, other, ClaimRelation.Kind.CONTRADICTS, by=editor)

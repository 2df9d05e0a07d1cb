"""A base in which every text somebody may write is one of the payloads, or all of them."""

import re
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import Group, User

from claims import editing, notices
from claims.adducing import adduce_page, reject_evidence
from claims.drafting import draft_of
from claims.models import Candidate, Claim, Evidence, How
from claims.settling import send_back, settle, word_criteria
from claims.watching import watch
from claims.withholding import withhold
from sources.ingest import Metadata, ingest
from sources.models import Document, DocumentVersion, Publisher
from tests import cast
from tests.browser.hostile_words import ALL, GROUPS, PAYLOADS


@dataclass(frozen=True, slots=True)
class Hostile:
    """`article` holds all payloads, one a paragraph; each of `pending` quotes one; all of them hang on `claim`."""

    article: DocumentVersion
    pending: list[Candidate]
    claim: Claim
    claims: list[Claim]


def all_powerful() -> User:
    """In every group, so that every page is open and every form is shown."""
    user = User.objects.create_user("edith", password="edith-decides", is_staff=True, first_name=PAYLOADS[10])
    user.groups.set(Group.objects.all())
    return user


def written_by_an_enemy(by: User, *, each: int) -> Hostile:
    """`each`: how many of the payloads get a publisher, a document and a claim of their own; the rest hang on one."""
    article = _document(ALL, 0)
    pending = [_found(article, payload) for payload in PAYLOADS]
    claims = [_claim(number, payload, by) for number, payload in enumerate(PAYLOADS[:each], 1)]
    claim = claims[0]
    for words in GROUPS:
        _hang_on(claim, words, by)
    _judge(claim, by)
    withhold(Document.objects.get(pk=claims[1].appearances.get().version.document_id), reason=PAYLOADS[11], by=by)
    _propose(claim, article, by)
    return Hostile(article, pending, claim, claims)


def _propose(claim: Claim, version: DocumentVersion, by: User) -> None:
    """A passage with all payloads as its reasons, of which somebody is told who notes one to herself."""
    why = [
        [payload.replace("\x00", ""), payload.replace("\x00", "")] for payload in (*PAYLOADS, "names", "other place")
    ]
    quote = PAYLOADS[14]
    start = version.text.index(quote)
    place = {"version": version, "start": start, "end": start + len(quote), "quote": quote}
    watch(claim, how=How.DAILY, note=PAYLOADS[15], by=by)
    Evidence.objects.create(claim=claim, stance="supports", score=0.9, why=why, **place)
    notices.tell()


def as_address(payload: str) -> str:
    """A url that has the payload in it; URLValidator lets pass what has no white space."""
    return f"https://harbour.example/?{re.sub(r'[^!-~]+', '/', payload)}"


def _document(text: str, number: int) -> DocumentVersion:
    payload = PAYLOADS[number]
    publisher = Publisher.objects.create(slug=f"enemy-{number}", name=payload, site=as_address(payload), language="en")
    metadata = Metadata(publisher, cast.SATURDAY, headline=payload, url=as_address(payload), language="en")
    return ingest(text, metadata).version


def _found(version: DocumentVersion, payload: str) -> Candidate:
    fields = ("claimant", "hedge", "time_text", "condition", "computed", "computed_fr")
    said: dict[str, Any] = dict.fromkeys(fields, payload)
    chain = [{"claimant": payload, "cue": payload}, {"claimant": payload, "cue": payload}]
    return cast.candidate(version, payload, attribution=chain, why=[payload], **said)


def _claim(number: int, payload: str, by: User) -> Claim:
    candidate = _found(_document(f"{payload}\n\nof {number}", number % len(PAYLOADS)), payload)
    draft = replace(draft_of(candidate), text=payload, claimant=payload, resolution_criteria=payload)
    return editing.accept(candidate, draft, by=by)


def _hang_on(claim: Claim, words: str, by: User) -> None:
    claim.refresh_from_db()
    stance = Evidence.Stance.CONTEXT
    piece = adduce_page(claim, as_address(words), quote=words, note=words, stance=stance, by=by)
    reject_evidence(piece, reason=words, by=by)
    claim.refresh_from_db()
    word_criteria(claim, words, reason=words, by=by)


def _judge(claim: Claim, by: User) -> None:
    """Sent back, given better, approved, corrected: each with all the payloads."""
    evidence = cast.adduced(claim, by)
    settle(claim, cast.finding(evidence, rationale=ALL, resolution_criteria=""), by=by)
    claim.refresh_from_db()
    send_back(claim, comment=PAYLOADS[12], by=cast.rosa())
    cast.settled(claim, by, rationale=ALL, resolution_criteria="")
    correction = cast.finding(evidence, rationale=ALL, reason=PAYLOADS[13], resolution_criteria="")
    settle(claim, correction, by=cast.rosa())
    claim.refresh_from_db()

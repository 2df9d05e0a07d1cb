"""Whoever reads Aver in French reads no English of ours: every page of the admin, over a base of French texts."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.test import Client

from claims import editing
from claims.models import (
    Candidate,
    Claim,
    ClaimRelation,
    EvidenceSearch,
    ExtractionRun,
    Heartbeat,
    PassageRun,
    Recheck,
)
from sources.ingest import Metadata, ingest
from sources.models import DocumentVersion
from tests import cast
from tests.claims.admin.test_catalogues import APPS, catalogue, entries
from tests.roles_world import Story, World
from tests.routes import routes

pytestmark = pytest.mark.django_db
TEXT = "Le quai fermerait avant le 20, selon le port. Le phare resterait ouvert dès mercredi. Le bac attend."
FUNCTION_WORDS = re.compile(r"\b(the|of|is|and|was|were|with|for|to|by|not|you|your|this|that|what|which|has|it)\b")
"""Of which no French sentence has any."""
SAID_IN = ("title", "aria-label", "placeholder", "alt", "summary")
LEFT_OUT = (
    "admin/logout/",
    # The names of permissions, which Django keeps in the database, in English.
    "admin/auth/user/<id>/",
    "admin/auth/user/<path:object_id>/",
    "admin/auth/group/",
    # The ledger as it is stored, in keys; what a rating is called in either language.
    "admin/claims/ledgerentry/",
    "admin/claims/rating/",
)
IN_ITS_OWN_TONGUE = {"by the end of March", "English"}
"""What stands in English for a reason: an example of a text's words, a language by its own name."""
ICONS = {"true", "false", "none"}
"""What Django calls its icons, whatever the language."""
VOID = {"input", "meta", "link", "br", "hr", "img", "col", "wbr", "source"}


class Words(HTMLParser):
    """What a page says to its reader: its texts and the attributes that are shown, save what is marked as English."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.for_scripts: list[str] = []
        self._silent = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        is_silent = tag in {"script", "style"} or given.get("lang") == "en"
        if tag not in VOID:
            self._silent += 1 if is_silent or self._silent else 0
        if not is_silent and not self._silent:
            self.said += [value for name, value in given.items() if name in SAID_IN]
            self.for_scripts += [value for name, value in given.items() if name.startswith("data-")]
            self.said += [given.get("value", "")] if given.get("type") in {"submit", "button"} else []

    def handle_endtag(self, tag: str) -> None:
        self._silent -= 1 if self._silent and tag not in VOID else 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def _only_english() -> set[str]:
    """Strings of the catalogues that no French page shows."""
    written = {msgid: texts for app in APPS for msgid, texts in entries(catalogue(app)).items()}
    french = {text.casefold() for texts in written.values() for text in texts}
    return {msgid.rpartition("\x04")[2].casefold() for msgid in written} - french - ICONS - {""}


def _told_in_english(page: str, english: set[str]) -> Iterator[str]:
    words = Words(page)
    for each in words.said + words.for_scripts:
        said = " ".join(each.split())
        for allowed in IN_ITS_OWN_TONGUE:
            said = said.replace(allowed, "")
        is_ours = each not in words.for_scripts and said.strip(" ·:").casefold() in english
        if is_ours or FUNCTION_WORDS.search(said.lower()):
            yield said


def _found(version: DocumentVersion, quote: str, **fields: Any) -> Candidate:
    given: dict[str, Any] = {
        "claimant": "port",
        "attribution": [{"claimant": "port", "cue": "selon"}],
        "hedge": "pourrait",
        "time_text": "avant le 20",
        "operator": "before",
        "not_before": None,
        "not_after": date(2022, 2, 20),
        "computed": "",
        "why": [],
        "condition": "si la mer monte",
    } | fields
    candidate = cast.candidate(version, quote, pipeline="1.0", **given)
    Candidate.objects.filter(pk=candidate.pk).update(language="fr")
    candidate.refresh_from_db()
    return candidate


def _judged(claim: Claim, editor: User) -> Claim:
    claim.refresh_from_db()
    cast.adduced(claim, editor, "le quai a fermé")
    cast.settled(claim, editor, rationale="Il a fermé.", resolution_criteria="Le quai ferme.")
    cast.reviewed(claim, editor, "fr", claim_reviewed="Le quai", headline="Le quai a fermé", summary="Il a fermé.")
    cast.settled(claim, editor, "came-true-partly", rationale="À moitié.", reason="Un bac passait.")
    cast.proposed(claim, editor, rationale="Il a rouvert.", reason="On s’était trompé.", resolution_criteria="")
    return claim


@pytest.fixture
def french(db: None) -> World:
    """One story with all that a page can tell."""
    editor = User.objects.create_user("an-editor")
    judge = User.objects.create_user("judge", is_staff=True, is_superuser=True)
    judge.groups.set(Group.objects.all())
    metadata = Metadata(cast.agence(), cast.SATURDAY, headline="Le quai", url="https://quai.example/", language="fr")
    version = ingest(TEXT, metadata).version
    claim = _judged(editing.accept(_found(version, "Le quai fermerait avant le 20"), by=editor), editor)
    other = editing.accept(_found(version, "Le phare resterait ouvert dès mercredi"), by=editor)
    editing.relate(claim, other, ClaimRelation.Kind.CONTRADICTS, by=editor)
    editing.sort_under([claim], [editing.name_topic("Quais", by=editor)], by=editor)
    for part in Heartbeat.Part:
        Heartbeat.objects.create(part=part)
    rows: dict[str, Model] = {
        "sources.publisher": version.publisher,
        "sources.document": version.document,
        "claims.candidate": _found(version, "Le bac attend"),
        "claims.extractionrun": ExtractionRun.objects.get(version=version),
        "claims.passagerun": PassageRun.objects.get(version=version),
        "claims.evidencesearch": EvidenceSearch.objects.filter(claim=claim).latest("pk"),
        "claims.claim": claim,
        "claims.claimant": claim.claimant,
        "claims.prediction": claim.prediction,
        "claims.evidence": claim.evidence.get(),
        "claims.claimreview": claim.reviews.get(),
        "claims.recheck": Recheck.objects.create(claim=claim, reason="due", scheduled_for=cast.INVASION),
    }
    story = Story("quai", version, claim, rows)
    return World(judge, story, story, story, story, story, story)


def test_no_page_in_french_says_a_word_of_english(french: World) -> None:
    english = _only_english()
    client = Client(headers={"accept-language": "fr"})
    client.force_login(french.user)  # type: ignore[arg-type]
    found: dict[str, list[str]] = {}
    opened = 0
    for route in routes():
        if not route.pattern.startswith("admin/") or route.pattern.startswith(LEFT_OUT):
            continue
        for send in (client.get, client.post):  # forms that were sent empty say what they lack
            answer = send(route.address(french.key), follow=True)
            if answer.status_code < 500 and answer["Content-Type"].startswith("text/html"):
                opened += 1
                if told := sorted(set(_told_in_english(answer.content.decode(), english))):
                    found[route.pattern] = told
    assert (found, opened > 60) == ({}, True)


def test_an_english_word_on_a_page_would_be_seen() -> None:
    page = '<p>Le quai</p><p>All of it</p><button lang="en">English of</button><a title="Give a verdict">x</a>'
    assert list(_told_in_english(page, _only_english())) == ["All of it", "Give a verdict"]

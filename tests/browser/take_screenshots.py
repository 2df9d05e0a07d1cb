"""Takes the pictures of docs/editors.md and README.md; look at them afterwards.

`python -m pytest --no-cov tests/browser/take_screenshots.py`

Not a test, and not collected as one: it writes into docs/screenshots.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import override
from playwright.sync_api import Page

from claims import editing, intake, passages, searching
from claims.clock import database_now
from claims.models import Candidate, Claim, ClaimRelation
from claims.settling import word_criteria
from sources.ingest import Metadata, ingest
from sources.models import DocumentVersion
from tests import cast
from tests.browser.test_a_day_at_the_desk import _sign_in

FOLDER: Path = settings.BASE_DIR / "docs" / "screenshots"
LANGUAGES = {"en": "English", "fr": "Français"}
SOUGHT = "A Russian invasion of Ukraine"
"""How the claim begins for which the seeds hold evidence."""

ENGLISH = (
    "The harbour council said on Monday that the swing bridge would reopen by {soon}.\n\n"
    "Engineers warned that repairs could start as early as {later}. "
    "The mayor promised that the ferry would stay free until {end}.\n\n"
    "“We will not close the port before {after},” the harbour master said."
)
FRENCH = (
    "La mairie du Quai a annoncé lundi que le pont rouvrirait d’ici le {soon}.\n\n"
    "Selon les ingénieurs, les travaux pourraient commencer dès le {later}. "
    "La maire a promis que le bac resterait gratuit jusqu’au {end}."
)

REVIEWS = {
    "en": {
        "claim_reviewed": "The swing bridge will reopen within the week, the harbour council says.",
        "headline": "The bridge reopened, on the last day it had been given",
        "summary": (
            "The first cars crossed the swing bridge at noon, as the council had promised.\n\n"
            "Pedestrians wait: the eastern walkway is closed until the handrails have been replaced."
        ),
    },
    "fr": {
        "claim_reviewed": "Le pont tournant rouvrira dans la semaine, selon le conseil du port.",
        "headline": "Le pont a rouvert, le dernier jour annoncé",
        "summary": (
            "Les premières voitures ont franchi le pont tournant à midi, comme le conseil l’avait promis.\n\n"
            "Les piétons attendent : la passerelle de l’est reste fermée le temps d’en remplacer les garde-corps."
        ),
    },
}


def _text(words: str, language: str, today: date) -> str:
    days = {"soon": -4, "later": 12, "end": 40, "after": 75}
    with override(language):
        form = "j F Y" if language == "fr" else "j F"
        return words.format(**{name: date_format(today + timedelta(days=ahead), form) for name, ahead in days.items()})


def _take_in(words: str, headline: str, language: str, today: date) -> DocumentVersion:
    publisher = cast.agence() if language == "fr" else cast.harbour_wire()
    published = database_now() - timedelta(days=11)
    metadata = Metadata(publisher, published_at=published, headline=headline, language=language)
    return ingest(_text(words, language, today), metadata).version


@pytest.fixture
def claim(address: str, public_site: None) -> Claim:
    """The seeds, read; two reports of this month, mostly accepted; one claim with all that a page can tell."""
    edith, today = cast.edith(), database_now().date()
    call_command("load_seeds", verbosity=0)
    bridge = _take_in(ENGLISH, "Swing bridge to reopen", "en", today)
    pont = _take_in(FRENCH, "Le pont rouvrira", "fr", today)
    for version in DocumentVersion.objects.order_by("pk"):
        intake.extract_from(version)
    claims = [_accepted(candidate, edith) for candidate in _worth_most(bridge)]
    twins = [_accepted(candidate, edith) for candidate in _worth_most(pont)]
    for candidate in Candidate.objects.pending().order_by("-check_worthiness", "pk")[:6]:
        if candidate.kind != "opinion":
            _accepted(candidate, edith)
    _accepted(Candidate.objects.pending().get(quote__startswith=SOUGHT), edith)
    passages.sweep_passages(for_at_most=timedelta(minutes=10))
    searching.sweep_searches(for_at_most=timedelta(minutes=10))
    told = claims[0]
    told.refresh_from_db()
    editing.sort_under(claims, [editing.name_topic("Swing bridge", by=edith)], by=edith)
    editing.relate(told, twins[0], ClaimRelation.Kind.TRANSLATION, by=edith)
    told.refresh_from_db()
    cast.adduced(told, edith, "The first cars crossed the bridge at noon.")
    cast.settled(told, edith, rationale="The bridge was open to cars at noon.", known_at=database_now())
    for language, words in REVIEWS.items():
        cast.reviewed(told, edith, language, **words)
    cast.adduced(claims[1], edith)
    cast.proposed(claims[1], edith, "ambiguous", known_at=database_now())
    return told


def _worth_most(version: DocumentVersion) -> list[Candidate]:
    return list(Candidate.objects.filter(version=version, kind="prediction").order_by("start"))


def _accepted(candidate: Candidate, by: User) -> Claim:
    claim = editing.accept(candidate, by=by)
    claim.refresh_from_db()
    if hasattr(claim, "prediction"):
        word_criteria(claim, "True if it happened within the window, as two sources report.", by=by)
    return claim


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pictures_are_taken(page: Page, address: str, claim: Claim, language: str) -> None:
    written = Candidate.objects.pending().filter(version__document__language=language)
    busiest = written.values("version").annotate(number=Count("pk")).order_by("-number", "version")[0]["version"]
    text = f"/admin/claims/candidate/text/{busiest}/"
    pages = {"home": ("/admin/", 1300), "reading": (text, 860)}
    pages["claim"] = (f"/admin/claims/claim/{claim.pk}/change/", 1500)
    _sign_in(page, address, LANGUAGES[language])
    for name, (where, height) in pages.items():
        page.set_viewport_size({"width": 1280, "height": height})
        page.goto(f"{address}{where}")
        page.screenshot(path=FOLDER / f"{name}.{language}.png")
    sought = Claim.objects.get(text__startswith=SOUGHT)
    page.goto(f"{address}/admin/claims/claim/{sought.pk}/change/")
    page.locator("#evidence").screenshot(path=FOLDER / f"evidence.{language}.png")
    page.set_viewport_size({"width": 960, "height": 1240})
    page.goto(f"{address}/reviews/{claim.reviews.get(language=language).slug}/")
    page.screenshot(path=FOLDER / f"review.{language}.png")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}{text}")
    page.screenshot(path=FOLDER / f"phone.{language}.png")

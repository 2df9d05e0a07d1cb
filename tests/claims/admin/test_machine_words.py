"""What the machine says of its reading is said in the reader's language; what it quotes stays a quote."""

import ast
import tomllib
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils.translation import override

from claims import editing
from claims.admin.machine_words import REASONS, RULES, WITH_CUE, computed_words, why_words
from claims.models import Candidate, Prediction
from claims.vocabulary.kinds import Kind
from tests import cast

EXTRACTION = settings.BASE_DIR / "claims/extraction"
RULED_IN = ("cutting.py", "propositions.py", "kinds.py")
SCORED_IN = ("checkworthiness.py",)


def _opening(node: ast.expr) -> str | None:
    """The string, or where it is a formatted one what stands before its first value."""
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        return str(node.values[0].value)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _given(name: str) -> Iterator[str]:
    """Rules and reasons that a module gives: behind what they hold for, as keys, as arguments, as `ahead`."""
    for node in ast.walk(ast.parse((EXTRACTION / name).read_text("utf-8"))):
        nodes: list[ast.expr | None] = []
        if isinstance(node, ast.Tuple) and len(node.elts) > 1 and not isinstance(node.elts[0], ast.Constant):
            nodes = [node.elts[1]]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("rules", "reasons", "ahead"):
            nodes = list(node.value.keys) if isinstance(node.value, ast.Dict) else [node.value]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("Proposition", "Part", "rules.get"):
            nodes = list(node.args)
        yield from (words for each in nodes if each is not None and (words := _opening(each)))


def _rules() -> set[str]:
    return {rule for name in RULED_IN for rule in _given(name)}


def _reasons() -> set[str]:
    listed = tomllib.loads((EXTRACTION / "cues/checkworthiness.toml").read_text("utf-8"))["part"]
    return {reason for name in SCORED_IN for reason in _given(name)} - {"kind "} | {one["reason"] for one in listed}


def _stored() -> list[str]:
    """One entry of `why` for all that the extractor can give."""
    kinds = [f"kind {kind} +0.20" for kind in Kind]
    rules = [f"{rule}said" if rule.endswith(" ") else rule for rule in _rules()]
    return sorted([*rules, *kinds, *(f"{reason} -0.08" for reason in _reasons())])


def test_all_that_the_extractor_gives_is_found_in_its_code() -> None:
    assert {"sentence", "relative", "contrast", "verb of denial: ", "hypothetical", "a graded chance: "} <= _rules()
    assert {"base", "a number", "very short", "a cause"} <= _reasons()


def test_every_rule_and_reason_has_words_and_no_words_are_for_nothing() -> None:
    by_hand = {"selected by hand"}
    assert {rule.removesuffix(" ") for rule in _rules()} | by_hand == {*RULES, *WITH_CUE}
    assert _reasons() == set(REASONS)


@pytest.mark.parametrize("reason", _stored())
def test_every_reason_is_said_in_both_languages(reason: str) -> None:
    with override("en"):
        english = why_words(reason, language="en")
    with override("fr"):
        french = why_words(reason, language="en")
    assert 'lang="en">' not in english.replace('<q lang="en">', "")
    assert english != french


def test_what_is_quoted_of_the_text_stays_a_quote() -> None:
    with override("fr"):
        words = why_words("verb of denial: <i>denied</i>", language="en")
    assert words == 'un verbe de démenti : <q lang="en">&lt;i&gt;denied&lt;/i&gt;</q>'


@pytest.mark.parametrize(("language", "words"), [("en", "a number: +0.35"), ("fr", "un nombre : +0,35")])
def test_points_are_written_as_numbers_are(language: str, words: str) -> None:
    with override(language):
        assert why_words("a number +0.35", language="en") == words


def test_what_an_earlier_extractor_gave_is_shown_as_it_is_and_as_english() -> None:
    with override("fr"):
        assert why_words("cue: <warned>", language="fr") == '<span lang="en">cue: &lt;warned&gt;</span>'


@pytest.mark.parametrize(
    ("language", "french", "told"),
    [("fr", "Ainsi.", ("Ainsi.", "fr")), ("en", "Ainsi.", ("So.", "en")), ("fr", "", ("So.", "en"))],
)
def test_how_a_window_was_computed_is_said_in_the_readers_language(
    language: str, french: str, told: tuple[str, str]
) -> None:
    with override(language):
        said = computed_words(Candidate(computed="So.", computed_fr=french))
    assert (said.words, said.language) == told


@pytest.fixture
def in_french() -> dict[str, str]:
    return {"accept-language": "fr"}


@pytest.mark.django_db
def test_a_french_reader_finds_a_candidates_window_and_why_in_french(desk: Client, in_french: dict[str, str]) -> None:
    candidate = cast.candidate(why=["sentence", "future or modal verb", "base +0.20"])
    page = desk.get(f"/admin/claims/candidate/{candidate.pk}/change/", headers=in_french).content.decode()
    assert f'<p class="help" lang="fr">{candidate.computed_fr}</p>' in page
    assert f'data-computed="{candidate.computed_fr}" data-computed-language="fr"' in page
    assert "<li>une phrase entière</li><li>un futur ou un verbe modal</li>" in page
    assert candidate.computed not in page


@pytest.mark.django_db
def test_the_page_of_a_claim_says_in_french_how_its_window_was_computed(
    desk: Client, in_french: dict[str, str]
) -> None:
    claim = editing.accept(cast.candidate(), by=User.objects.get(username="edith"))
    page = desk.get(f"/admin/claims/claim/{claim.pk}/change/", headers=in_french).content.decode()
    assert f'<p class="help" lang="fr">{Prediction.objects.get().computed_fr}</p>' in page


@pytest.mark.django_db
def test_what_is_typed_is_explained_in_the_readers_language(desk: Client, in_french: dict[str, str]) -> None:
    address = f"/admin/claims/candidate/{cast.candidate().pk}/preview/"
    window = desk.get(address, {"typed": "by the end of March"}, headers=in_french).json()["window"]
    assert (window["language"], window["said"].split(" dit ")[0]) == ("fr", "«\u00a0by the end of March\u00a0»")


@pytest.mark.django_db
def test_what_is_selected_by_hand_is_stored_alike_in_every_language() -> None:
    version = cast.warning()
    start = version.text.index(cast.COULD_START)
    with override("fr"):
        made = editing.propose(
            version,
            start,
            start + len(cast.COULD_START),
            quote=cast.COULD_START,
            kind=Kind.PREDICTION,
            by=cast.edith(),
        )
    assert made.why == ["selected by hand"]

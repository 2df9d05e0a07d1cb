"""The French catalogues hold every string of the code, translated, and are compiled as they are written."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation.template import templatize

APPS = ("api", "claims", "sources")
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy"}
IN_TEMPLATES = re.compile(r"(?<![a-z])(?:n?gettext|_)\(u?(?P<quoted>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", re.DOTALL)


def catalogue(app: str) -> Path:
    return settings.BASE_DIR / app / "locale/fr/LC_MESSAGES/django.po"


def entries(po: Path) -> dict[str, list[str]]:
    """Each msgid (context and EOT before it, as gettext keys them) with its translations."""
    entries = {}
    for block in po.read_text("utf-8").split("\n\n"):
        values: dict[str, str] = {}
        keyword = ""
        for line in block.splitlines():
            if found := re.match(r'(msg[a-z_]+(?:\[\d\])?) (".*")$', line):
                keyword = found[1]
                values[keyword] = ast.literal_eval(found[2])
            elif line.startswith('"'):
                values[keyword] += ast.literal_eval(line)
        if "msgid" in values:
            context = f"{values['msgctxt']}\x04" if "msgctxt" in values else ""
            entries[context + values["msgid"]] = [text for key, text in values.items() if key.startswith("msgstr")]
    return entries


def _in_python(tree: ast.AST) -> Iterator[str]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in CALLS:
            words = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
            if call.func.id.startswith("p"):
                yield "\x04".join(map(str, words))
            elif words:
                yield str(words[0])


def _used(app: str) -> set[str]:
    folder = settings.BASE_DIR / app
    found: set[str] = set()
    for source in folder.rglob("*.py"):
        found.update(_in_python(ast.parse(source.read_text("utf-8"))))
    for template in (folder / "templates").rglob("*.html"):
        code = templatize(template.read_text("utf-8"))
        found.update(ast.literal_eval(match["quoted"]) for match in IN_TEMPLATES.finditer(code))
    return found


@pytest.mark.parametrize("app", APPS)
def test_no_string_is_missing_from_the_french_catalogue(app: str) -> None:
    assert sorted(_used(app) - set(entries(catalogue(app)))) == []


@pytest.mark.parametrize("app", APPS)
def test_no_string_is_untranslated(app: str) -> None:
    assert [msgid for msgid, texts in entries(catalogue(app)).items() if not all(texts)] == []


@pytest.mark.parametrize("app", APPS)
def test_a_translation_keeps_the_placeholders(app: str) -> None:
    placeholder = re.compile(r"%\([a-z_]+\)s|\{[a-z]+\}|%%")
    broken = [
        msgid
        for msgid, texts in entries(catalogue(app)).items()
        if msgid and any(sorted(placeholder.findall(msgid)) != sorted(placeholder.findall(text)) for text in texts)
    ]
    assert broken == []


@pytest.mark.parametrize("app", APPS)
def test_the_catalogue_is_compiled_as_it_is_written(app: str) -> None:
    with catalogue(app).with_suffix(".mo").open("rb") as compiled:
        held = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]
    written = entries(catalogue(app))
    expected = {
        (msgid if len(texts) == 1 else (msgid, number)): text
        for msgid, texts in written.items()
        for number, text in enumerate(texts)
    }
    assert {key: text for key, text in held.items() if key} == {key: text for key, text in expected.items() if key}


TAGS = re.compile(
    r"{% *block (?:bodyclass|coltype) %}.*?{% *endblock *%}"
    r"|{#.*?#}|{% *blocktrans(?:late)?\b.*?{% *endblocktrans(?:late)? *%}|{%.*?%}|{{.*?}}",
    re.DOTALL,
)
SHOWN = re.compile(r'\b(?:title|aria-label|placeholder|alt)="([^"]*)"')
SAME_IN_BOTH = {"API", "Aver", "CSP", "Ctrl", "Enter", "Esc"}


def _bare_words(template: str) -> set[str]:
    """Words of two letters and more that stand in a template outside of any translation."""
    html = TAGS.sub(" ", template)
    texts = [*SHOWN.findall(html), re.sub(r"<[^>]*>|&\w+;", " ", html)]
    return {word for text in texts for word in re.findall(r"[^\W\d_]{2,}", text)} - SAME_IN_BOTH


@pytest.mark.parametrize("app", APPS)
def test_no_words_stand_in_a_template_untranslated(app: str) -> None:
    templates = (settings.BASE_DIR / app / "templates").rglob("*.html")
    bare = {template.name: _bare_words(template.read_text("utf-8")) for template in templates}
    assert {name: words for name, words in bare.items() if words} == {}


def test_scripts_hold_no_sentences() -> None:
    """What they say is handed to them by the page, in its language."""
    sentence = re.compile(r"""(["'`])[A-Z][a-z]+(?: [a-z]+)+.*?\1""")
    scripts = settings.BASE_DIR.glob("*/static/**/*.js")
    found = [match[0] for script in scripts for match in sentence.finditer(script.read_text("utf-8"))]
    assert found == []


def test_bare_words_of_a_template_are_seen() -> None:
    template = '{% load i18n %}<p title="Some help">{% translate "Shown" %} bare <b>{{ word }}</b></p>'
    assert _bare_words(template) == {"Some", "help", "bare"}


def test_the_search_for_strings_sees_both_templates_and_code() -> None:
    assert {"Paste a text", "What the machine read", "status\x04open"} <= _used("claims")

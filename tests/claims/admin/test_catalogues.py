"""The French catalogues hold every string of the code, translated, and are compiled as they are written."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation.template import templatize

APPS = ("claims", "sources")
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy"}
IN_TEMPLATES = re.compile(r"(?<![a-z])(?:n?gettext|_)\(u?(?P<quoted>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", re.DOTALL)


def _catalogue(app: str) -> Path:
    return settings.BASE_DIR / app / "locale/fr/LC_MESSAGES/django.po"


def _entries(po: Path) -> dict[str, list[str]]:
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
    assert sorted(_used(app) - set(_entries(_catalogue(app)))) == []


@pytest.mark.parametrize("app", APPS)
def test_no_string_is_untranslated(app: str) -> None:
    assert [msgid for msgid, texts in _entries(_catalogue(app)).items() if not all(texts)] == []


@pytest.mark.parametrize("app", APPS)
def test_a_translation_keeps_the_placeholders(app: str) -> None:
    placeholder = re.compile(r"%\([a-z_]+\)s|\{[a-z]+\}|%%")
    broken = [
        msgid
        for msgid, texts in _entries(_catalogue(app)).items()
        if msgid and any(sorted(placeholder.findall(msgid)) != sorted(placeholder.findall(text)) for text in texts)
    ]
    assert broken == []


@pytest.mark.parametrize("app", APPS)
def test_the_catalogue_is_compiled_as_it_is_written(app: str) -> None:
    with _catalogue(app).with_suffix(".mo").open("rb") as compiled:
        held = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]
    written = _entries(_catalogue(app))
    expected = {
        (msgid if len(texts) == 1 else (msgid, number)): text
        for msgid, texts in written.items()
        for number, text in enumerate(texts)
    }
    assert {key: text for key, text in held.items() if key} == {key: text for key, text in expected.items() if key}


def test_the_search_for_strings_sees_both_templates_and_code() -> None:
    assert {"Paste a text", "What the machine read", "status\x04open"} <= _used("claims")

"""Why a passage is proposed, and what tells two claims apart, in the reader's language.

Rows keep the slugs of claims.comparing.reasons; each has its words here.
"""

from collections.abc import Callable, Iterator

from django.utils.dateparse import parse_date
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.comparing.names import names_in
from claims.comparing.words import spelled
from claims.models import Evidence
from claims.window_words import day_words
from sources.languages import primary_subtag

PLAIN: dict[str, str | Promise] = {
    "other number": _("it is about another of its kind, by its number (as reactor 3 is not reactor 2)"),
    "put off": _("it says that this was put off"),
    "put off within the window": _("it says that this was put off to a day within the window"),
    "put off beyond the window": _("it says that this was put off, to no day within the window"),
    "still ahead": _("it speaks of this as still to come"),
    "still ahead after the window": _("it speaks of this as still to come, when the window had ended"),
    "only a part": _("it says this of a part only"),
    "only proposed": _("it says that this was only proposed"),
    "will not happen": _("it says that this will not happen"),
    "only begun": _("it says that this has only begun"),
    "no longer": _("it says that this holds no longer"),
    "lasted": _("it says that this held to the end"),
    "happened": _("it says that this happened"),
    "did not happen": _("it says that this did not happen"),
    "not yet": _("it settles nothing yet: the window had not ended"),
    "before the window": _("it says that this happened before the window began"),
    "after the window": _("it says that this happened after the window"),
    "too late": _("it says that this happened too late"),
    "by its day and sense": _("taken together, its day, its words and its sense say so"),
    "unsettled": _("it does not say what came of this"),
    "names": _("it names the same"),
    "other place": _("it is about another place"),
    "number": _("it counts the same thing"),
}
"""Of a passage, where nothing of its detail can be said."""

_LONGEST_NAME = 4
"""Words of a name that are looked for together."""


def why_words(evidence: Evidence) -> list[str]:
    """Why the machine proposes it, safe to show: what it says of the event first, then what the two have in common."""
    return [_said(evidence, *pair) for pair in reversed(evidence.why) if _is_a_pair(pair)]


def _is_a_pair(given: object) -> bool:
    return isinstance(given, list | tuple) and len(given) == 2 and all(isinstance(each, str) for each in given)


def _said(evidence: Evidence, slug: str, detail: str) -> str:
    told = _WITH_DETAIL[slug](evidence, detail) if detail and slug in _WITH_DETAIL else ""
    if told or slug in PLAIN:
        return told or str(PLAIN[slug])
    return format_html('<span lang="en">{}</span>', f"{slug}: {detail}" if detail else slug)


def _of_names(words: str | Promise) -> Callable[[Evidence, str], str]:
    def say(evidence: Evidence, detail: str) -> str:
        return format_html(str(words), names=_names(evidence, detail))

    return say


def _of_a_day(words: str | Promise) -> Callable[[Evidence, str], str]:
    def say(_evidence: Evidence, detail: str) -> str:
        try:
            day = parse_date(detail)
        except ValueError:
            return ""
        return format_html(str(words), day=day_words(day)) if day else ""

    return say


def _number(_evidence: Evidence, detail: str) -> str:
    """`25 percent`: both count it so; `9 / 7 percent`: the passage 9, the claim 7. What is counted, the words tell."""
    first, _slash, second = detail.partition(" / ")
    theirs, ours = _figure(first), _figure(second)
    if theirs and ours:
        return format_html(str(_("it counts {theirs}, the claim {ours}")), theirs=theirs, ours=ours)
    return format_html(str(_("a number in common: {number}")), number=theirs) if theirs and not second else ""


def _figure(written: str) -> str:
    """The number that words begin with; empty where it was kept in round figures only, as 1.23457e+06."""
    words = written.split()
    try:
        value = float(words[0]) if words and "e" not in words[0] else None
    except ValueError:
        value = None
    return "" if value is None else number_format(words[0], use_l10n=True, force_grouping=True)


_WITH_DETAIL: dict[str, Callable[[Evidence, str], str]] = {
    "names": _of_names(_("names in common: {names}")),
    "other place": _of_names(_("it is about another place: {names}")),
    "number": _number,
    "put off within the window": _of_a_day(_("it says that this was put off to a day within the window, {day}")),
    "put off beyond the window": _of_a_day(_("it says that this was put off beyond the window, to {day}")),
}


def _names(evidence: Evidence, detail: str) -> SafeString:
    """The names as the passage writes them, where it does; a key is one name in all languages and spellings."""
    keys = [key for key in detail.split(", ") if key]
    language = evidence.version.document.language if evidence.version else ""
    written = dict(_written(set(keys), evidence.quote, primary_subtag(language)))
    told = dict.fromkeys(written.get(key, key.replace("-", " ")) for key in keys)
    return format_html_join(", ", '<span lang="{}">{}</span>', ((language, name) for name in told))


def _written(keys: set[str], text: str, language: str) -> Iterator[tuple[str, str]]:
    """Each key with the fewest words of the text that make it, the first such."""
    words = list(spelled(text))
    wanted = set(keys)
    for length in range(1, _LONGEST_NAME + 1):
        for first in range(len(words) - length + 1 if wanted else 0):
            last, at = words[first + length - 1]
            name = text[words[first][1] : at + len(last)]
            names = names_in(name, language)
            found = wanted & (names.sure | names.perhaps | names.implied)
            yield from ((key, name) for key in sorted(found))
            wanted -= found

"""How the text vouches for a content: plainly, in somebody's words, as hearsay, or denied."""

import re
from functools import cache

from claims.extraction.attribution.reports import Form, Report
from claims.extraction.inflection import load_cues
from claims.extraction.propositions import Proposition
from claims.extraction.syntax import Syntax
from claims.extraction.verbs import VerbGroup


@cache
def _hearsay(language: str) -> re.Pattern[str]:
    listed = load_cues("hearsay")[language]["phrases"]
    phrases = sorted(listed if isinstance(listed, list) else [], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)


def hearsay(syntax: Syntax, start: int, end: int) -> tuple[int, int] | None:
    """The span of *reportedly, is said to, à en croire certains* in the text between the offsets, or None."""
    found = _hearsay(syntax.language).search(syntax.plain, start, end)
    return found.span() if found else None


def press_conditional(
    syntax: Syntax, proposition: Proposition, group: VerbGroup, report: Report | None, *, has_condition: bool
) -> bool:
    """True for *aurait informé* and, outside conditions and reported speech in the past, *serait en discussions*."""
    if syntax.language != "fr" or not group.is_conditional or has_condition:
        return False
    if any(syntax.words[index].lemma in ("pouvoir", "devoir", "falloir") for index in group.members):
        return False
    if group.is_perfect:
        return True
    if report is not None and report.form in (Form.COMPLEMENT, Form.INSERTED, Form.COLON, Form.FLOATING):
        return False
    return syntax.words[proposition.head].quotation is None

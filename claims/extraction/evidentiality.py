"""How the text vouches for a content: plainly, in somebody's words, as hearsay, or denied."""

from claims.extraction.attribution.reports import Form, Report
from claims.extraction.propositions import Proposition
from claims.extraction.syntax import Syntax
from claims.extraction.verbs import VerbGroup


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

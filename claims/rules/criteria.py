"""Resolution criteria to begin with: what would count as true and as false, from a prediction's kind and window."""

from datetime import date

from claims.vocabulary.kinds import Kind, ResolvesOn
from claims.vocabulary.windows import Operator

TEMPLATES: dict[str, dict[str, str]] = {
    "en": {
        "happens": "True if this happens {when}: {text} False if not by the end of {end}.",
        "happens, no end": "True if this happens {when}: {text} False if not by its horizon.",
        "holds": "True if this holds {when}: {text} False if it ceases to within that time.",
        "kept": "Kept if this is done {when}: {text} Broken if it is not, or is given up before.",
    },
    "fr": {
        "happens": "Vrai si ceci se produit {when} : {text} Faux si ce n’est pas le cas le {end}.",
        "happens, no end": "Vrai si ceci se produit {when} : {text} Faux si ce n’est pas le cas à son horizon.",
        "holds": "Vrai si ceci reste le cas {when} : {text} Faux si cela cesse entre-temps.",
        "kept": "Tenu si ceci est fait {when} : {text} Non tenu sinon, ou en cas d’abandon avant.",
    },
}
WHEN: dict[str, dict[str, str]] = {
    "en": {
        "on": "on {end}",
        "between": "between {begin} and {end}, both included",
        "by": "by {end}, that day included",
        "before": "before {end}, that day not included",
        "from": "on {begin} or later",
        "open": "by the horizon that an editor sets",
    },
    "fr": {
        "on": "le {end}",
        "between": "entre le {begin} et le {end} inclus",
        "by": "au plus tard le {end} inclus",
        "before": "avant le {end}, ce jour exclu",
        "from": "le {begin} ou après",
        "open": "avant l’horizon fixé par un éditeur",
    },
}


def template(
    text: str,
    *,
    kind: Kind,
    operator: Operator,
    not_before: date | None,
    not_after: date | None,
    resolves_on: ResolvesOn,
    language: str,
) -> str:
    """Criteria for the editor to sharpen, in French where `language` is, else in English; empty for a fact.

    Days are ISO 8601.
    """
    if not kind.looks_forward:
        return ""
    tongue = "fr" if language.startswith("fr") else "en"
    days = {"begin": not_before, "end": not_after}
    when = WHEN[tongue][_when(operator, not_before, not_after)].format(**days)
    if kind is Kind.COMMITMENT:
        sort = "kept"
    elif resolves_on is ResolvesOn.PERSISTENCE:
        sort = "holds"
    else:
        sort = "happens" if not_after else "happens, no end"
    return TEMPLATES[tongue][sort].format(when=when, text=_quoted(text, tongue), end=not_after)


def _when(operator: Operator, not_before: date | None, not_after: date | None) -> str:
    if not_after is None:
        return "from" if not_before else "open"
    if operator is Operator.BEFORE:
        return "before"
    if not_before is None:
        return "by"
    return "on" if not_before == not_after else "between"


def _quoted(text: str, language: str) -> str:
    words = " ".join(text.split())
    return f"« {words} »." if language == "fr" else f"“{words}”."

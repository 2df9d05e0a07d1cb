"""Verbs that judge or count only in some company: *sees a 60% chance*, *un sondage donne X à 34 %*."""

from collections.abc import Mapping
from functools import cache

from claims.extraction.attribution.cues import ReportingVerb, Sense
from claims.extraction.clauses import subject_phrase
from claims.extraction.inflection import forms_of_all
from claims.extraction.syntax import Stretch, Syntax

_POLLS_WITH = {"en": ("give", "put", "place", "have"), "fr": ("donner", "créditer", "placer")}
_POLLS = frozenset(["sondage", "sondages", "enquête", "baromètre", "poll", "polls", "survey", "canvass"])


def judges(syntax: Syntax, stretch: Stretch, index: int) -> ReportingVerb | None:
    """The verb at `index` as one of judging or showing, if what stands around it makes it one."""
    return _sees_a_chance(syntax, stretch, index) or _polls(syntax, stretch, index)


def _polls(syntax: Syntax, stretch: Stretch, index: int) -> ReportingVerb | None:
    """*Un sondage donne X à 34 %*, *the poll gives her 44%*: the verb of a poll with a share behind it."""
    word = syntax.words[index]
    lemma = _poll_forms(syntax.language).get(word.lower)
    if lemma is None or not word.is_finite():
        return None
    shares = any(one.text == "%" or one.lower == "percent" for one in syntax.words[index + 1 : stretch.last][:14])
    subject = {one.lower for one in subject_phrase(syntax, index, stretch)[:4]}
    return ReportingVerb(lemma, (Sense.SHOW,)) if shares and subject & _POLLS else None


@cache
def _poll_forms(language: str) -> Mapping[str, str]:
    return forms_of_all(_POLLS_WITH[language], language)


def _sees_a_chance(syntax: Syntax, stretch: Stretch, index: int) -> ReportingVerb | None:
    """*sees a 60% chance of …*, *voit deux chances sur trois que …*: a verb of seeing is one of judging there."""
    if syntax.words[index].lemma not in ("see", "voir") or not syntax.words[index].is_finite():
        return None
    following = {word.lower for word in syntax.words[index + 1 : min(index + 7, stretch.last)]}
    is_graded = following & {"chance", "chances", "probability", "likelihood", "odds", "probabilité", "risk", "risque"}
    return ReportingVerb(syntax.words[index].lemma, (Sense.THINK,)) if is_graded else None


def is_poll_verb(lemma: str, language: str) -> bool:
    """True for *give* and *donner*, which only a poll's shares make a verb of showing."""
    return lemma in _POLLS_WITH[language]

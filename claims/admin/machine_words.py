"""What the machine says of its reading, in the reader's language: how a window was computed, and why it reads so.

Rows keep what the extractor said; its rules and reasons are a finite set, and each has its words here.
"""

import re
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from claims.extraction.types import TimeExpression
from claims.models import Candidate, Prediction
from claims.models.choices import KINDS


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, and the language it is in."""

    words: str
    language: str


def reads_french() -> bool:
    return (get_language() or "").startswith("fr")


def computed_words(read: Candidate | Prediction | TimeExpression) -> Told:
    """How the window was computed; in English where an earlier reading left no French."""
    if reads_french() and read.computed_fr:
        return Told(read.computed_fr, "fr")
    return Told(read.computed, "en")


RULES: dict[str, str | Promise] = {
    "selected by hand": gettext_lazy("selected by hand"),
    "sentence": gettext_lazy("a whole sentence"),
    "relative": gettext_lazy("cut at a relative clause"),
    "relative within": gettext_lazy("a relative clause inside the sentence"),
    "participle": gettext_lazy("cut at a participle"),
    "coordination": gettext_lazy("cut at a conjunction"),
    "punctuation": gettext_lazy("cut at a punctuation mark"),
    "enumeration": gettext_lazy("one clause of an enumeration"),
    "a second figure": gettext_lazy("cut at a second figure"),
    "contrast": gettext_lazy("cut at a contrast"),
    "reason": gettext_lazy("cut where a reason is given"),
    "apposition": gettext_lazy("cut at an apposition"),
    "the speaker's own future act": gettext_lazy("the speaker’s own future act"),
    "the claimant calls it false": gettext_lazy("the claimant calls it false"),
    "the claimant says it is not so": gettext_lazy("the claimant says that it is not so"),
    "judgement without a checkable core": gettext_lazy("a judgement without a checkable core"),
    "its point is a number": gettext_lazy("its point is a number"),
    "a statement of fact": gettext_lazy("a statement of fact"),
    "future or modal verb": gettext_lazy("a future or a modal verb"),
    "hypothetical": gettext_lazy("a hypothesis under a condition"),
    "future in the past": gettext_lazy("a future seen from the past"),
    "conditional about a day ahead": gettext_lazy("a conditional about a day ahead"),
    "verb of expectation": gettext_lazy("a verb of expectation"),
    "present about a day ahead": gettext_lazy("a present about a day ahead"),
}

WITH_CUE: dict[str, str | Promise] = {
    "content of": gettext_lazy("what {cue} reports"),
    "verb of denial:": gettext_lazy("a verb of denial: {cue}"),
    "verb of promise or plan:": gettext_lazy("a verb of promise or plan: {cue}"),
    "the speaker's own intention:": gettext_lazy("the speaker’s own intention: {cue}"),
    "a graded chance:": gettext_lazy("a graded chance: {cue}"),
}
"""What stands before a word of the text, which stays a quote."""

REASONS: dict[str, str | Promise] = {
    "base": gettext_lazy("what every claim has"),
    "a time": gettext_lazy("a time is named"),
    "somebody vouches for it": gettext_lazy("somebody vouches for it"),
    "a number": gettext_lazy("a number"),
    "a name": gettext_lazy("a name"),
    "a superlative": gettext_lazy("a superlative"),
    "going on now": gettext_lazy("going on now"),
    "a number in a plan": gettext_lazy("a number in a plan"),
    "a magnitude": gettext_lazy("a magnitude"),
    "a number in words": gettext_lazy("a number in words"),
    "a comparison": gettext_lazy("a comparison"),
    "a change": gettext_lazy("a change"),
    "an act on record": gettext_lazy("an act on record"),
    "a public matter": gettext_lazy("a public matter"),
    "a year or span": gettext_lazy("a year or a span of time"),
    "past or perfect": gettext_lazy("a past or perfect tense"),
    "a wish, plan or duty": gettext_lazy("a wish, a plan or a duty"),
    "an opinion or feeling": gettext_lazy("an opinion or a feeling"),
    "talk to the room": gettext_lazy("talk to the room"),
    "said to you": gettext_lazy("said to “you”"),
    "about somebody else's doing": gettext_lazy("about somebody else’s doing"),
    "a finished event": gettext_lazy("a finished event"),
    "a proposal": gettext_lazy("a proposal"),
    "a story of one's own": gettext_lazy("a story of one’s own"),
    "a cause": gettext_lazy("a cause"),
    "a denial or a lack": gettext_lazy("a denial or a lack"),
    "what it does": gettext_lazy("what something does"),
    "very short": gettext_lazy("very short"),
    "short": gettext_lazy("short"),
    "very long: has words of any sort": gettext_lazy("very long, so with words of every sort"),
    "long: has words of any sort": gettext_lazy("long, so with words of every sort"),
}
"""What adds to the check-worthiness or takes from it; stored with its points behind it."""

_KINDS = {f"kind {kind}": label for kind, label in KINDS.items()}
_SCORED = re.compile(r"(?P<reason>.+) (?P<points>[+-]\d+\.\d+)")


def why_words(reason: str, *, language: str) -> str:
    """One entry of `why` for people, safe to show; `language` is that of the text. An unknown one stays as it is."""
    if reason in RULES:
        return str(RULES[reason])
    for opening, words in WITH_CUE.items():
        if reason.startswith(f"{opening} "):
            return format_html(str(words), cue=format_html('<q lang="{}">{}</q>', language, reason[len(opening) + 1 :]))
    scored = _SCORED.fullmatch(reason)
    named = scored and _reason_words(scored["reason"])
    if scored and named:
        return _("%(reason)s: %(points)s") % {"reason": named, "points": _points(scored["points"])}
    return format_html('<span lang="en">{}</span>', reason)


def _reason_words(reason: str) -> str:
    kind = _KINDS.get(reason)
    return _("its kind, %(kind)s") % {"kind": kind} if kind else str(REASONS.get(reason, ""))


def _points(written: str) -> str:
    sign = "−" if written.startswith("-") else "+"
    return f"{sign}{number_format(written[1:], use_l10n=True)}"

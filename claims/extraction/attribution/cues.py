"""The reporting verbs of a language by their forms, and what each verb does with its content."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from claims.extraction.inflection import forms_of, forms_of_all, load_cues


class Sense(StrEnum):
    """What a reporting verb says of its subject and of its content."""

    SAY = "say"
    THINK = "think"
    PROMISE = "promise"
    INTEND = "intend"
    EXPECT = "expect"
    DENY = "deny"
    SHOW = "show"
    UTTER = "utter"
    ORDER = "order"
    LEARN = "learn"


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """One lemma and every sense the lists give it, the first the weightiest."""

    lemma: str
    senses: tuple[Sense, ...]

    def has(self, *senses: Sense) -> bool:
        """True if the verb has any of the senses."""
        return any(sense in self.senses for sense in senses)


@cache
def reporting_forms(language: str) -> Mapping[str, ReportingVerb]:
    """Form (lower case) to reporting verb; of *faire savoir* or *go on* the verb form alone is listed."""
    senses: dict[str, list[Sense]] = {}
    for sense, words in load_cues("reporting_verbs")[language].items():
        for word in str(words).split():
            if "~" in word and not word.startswith("se~"):
                continue
            senses.setdefault(_head(word), []).append(Sense(sense))
    table: dict[str, ReportingVerb] = {}
    for lemma, found in senses.items():
        verb = ReportingVerb(lemma, tuple(dict.fromkeys(found)))
        for form in sorted(forms_of(lemma, language)):
            table.setdefault(form, verb)
    return table


@cache
def attitude_forms(language: str) -> Mapping[str, str]:
    """Form to lemma of the verbs that hand on wishes, questions, praise and blame."""
    lists = load_cues("attitude_verbs")[language]
    listed = forms_of_all((word for word in str(lists["verbs"]).split() if "~" not in word), language)
    found = {**{form: verb.lemma for form, verb in reporting_forms(language).items()}, **listed}
    left_out = forms_of_all(str(lists.get("no_content", "")).split(), language)
    return {form: lemma for form, lemma in found.items() if form not in left_out}


@cache
def attitude_phrases(language: str) -> frozenset[tuple[str, str]]:
    """Form and particle or preposition of the attitudes that take one: *called for*, *railing against*."""
    phrases = str(load_cues("attitude_verbs")[language].get("phrasal", "")).split()
    return frozenset(
        (form, particle)
        for head, _, particle in (phrase.partition("~") for phrase in phrases)
        for form in forms_of(head, language)
    )


@cache
def attitude_words(language: str, kind: str) -> frozenset[str]:
    """A plain list of words: `nouns` of saying that take a that-clause, `owned_nouns` with a source, `adjectives`, …"""
    return frozenset(str(load_cues("attitude_verbs")[language].get(kind, "")).split())


@cache
def phrasal_forms(language: str) -> Mapping[tuple[str, str], ReportingVerb]:
    """Form and following word to reporting verb: *ruled out*, *fait savoir*, *laissé entendre*."""
    table: dict[tuple[str, str], ReportingVerb] = {}
    for sense, words in load_cues("reporting_verbs")[language].items():
        for word in str(words).split():
            head, _, particle = word.partition("~")
            if not particle or head == "se":
                continue
            verb = ReportingVerb(word.replace("~", " "), (Sense(sense),))
            for form in forms_of(head, language):
                table.setdefault((form, particle.split("~")[0]), verb)
    return table


def _head(word: str) -> str:
    """The inflected part of *s'attendre*, *rule~out*, *faire~savoir*."""
    head = word.removeprefix("s'").removeprefix("se~")
    return head.split("~")[0]

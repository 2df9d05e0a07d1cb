"""Tense, mood and polarity of the verb that carries a proposition, and which way it looks."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from claims.extraction.clauses import subject_of
from claims.extraction.inflection import load_cues
from claims.extraction.syntax import Syntax, Word


class Tense(StrEnum):
    """When the verb puts its matter."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """The verb of a proposition with its auxiliaries.

    `is_conditional` is the French conditional or English *would*; `is_perfect` with a past participle behind it
    (*aurait informé*). `is_planned` for *doit, is due to, is set to, was supposed to*.
    """

    head: int
    members: tuple[int, ...]
    tense: Tense
    is_conditional: bool
    is_perfect: bool
    is_modal: bool
    is_planned: bool
    is_negated: bool
    person: str | None
    lemma: str

    @property
    def looks_ahead(self) -> bool:
        """True for futures, possibilities and plans."""
        is_open = (self.is_planned or self.is_modal) and not self.is_perfect
        return self.tense is Tense.FUTURE or is_open


_FRENCH_FUTURE = re.compile(r"\w{2,}r(?:ai|as|a|ons|ez|ont)$")
_FRENCH_CONDITIONAL = re.compile(r"\w{2,}r(?:ais|ait|ions|iez|aient)$")
_AUXILIARY = ("aux", "auxpass", "cop")
_LOST = frozenset(["will", "'ll", "wo"])
"""Before a verb that the parser gave no auxiliary: *schools will be closed*."""
_NEGATIVE = frozenset(
    [
        "not",
        "n't",
        "never",
        "no",
        "none",
        "nobody",
        "nothing",
        "neither",
        "nor",
        "pas",
        "jamais",
        "aucun",
        "aucune",
        "rien",
        "personne",
        "ni",
        "guère",
        "nul",
        "nulle",
        "cannot",
    ]
)


@cache
def words(language: str, key: str) -> frozenset[str]:
    """One word list of `cues/verbs.toml`."""
    listed = load_cues("verbs")[language][key]
    return frozenset(listed) if isinstance(listed, list) else frozenset()


def verb_group(syntax: Syntax, head: int, first: int, last: int) -> VerbGroup:
    """The verb group around `head`, among the words `[first, last)`; each is read once."""
    asked = (verb_group, head, first, last)
    group: VerbGroup | None = syntax.remembered.get(asked)
    if group is None:
        group = syntax.remembered[asked] = _read_group(syntax, head, first, last)
    return group


def _read_group(syntax: Syntax, head: int, first: int, last: int) -> VerbGroup:
    head = _finite_under_noun(syntax, head)
    members = _members(syntax, head)
    group = [syntax.words[index] for index in members]
    language = syntax.language
    conditional = any(_is_conditional(word, language) for word in group)
    perfect = _is_perfect(group, language, head) or _was_to_have(syntax, head, last)
    modal = any(word.lower in words(language, "modals") for word in group)
    planned = _is_planned(syntax, group, head, last)
    tense = _tense(group, language, syntax.words[head])
    negated = _is_negated(syntax, members, first, last)
    subject = subject_of(syntax, head)
    person = _person(group, subject)
    return VerbGroup(
        head, members, tense, conditional, perfect, modal, planned, negated, person, syntax.words[head].lemma
    )


def _finite_under_noun(syntax: Syntax, head: int) -> int:
    """The verb of *tous les salaires seront payés* where the parser made it an adjunct of its subject."""
    parsed = syntax.words
    if parsed[head].pos not in ("NOUN", "PROPN") or any(
        parsed[at].dep.split(":")[0] in _AUXILIARY for at in syntax.children[head]
    ):
        return head
    for at in syntax.children[head]:
        if parsed[at].dep != "acl" or parsed[at].pos not in ("VERB", "AUX"):
            continue
        own = syntax.children[at]
        if any(parsed[below].is_finite() and parsed[below].dep.startswith("aux") for below in own) and not any(
            parsed[below].features.get("PronType") == "Rel" or parsed[below].dep == "mark" for below in own
        ):
            return at
    return head


def _members(syntax: Syntax, head: int) -> tuple[int, ...]:
    parsed, children = syntax.words, syntax.children[head]
    found = [head, *(at for at in children if parsed[at].dep.split(":")[0] in _AUXILIARY)]
    lost = min(found) - 1
    if syntax.language == "en" and lost >= 0 and parsed[lost].lower in _LOST and parsed[lost].pos == "AUX":
        found.append(lost)
    above = syntax.words[head].head
    if syntax.words[head].dep == "xcomp" and syntax.words[above].lower in words(syntax.language, "modals"):
        found.append(above)
    return tuple(sorted(found))


def _is_conditional(word: Word, language: str) -> bool:
    if language == "en":
        return word.lower in ("would", "'d") and word.dep == "aux"
    if word.features.get("Mood") == "Cnd":
        return True
    return (
        word.pos in ("PROPN", "NOUN", "ADJ", "X")
        and word.dep in ("ROOT", "conj")
        and bool(_FRENCH_CONDITIONAL.match(word.lower))
    )


def _is_perfect(group: list[Word], language: str, head: int) -> bool:
    if language == "en":
        return any(word.lower in ("have", "has", "had", "'ve") and word.index != head for word in group)
    auxiliaries = [word for word in group if word.dep.startswith("aux") and word.lemma in ("avoir", "être")]
    has_been = any(word.lower == "été" for word in group)
    participle = any(word.index == head and word.features.get("VerbForm") == "Part" for word in group)
    simple_passive = len(auxiliaries) == 1 and auxiliaries[0].dep == "aux:pass"
    return has_been or (participle and bool(auxiliaries) and not simple_passive)


def _was_to_have(syntax: Syntax, head: int, last: int) -> bool:
    """*Repairs were to have begun*: planned, and over."""
    if syntax.language != "en":
        return False
    following = [word.lower for word in syntax.words[head + 1 : min(head + 5, last)]]
    return "to have" in " ".join(following)


def _is_planned(syntax: Syntax, group: list[Word], head: int, last: int) -> bool:
    language = syntax.language
    if any(word.lower in words(language, "obligations") for word in group):
        return True
    verb = syntax.words[head]
    if verb.lower in words(language, "scheduled") and any(
        word.dep in ("auxpass", "aux:pass", "cop", "aux:tense", "aux") for word in group
    ):
        return True
    if language == "en" and verb.lemma == "go" and verb.lower != "going":
        return False
    if language == "en" and verb.lemma in ("be", "go", "set", "due", "expect", "suppose", "likely"):
        following = [word.lower for word in syntax.words[head + 1 : min(head + 4, last)]]
        return "to" in following and (
            verb.lemma != "be"
            or following[:1] == ["to"]
            or bool({"due", "set", "likely", "unlikely", "bound", "about"} & set(following))
        )
    if language == "fr" and verb.lemma == "aller" and verb.is_finite():
        return any(child.features.get("VerbForm") == "Inf" for child in syntax.depending(head, "xcomp"))
    return False


def _tense(group: list[Word], language: str, head: Word) -> Tense:
    if language == "en":
        return _english_tense(group)
    finite = [word for word in group if word.is_finite()]
    if any(word.features.get("Tense") == "Fut" for word in group) or _is_untagged_future(head):
        return Tense.FUTURE
    if any(word.lower in ("va", "vont", "vais", "allons") for word in finite):
        return Tense.FUTURE
    if any(word.features.get("Tense") in ("Past", "Imp") for word in finite) or _is_composed(group, finite, head):
        return Tense.PAST
    return Tense.PRESENT if finite else Tense.NONE


def _is_untagged_future(head: Word) -> bool:
    is_verb_form = head.features.get("VerbForm") is None and head.pos in ("PROPN", "NOUN", "X", "ADJ")
    return is_verb_form and _FRENCH_FUTURE.match(head.lower) is not None


def _is_composed(group: list[Word], finite: list[Word], head: Word) -> bool:
    """True for the passé composé, *est revenu* among it, and for a participle that stands alone."""
    if head.features.get("VerbForm") != "Part":
        return False
    if not finite or head.lemma in words("fr", "moves_with_etre"):
        return True
    return any(word.dep == "aux:tense" or (word.dep == "aux:pass" and word.lower == "été") for word in group)


def _english_tense(group: list[Word]) -> Tense:
    lowers = {word.lower for word in group}
    if lowers & {"will", "'ll", "shall", "wo"}:
        return Tense.FUTURE
    finite = [word for word in group if word.is_finite()]
    if any(word.features.get("Tense") == "Past" for word in finite) or lowers & {"did", "had", "was", "were"}:
        return Tense.PAST
    if lowers & {"has", "have", "'ve"} and len(group) > 1:
        return Tense.PAST
    if not finite:
        participle = any(
            word.features.get("VerbForm") == "Part" and word.features.get("Tense") == "Past" for word in group
        )
        return Tense.PAST if participle else Tense.NONE
    return Tense.PRESENT


def _is_negated(syntax: Syntax, members: tuple[int, ...], first: int, last: int) -> bool:
    """True if a negative word belongs to the verb or stands as its subject or object."""
    for member in members:
        for child in syntax.children[member]:
            word = syntax.words[child]
            if not first <= child < last:
                continue
            if word.lower in _NEGATIVE or word.dep == "neg":
                return True
            if word.dep.split(":")[0] in ("nsubj", "obj", "dobj", "nsubjpass", "attr", "iobj") and any(
                syntax.words[below].lower in _NEGATIVE for below in syntax.children[child]
            ):
                return True
    if any(word.lower in ("aucun", "aucune", "nobody") for word in syntax.words[first : min(first + 2, last)]):
        return True
    return _is_no_longer(syntax, members)


def _is_no_longer(syntax: Syntax, members: tuple[int, ...]) -> bool:
    """*will no longer be held*, *il n'y aura plus de trains*."""
    following = range(members[0], min(members[-1] + 4, len(syntax.words) - 1))
    if syntax.language == "en":
        return any((syntax.words[at].lower, syntax.words[at + 1].lower) == ("no", "longer") for at in following)
    marks = [at for member in members for at in syntax.children[member] if syntax.words[at].lower in ("ne", "n'")]
    return bool(marks) and any(syntax.words[at].lower == "plus" for at in range(marks[0] + 1, marks[0] + 5))


def _person(group: list[Word], subject: Word | None) -> str | None:
    if subject is not None and subject.lower in ("i", "we", "je", "j'", "nous", "on", "me", "us"):
        return "1"
    for word in group:
        if word.is_finite() and word.features.get("Person"):
            return word.features["Person"]
    return subject.features.get("Person", "3") if subject is not None else None

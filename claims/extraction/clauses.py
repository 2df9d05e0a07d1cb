"""Clauses in the parse: who is the subject, where a clause begins and ends, whether it is passive, negated, finite."""

from collections.abc import Sequence

from claims.extraction.syntax import Stretch, Syntax, Word

_SUBJECTS = ("nsubj", "csubj", "nsubjpass")
_NEGATIONS = frozenset(("not", "n't", "never", "pas", "jamais", "guère", "nullement"))
_LEADING = frozenset(
    [
        "and",
        "but",
        "or",
        "et",
        "mais",
        "ou",
        "yet",
        "while",
        "whereas",
        "after",
        "though",
        "although",
        "tandis",
        "alors",
        "puis",
        "so",
        "car",
        "donc",
        "also",
        ",",
        ";",
        ":",
        "—",
        "-",
        "(",
        ")",
        ".",
    ]
)
_TWO_WORD_MARKS = frozenset(("tandis", "alors", "bien"))
_MARKS = frozenset(["that", "que", "qu'", "de", "d'", "à", "to"])
_TRAILING = frozenset([",", ";", ":", ".", "—", "-", "!", "?", "(", "and", "but", "et", "mais", "ou", "or"])
_FIRST_PERSONS = frozenset(["i", "we", "je", "j'", "nous", "on", "-je", "-nous", "-on"])
_SUBJECT_PRONOUNS = frozenset(("he", "she", "they", "il", "elle", "ils", "elles"))
_OBJECT_PRONOUNS = frozenset(("se", "s'", "le", "la", "l'", "les", "lui", "leur", "y", "en", "ne", "n'", "me", "m'"))
_LINKS = frozenset(("que", "qu'", "that", "which"))
_NOBODY = frozenset(["nobody", "no", "none", "neither", "personne", "aucun", "aucune", "nul"])


def has_finite(syntax: Syntax, index: int) -> bool:
    """True if the word is a finite verb or its auxiliary or copula is."""
    if syntax.words[index].is_finite():
        return True
    return any(child.is_finite() for child in syntax.depending(index, "aux", "auxpass", "cop"))


def is_passive(syntax: Syntax, index: int) -> bool:
    """True for *was told*, *est prévu*."""
    return any(
        child.dep in ("auxpass", "aux:pass") or child.dep == "nsubjpass"
        for child in map(syntax.words.__getitem__, syntax.children[index])
    )


def is_negated(syntax: Syntax, index: int) -> bool:
    """True if a *not*, *pas* or *never* belongs to the verb itself or its auxiliary."""
    for child in syntax.children[index]:
        word = syntax.words[child]
        if word.lower in _NEGATIONS or word.dep == "neg":
            return True
        if word.dep.startswith("aux") and any(
            syntax.words[below].lower in _NEGATIONS for below in syntax.children[child]
        ):
            return True
    return False


def subject_of(syntax: Syntax, index: int) -> Word | None:
    """The subject of a verb: its own, its first conjunct's, its governor's, or the antecedent of *who* and *qui*."""
    seen = 0
    while seen < 8:
        seen += 1
        own = list(syntax.depending(index, *_SUBJECTS))
        if own:
            subject = own[0]
            if subject.lower in ("who", "which", "that", "qui", "lequel", "laquelle") and _is_relative(
                syntax.words[index]
            ):
                return syntax.words[syntax.words[index].head]
            return subject
        word = syntax.words[index]
        if word.dep.split(":")[0] in ("conj", "advcl", "xcomp", "parataxis", "acl", "ccomp") and word.head != index:
            if word.dep.split(":")[0] == "acl" and syntax.words[word.head].pos in ("NOUN", "PROPN", "PRON"):
                return syntax.words[word.head]
            index = word.head
            continue
        return None
    return None


def subject_phrase(syntax: Syntax, index: int, stretch: Stretch | None = None) -> tuple[Word, ...]:
    """The words of the subject's noun phrase, () if there is none.

    In an inserted reporting clause, *who …* and *stressing that …* go on about the source that the clause names.
    """
    pronoun = _pronoun_before(syntax, index)
    if pronoun is not None:
        return (pronoun,)
    subject = subject_of(syntax, index)
    if subject is not None and subject.index > index and subject.lower[:1] != "-" and stretch is not None:
        subject = None
    if stretch is not None and stretch.subject is not None and (subject is None or _is_in(stretch, subject)):
        return syntax.words[stretch.subject[0] : stretch.subject[1]]
    if subject is None:
        return _noun_phrase_before(syntax, index, stretch)
    first, last = syntax.subtree(subject.index)
    if first <= index < last and index > subject.index:
        last = index
    last = _with_apposed_subject(syntax, subject, last, index)
    last = _with_apposed_name(syntax, subject, last, index)
    return syntax.words[_behind_lead(syntax, first, subject.index) : last]


def _pronoun_before(syntax: Syntax, index: int) -> Word | None:
    """The subject pronoun right before the verb and its auxiliaries, whatever the parser made of it."""
    for at in range(index - 1, max(index - 6, -1), -1):
        word = syntax.words[at]
        if word.lower in _SUBJECT_PRONOUNS:
            return word
        if word.pos not in ("AUX", "ADV") and word.lower not in _OBJECT_PRONOUNS:
            return None
    return None


def _with_apposed_subject(syntax: Syntax, subject: Word, last: int, verb: int) -> int:
    """Past the name in *La chancelière Ruth Amsel*, which the parser took for a second subject."""
    if last >= verb or subject.pos != "NOUN" or syntax.words[last].pos != "PROPN":
        return last
    name = next((one for one in syntax.depending(subject.head, *_SUBJECTS) if one.index == last), None)
    return min(syntax.subtree(name.index)[1], verb) if name is not None else last


def _with_apposed_name(syntax: Syntax, subject: Word, last: int, verb: int) -> int:
    """Past the name in *L'un d'entre eux, Marc Rey,*, which the parser hung elsewhere."""
    if subject.index > verb or last + 2 >= verb or syntax.words[last].text != ",":
        return last
    name = syntax.words[last + 1 : verb]
    comma = next((place for place, word in enumerate(name) if word.text == ","), 0)
    is_name = 1 < comma < 5 and all(word.text[:1].isupper() for word in name[:comma])
    return last + 1 + comma if is_name else last


def _behind_lead(syntax: Syntax, first: int, subject: int) -> int:
    """Where the noun phrase begins behind *Dans un entretien au quotidien Die Welt,*."""
    if syntax.words[first].pos == "DET":
        return first
    return max((at + 1 for at in range(first, subject) if syntax.words[at].text == ","), default=first)


def _is_in(stretch: Stretch, subject: Word) -> bool:
    return (
        stretch.cue is not None
        and min(stretch.cue[0], stretch.first) <= subject.index < stretch.last
        and not _is_later_subject(stretch, subject)
    )


def _is_later_subject(stretch: Stretch, subject: Word) -> bool:
    """True for a subject of its own behind the source: *said X, adding that …* has none, *said X, but Y says* has."""
    return (
        stretch.subject is not None and subject.index >= stretch.subject[1] and subject.dep.split(":")[0] in _SUBJECTS
    )


def _noun_phrase_before(syntax: Syntax, index: int, stretch: Stretch | None) -> tuple[Word, ...]:
    """What stands between the clause's beginning and a verb whose subject the parser has lost."""
    low = stretch.first if stretch is not None else max(0, index - 12)
    while index > low and (
        syntax.words[index - 1].pos in ("AUX", "ADV") or syntax.words[index - 1].lower in _OBJECT_PRONOUNS
    ):
        index -= 1
    index = _before_relative(syntax, index, low)
    start = index
    while start > low and not _ends_noun_phrase(syntax.words[start - 1]):
        if syntax.words[start - 1].text == "," and start < index and syntax.words[start].lower in _LEADING:
            break
        start -= 1
    members = syntax.words[start:index]
    if start == low or syntax.words[start - 1].lower not in _LINKS:
        while members and (members[0].lower in _LEADING or members[0].pos == "ADV"):
            members = members[1:]
    if members and members[0].pos == "ADP" and any(word.text == "," for word in members):
        members = members[next(place for place, word in enumerate(members) if word.text == ",") + 1 :]
    if members and members[-1].pos == "PRON" and members[-1].dep.startswith("nsubj"):
        members = members[-1:]
    is_named = any(word.pos in ("PROPN", "NOUN", "PRON") for word in members)
    return members if is_named or (len(members) > 1 and members[0].pos == "DET") else ()


def _ends_noun_phrase(before: Word) -> bool:
    return before.text in ";:—" or before.lower in _LINKS or before.is_finite()


def _before_relative(syntax: Syntax, index: int, low: int) -> int:
    """Where a noun phrase ends whose relative clause stands before the verb: *a nurse, who …, said*."""
    for at in range(index - 1, max(low, index - 30), -1):
        if syntax.words[at].lower in ("who", "which", "whose", "qui", "dont", "où") and at > low + 1:
            return at - 1 if syntax.words[at - 1].text == "," else at
    return index


def is_first_person(phrase: Sequence[Word]) -> bool:
    """True for *I, we, je, nous, on*."""
    return bool(phrase) and phrase[0].lower in _FIRST_PERSONS and len(phrase) <= 2


def is_share(phrase: Sequence[Word]) -> bool:
    """True for *61 % of the supporters*, *two thirds of voters*: what they think is what a poll has counted."""
    opening = [word.lower for word in phrase[:3]]
    return any(word in ("%", "percent", "pour", "thirds", "tiers") for word in opening[1:]) and phrase[0].pos == "NUM"


def is_nobody(phrase: Sequence[Word]) -> bool:
    """True for *nobody, no official, personne, aucun élu*."""
    return bool(phrase) and phrase[0].lower in _NOBODY


def _is_relative(word: Word) -> bool:
    return word.dep in ("acl:relcl", "relcl", "acl")


def clause_range(syntax: Syntax, index: int, stretch: Stretch) -> tuple[int, int]:
    """The words of the clause a verb heads, trimmed."""
    first, last = syntax.subtree(index)
    span = trimmed(syntax, max(first, stretch.first), min(last, stretch.last), marks=False)
    return span if span is not None else (index, index + 1)


def trimmed(syntax: Syntax, first: int, last: int, *, marks: bool) -> tuple[int, int] | None:
    """The range without linking words in front and punctuation behind; None if nothing is left.

    With `marks`, *que*, *that*, *de*, *to* in front go too.
    """
    leading = _LEADING | _MARKS if marks else _LEADING
    while first < last and syntax.words[first].lower in leading:
        if syntax.words[first].lower == "à" and first + 1 < last and syntax.words[first + 1].lower in ("peu", "peine"):
            break
        is_pair = syntax.words[first].lower in _TWO_WORD_MARKS and first + 1 < last
        first += 2 if is_pair and syntax.words[first + 1].lower in _MARKS else 1
    while last > first and syntax.words[last - 1].lower in _TRAILING:
        last -= 1
    return (first, last) if last > first else None

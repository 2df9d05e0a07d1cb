"""Where one assertion ends and the next begins within a stretch: coordination, contrast, relatives, participles."""

from collections.abc import Iterator, Sequence
from functools import cache

from claims.extraction.attribution.cues import Sense, reporting_forms
from claims.extraction.clauses import has_finite
from claims.extraction.inflection import load_cues
from claims.extraction.open_clauses import (
    behind_apposition,
    closes_apposition,
    is_inside_relative,
    is_inside_subject,
    is_measured,
)
from claims.extraction.syntax import Stretch, Syntax, Word
from claims.extraction.tokens import Role

_CONJUNCTIONS = frozenset(["and", "but", "or", "et", "mais", "ou", "puis", "yet", "so"])
_RELATIVE_PRONOUNS = frozenset(
    ["who", "which", "whose", "where", "qui", "dont", "où", "lequel", "laquelle", "lesquels", "lesquelles"]
)
_SUBORDINATORS = frozenset(
    [
        "if",
        "si",
        "s'",
        "when",
        "while",
        "quand",
        "lorsque",
        "qui",
        "que",
        "qu'",
        "who",
        "which",
        "that",
        "whose",
        "as",
        "comme",
        "dont",
    ]
)
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_OTHERS = frozenset(
    ["second", "third", "other", "next", "last", "seconde", "deuxième", "troisième", "autre", "dernier"]
)
_SHORT = 5


@cache
def words(language: str, key: str) -> frozenset[str]:
    """One word list of `cues/clauses.toml`."""
    listed = load_cues("clauses")[language][key]
    return frozenset(listed) if isinstance(listed, list) else frozenset()


def cuts(syntax: Syntax, stretch: Stretch, timed: frozenset[int]) -> dict[int, str]:
    """The word indices at which a new assertion begins, each with the rule that says so."""
    found: dict[int, str] = {}
    active: set[int] = set()
    for index in _top_down(syntax, stretch):
        word = syntax.words[index]
        if word.head == index or (word.dep in ("ccomp", "xcomp", "obj") and word.head in active):
            active.add(index)
            continue
        cut = _cut_at(syntax, stretch, word, active, timed)
        if cut is not None:
            active.add(index)
            found.setdefault(*cut)
    for start, rule in (*_at_marks(syntax, stretch), *_at_words(syntax, stretch, timed)):
        found.setdefault(start, rule)
    return {start: rule for start, rule in found.items() if start > stretch.first}


def _top_down(syntax: Syntax, stretch: Stretch) -> Iterator[int]:
    waiting = [index for index in range(stretch.first, stretch.last) if syntax.words[index].head == index]
    for index in waiting:
        yield index
        waiting.extend(syntax.children[index])


def _cut_at(
    syntax: Syntax, stretch: Stretch, word: Word, active: set[int], timed: frozenset[int]
) -> tuple[int, str] | None:
    first, last = syntax.subtree(word.index)
    reaches_end = last >= stretch.last - 2
    if word.dep in ("conj", "parataxis") and word.head in active and _is_clause(syntax, word.index):
        return _coordination(syntax, stretch, word, first, timed)
    if word.dep in ("relcl", "acl:relcl", "acl") and has_finite(syntax, word.index) and reaches_end:
        is_informative = _is_informative(syntax, word, first, timed)
        return (first, "relative") if is_informative and syntax.has_clause(stretch.first, first) else None
    if (
        word.index not in timed
        and word.dep in ("advcl", "acl")
        and _is_participial(syntax, word, first)
        and reaches_end
    ):
        return (first, "participle") if syntax.has_clause(stretch.first, first) else None
    return None


def _is_clause(syntax: Syntax, index: int) -> bool:
    """True for a finite verb, and for a participle that shares its auxiliary: *a écarté … et promis …*."""
    if has_finite(syntax, index):
        return True
    word, head = syntax.words[index], syntax.words[syntax.words[index].head]
    both = word.features.get("VerbForm") == "Part" == head.features.get("VerbForm")
    return both and bool(syntax.depending(head.index, "aux"))


def _coordination(
    syntax: Syntax, stretch: Stretch, word: Word, first: int, timed: frozenset[int]
) -> tuple[int, str] | None:
    start = first
    while start > stretch.first and syntax.words[start - 1].lower in _CONJUNCTIONS | {","}:
        start -= 1
    if start - stretch.first < 2 or closes_apposition(syntax, word, start) or is_inside_subject(syntax, stretch, start):
        return None
    last = syntax.subtree(word.index)[1]
    has_subject = any(child.index < word.index for child in syntax.depending(word.index, *_SUBJECTS))
    if not has_subject and not _adds_something(syntax, word.index, last, timed):
        return None
    if has_subject and last - word.index < 2 and last - first < _SHORT:
        return None
    return start, "coordination"


def _adds_something(syntax: Syntax, first: int, last: int, timed: frozenset[int]) -> bool:
    """True if a clause without a subject of its own says when or how much, or says a good deal."""
    if any(index in timed or syntax.words[index].pos == "NUM" for index in range(first, last)):
        return True
    return last - first >= _SHORT


def _is_informative(syntax: Syntax, word: Word, first: int, timed: frozenset[int]) -> bool:
    """True for a relative clause behind a comma, or one that holds a time."""
    if first and syntax.words[first - 1].text == ",":
        return True
    low, high = syntax.subtree(word.index)
    return any(index in timed for index in range(low, high))


def _is_participial(syntax: Syntax, word: Word, first: int) -> bool:
    """*…, sending the crown to a six-week low*."""
    if first == 0 or syntax.words[first - 1].text != "," or word.index - first > 2 or has_finite(syntax, word.index):
        return False
    return word.features.get("VerbForm") in ("Part", "Ger") and word.lower.endswith(("ing", "ant"))


def _at_marks(syntax: Syntax, stretch: Stretch) -> Iterator[tuple[int, str]]:
    """After a semicolon, or a colon or dash with a clause on either side."""
    for index in range(stretch.first + 1, stretch.last - 1):
        text = syntax.words[index].text
        if text == ";":
            yield index + 1, "punctuation"
        elif text in (":", "—"):
            either_side = syntax.has_clause(stretch.first, index) and syntax.has_clause(index + 1, stretch.last)
            if either_side:
                yield index + 1, "punctuation"


def _at_words(syntax: Syntax, stretch: Stretch, timed: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Cuts that the words themselves give, whatever the parser made of them."""
    for index in range(stretch.first + 2, stretch.last - 2):
        found = _at_conjunction(syntax, stretch, index, timed) or _behind_comma(syntax, stretch, index, timed)
        if found is not None:
            yield found


def _at_conjunction(syntax: Syntax, stretch: Stretch, index: int, timed: frozenset[int]) -> tuple[int, str] | None:
    word = syntax.words[index]
    if word.text == ",":
        return (index + 1, "enumeration") if _starts_a_clause(syntax, stretch, index) else None
    if word.lower in _CONJUNCTIONS:
        joins = (
            _joins_clauses(syntax, stretch, index)
            or _joins_promise(syntax, stretch, index)
            or _joins_predicate(syntax, stretch, index, timed)
        )
        if joins:
            return index, "coordination"
        if word.lower in ("and", "et") and _pairs_figures(syntax, stretch, index, timed):
            return index, "a second figure"
    return None


def _behind_comma(syntax: Syntax, stretch: Stretch, index: int, timed: frozenset[int]) -> tuple[int, str] | None:
    lower = syntax.words[index].lower
    after_comma = syntax.words[index - 1].text in (",", "—")
    has_main = syntax.has_clause(stretch.first, index)
    if _separates(syntax, index, after_comma=after_comma):
        parts = has_main and syntax.has_clause(index, stretch.last) and not is_measured(syntax, index)
        return (index, "contrast") if parts else None
    if not after_comma:
        return None
    rules = {
        "reason": lower == "faute" and has_main,
        "participle": lower == "with" and _is_absolute(syntax, stretch, index),
        "apposition": _resumes_as_a_whole(syntax, stretch, index),
        "relative": _opens_last_relative(syntax, stretch, index, timed),
    }
    return next(((index, rule) for rule, holds in rules.items() if holds), None)


def _joins_clauses(syntax: Syntax, stretch: Stretch, index: int) -> bool:
    """True if a subject and its finite verb follow the conjunction, and a clause stands before it."""
    if not syntax.has_clause(stretch.first, index) or is_inside_subject(syntax, stretch, index):
        return False
    skipped = behind_apposition(syntax, stretch, index)
    for at in (
        range(index + 1, min(index + 14, stretch.last))
        if skipped is None
        else range(skipped, min(skipped + 4, stretch.last))
    ):
        word = syntax.words[at]
        if skipped is not None and word.is_finite():
            return True
        is_joined = word.is_finite() and at > index + 1 and syntax.words[at - 1].lower in _CONJUNCTIONS
        if is_joined or word.text in ",;:" or word.lower in _RELATIVE_PRONOUNS | {"que", "qu'", "that", "if", "si"}:
            return False
        if word.dep in _SUBJECTS and at > index and _is_predicate(syntax, word.head) and word.head > at:
            return syntax.words[word.head].dep not in ("relcl", "acl:relcl") and not is_inside_relative(syntax, index)
        if word.is_finite():
            starts_noun_phrase = syntax.words[index + 1].pos in ("DET", "PRON", "PROPN", "NUM") and at > index + 1
            has_earlier_subject = any(child.index < index for child in syntax.depending(_main(syntax, at), *_SUBJECTS))
            return starts_noun_phrase and not has_earlier_subject and not is_inside_relative(syntax, index)
    return False


def _pairs_figures(syntax: Syntax, stretch: Stretch, index: int, timed: frozenset[int]) -> bool:
    """*would rise 2.4 % this year and 1.9 % in 2026*; *the first on June 30 and the second on July 7*."""
    after = syntax.words[index + 1 : min(index + 8, stretch.last)]
    if len(after) > 2 and after[0].pos == "DET" and after[1].lower in _OTHERS and after[3:]:
        is_dated = any(at in timed for at in range(max(stretch.first, index - 8), index))
        return is_dated and after[3].index in timed and not syntax.has_clause(index, stretch.last)
    if not after or not (after[0].text[:1].isdigit() or after[0].text in "$£€") or after[0].index in timed:
        return False
    dated_after = any(word.index in timed for word in after)
    low = max(stretch.first, index - 8)
    dated_before = any(at in timed for at in range(low, index))
    figure_before = any(syntax.words[at].pos == "NUM" and at not in timed for at in range(low, index))
    return dated_after and dated_before and figure_before


def _is_absolute(syntax: Syntax, stretch: Stretch, index: int) -> bool:
    """*…, with the operator warning that …*, *…, with a small team kept in Lviv*."""
    following = syntax.words[index + 2 : min(index + 8, stretch.last)]
    return any(
        word.pos == "VERB" and (word.features.get("VerbForm") == "Part" or word.dep == "pcomp") for word in following
    )


def _is_main_clause(members: Sequence[Word]) -> bool:
    """True for a clause with subject and verb that nothing subordinates or inverts (*Should they fail*)."""
    if not members or members[0].pos == "AUX":
        return False
    has_both = any(word.is_finite() for word in members) and any(word.dep in _SUBJECTS for word in members)
    return has_both and not any(word.pos == "SCONJ" or word.lower in _SUBORDINATORS for word in members)


def _starts_a_clause(syntax: Syntax, stretch: Stretch, index: int) -> bool:
    """*la toiture sera refaite en octobre, la cantine restera fermée …*: a clause, a comma, and a clause on its own."""
    opening = syntax.words[index + 1]
    if opening.pos not in ("DET", "PRON") or opening.lower in _RELATIVE_PRONOUNS or opening.quotation is not None:
        return False
    start = index
    while start > stretch.first and syntax.words[start - 1].text not in ",;:—":
        start -= 1
    before = syntax.words[start:index]
    if not _is_main_clause(before):
        return False
    for at in range(index + 2, min(index + 10, stretch.last)):
        word = syntax.words[at]
        if word.text in ",;:" or word.lower in _RELATIVE_PRONOUNS | {"que", "qu'", "that"}:
            return False
        if word.is_finite():
            subjects = syntax.depending(_main(syntax, at), *_SUBJECTS)
            return any(index < child.index < at for child in subjects)
    return False


def _joins_predicate(syntax: Syntax, stretch: Stretch, index: int, timed: frozenset[int]) -> bool:
    """*… fell by 12 % and could drop by a fifth in the first quarter*: a finite verb right behind the conjunction."""
    after = syntax.words[index + 1]
    looks_finite = after.is_finite() and after.pos in ("VERB", "AUX")
    is_timed = index + 2 in timed and after.lower.endswith("s") and after.pos in ("VERB", "NOUN")
    if not (looks_finite or (is_timed and syntax.language == "en")) or index - stretch.first < 3:
        return False
    if not syntax.has_clause(stretch.first, index) or is_inside_relative(syntax, index):
        return False
    last = next((at for at in range(index + 1, stretch.last) if syntax.words[at].text in ",;:."), stretch.last)
    return any(at in timed or syntax.words[at].pos == "NUM" for at in range(index + 1, last)) or last - index > _SHORT


def _joins_promise(syntax: Syntax, stretch: Stretch, index: int) -> bool:
    """*nie en bloc et menace de porter plainte*: a verb of promise and its infinitive, whatever the tagger says."""
    word = syntax.words[index + 1]
    verb = reporting_forms(syntax.language).get(word.lower)
    if verb is None or not verb.has(Sense.PROMISE, Sense.INTEND) or not syntax.has_clause(stretch.first, index):
        return False
    after = syntax.words[index + 2 : min(index + 5, stretch.last)]
    return any(one.features.get("VerbForm") == "Inf" for one in after)


def _opens_last_relative(syntax: Syntax, stretch: Stretch, index: int, timed: frozenset[int]) -> bool:
    """*…, dont la tête de liste l'a traité de « girouette »*: one finite verb up to the sentence's end."""
    lower = syntax.words[index].lower
    if lower in ("pour", "selon") and syntax.words[index + 1].lower in ("qui", "lequel", "laquelle"):
        return True
    if lower in _RELATIVE_PRONOUNS and _has_predicate(syntax, stretch.first, index):
        rest = range(index, stretch.last)
        if any(at in timed for at in rest) and not syntax.has_clause(index, stretch.last) and len(rest) > 3:
            return True
    if lower not in _RELATIVE_PRONOUNS | {"que", "qu'"} or not syntax.has_clause(index, stretch.last):
        return False
    if stretch.role is not Role.MAIN:
        return lower not in ("que", "qu'")
    if not _has_predicate(syntax, stretch.first, index):
        return False
    finite = [at for at in range(index, stretch.last) if syntax.words[at].is_finite()]
    return len(finite) == 1


def _has_predicate(syntax: Syntax, first: int, last: int) -> bool:
    """True if a verb stands among the words, or a subject whose verb the tagger took for a noun."""
    return syntax.has_clause(first, last) or any(syntax.words[at].dep == "nsubj" for at in range(first, last))


def _is_predicate(syntax: Syntax, index: int) -> bool:
    return has_finite(syntax, index)


def _main(syntax: Syntax, index: int) -> int:
    """The verb an auxiliary belongs to."""
    word = syntax.words[index]
    return word.head if word.dep.split(":")[0] in ("aux", "auxpass", "cop") else index


def _separates(syntax: Syntax, index: int, *, after_comma: bool) -> bool:
    lower = syntax.words[index].lower
    listed = words(syntax.language, "separating")
    pair = f"{lower} {syntax.words[index + 1].lower}"
    if pair in listed:
        return True
    return lower in listed and (after_comma or lower in words(syntax.language, "separating_anywhere"))


def _resumes_as_a_whole(syntax: Syntax, stretch: Stretch, index: int) -> bool:
    """*…, ce que la direction dément*, *…, un chiffre que …*, *…, something its spokeswoman denied*."""
    here, after = syntax.words[index], syntax.words[index + 1]
    if not syntax.has_clause(stretch.first, index):
        return False
    if here.lower == "ce":
        return after.lower in ("que", "qu'", "qui", "dont")
    if not syntax.has_clause(index, stretch.last):
        return False
    if here.lower == "something":
        return True
    third = syntax.words[index + 2].lower if index + 2 < stretch.last else ""
    fourth = syntax.words[index + 3].lower if index + 3 < stretch.last else ""
    return here.lower in ("un", "une", "a", "an") and bool({third, fourth} & {"que", "qu'", "that", "which"})


def relatives_within(
    syntax: Syntax, stretch: Stretch, timed: frozenset[int], starts: frozenset[int]
) -> Iterator[tuple[int, int, int]]:
    """Relative clauses in mid-sentence that say when, claims beside their sentence's own: first, last, head."""
    for index in range(stretch.first, stretch.last):
        word = syntax.words[index]
        if word.dep not in ("relcl", "acl:relcl") or not has_finite(syntax, index):
            continue
        first, last = syntax.subtree(index)
        if first in starts or last >= stretch.last - 2 or first <= stretch.first:
            continue
        if syntax.words[first - 1].text == "," and any(at in timed for at in range(first, last)):
            yield first, last, index

"""The if-part of a claim."""

from functools import cache

from claims.extraction.inflection import by_first_word, load_cues
from claims.extraction.syntax import Syntax

_CLOSERS = frozenset((";", ":", "—"))


@cache
def _markers(language: str) -> dict[str, list[tuple[str, ...]]]:
    tables = load_cues("clauses")[language]
    single = tables["conditions"]
    phrases = tables["condition_phrases"]
    listed = [*(single if isinstance(single, list) else []), *(phrases if isinstance(phrases, list) else [])]
    return by_first_word(str(phrase).replace("'", "' ") for phrase in listed)


def condition(syntax: Syntax, first: int, last: int) -> tuple[int, int] | None:
    """The words of the if-part among `[first, last)`, or None; each is looked for once.

    *Si la trêve n'est pas reconduite*, *provided wages do not rise*, *should the team lose*, *if asked*.
    """
    asked = (condition, first, last)
    if asked not in syntax.remembered:
        syntax.remembered[asked] = _condition(syntax, first, last)
    found: tuple[int, int] | None = syntax.remembered[asked]
    return found


def _condition(syntax: Syntax, first: int, last: int) -> tuple[int, int] | None:
    for index in range(first, last):
        length = _marker_length(syntax, index, last)
        if length and syntax.words[index].lower == "faute" and index != first:
            continue
        if length and not _is_indirect_question(syntax, index, first):
            return index, _end(syntax, index, first, last)
        if _is_inverted_should(syntax, index, first, last):
            return index, _end(syntax, index, first, last)
    return None


def _marker_length(syntax: Syntax, index: int, last: int) -> int:
    for marker in _markers(syntax.language).get(syntax.words[index].lower, ()):
        if index + len(marker) > last:
            continue
        if all(syntax.words[index + place].lower == word for place, word in enumerate(marker)):
            if marker == ("s'",) and syntax.words[index + 1].lower not in ("il", "ils"):
                continue
            return len(marker)
    return 0


def _is_indirect_question(syntax: Syntax, index: int, first: int) -> bool:
    """True for *demande si*, *ask if*, *as if*, *comme si*, *même si* and *si* before an adjective."""
    before = syntax.words[index - 1].lower if index > first else ""
    if before in (
        "comme",
        "as",
        "even",
        "même",
        "savoir",
        "demande",
        "demander",
        "asked",
        "know",
        "wonder",
        "see",
        "sais",
        "sait",
    ):
        return True
    word = syntax.words[index]
    if word.lower != "si":
        return False
    follows = syntax.words[index + 1] if index + 1 < len(syntax.words) else None
    return follows is not None and follows.pos in ("ADJ", "ADV") and word.dep == "advmod"


def _is_inverted_should(syntax: Syntax, index: int, first: int, last: int) -> bool:
    """*Should a swap prove necessary, …* and *… should the team lose*: the subject follows."""
    word = syntax.words[index]
    if word.lower != "should" or index + 1 >= last or syntax.language != "en":
        return False
    follows = syntax.words[index + 1]
    starts_noun = follows.pos in ("DET", "PRON", "PROPN", "NOUN") and follows.lower not in ("not", "be")
    before = syntax.words[index - 1] if index > first else None
    return starts_noun and (
        before is None or before.pos not in ("NOUN", "PROPN", "PRON") or _verb_precedes(syntax, first, index)
    )


def _verb_precedes(syntax: Syntax, first: int, index: int) -> bool:
    return any(syntax.words[at].pos in ("VERB", "AUX") for at in range(first, index))


def _end(syntax: Syntax, index: int, first: int, last: int) -> int:
    """The end of the if-part: the comma before the main clause, where the condition comes first, else its end."""
    opens = index == first or syntax.words[index - 1].text in ",;:—" or index - first <= 2
    at = index + 1
    while at < last:
        word = syntax.words[at]
        if word.text in _CLOSERS or (word.text == "," and opens):
            return at
        at += 1
    clause_end = syntax.subtree(syntax.words[index].head)[1]
    if opens and index < syntax.words[index].head and index + 2 < clause_end < at:
        at = clause_end
    while at > index + 1 and syntax.words[at - 1].text in ",.":
        at -= 1
    return at

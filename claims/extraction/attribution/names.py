"""What a source is called: the name inside a noun phrase, without article, title, apposition and relative clause."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claims.extraction.inflection import load_cues
from claims.extraction.syntax import Word


@dataclass(frozen=True, slots=True)
class SourceName:
    """A source as its noun phrase names it. `noun` is the common noun before or beside the name (*minister*)."""

    text: str
    is_proper: bool
    noun: str | None
    gender: str | None
    is_plural: bool = False


@cache
def words(language: str, key: str) -> frozenset[str]:
    """One word list of `cues/speakers.toml`."""
    listed = load_cues("speakers")[language][key]
    return frozenset(listed) if isinstance(listed, list) else frozenset()


def name_of(phrase: Sequence[Word], plain: str, language: str) -> SourceName | None:
    """The name in a noun phrase, or None if nothing nameable stands there.

    *sa directrice générale, Agnès Morvan* gives *Agnès Morvan*, with the noun *directrice*.
    """
    chunks = _chunks(phrase, language)
    if not chunks:
        return None
    gender = _gender(phrase, language)
    head = _behind_figures(_behind_owner(_strip_determiners(chunks[0], language)), language)
    noun = _noun(head)
    proper = _proper_name(head, language)
    if proper is None and language == "fr" and _is_bare_name(phrase):
        proper = list(phrase)
    is_alone = len(head) == 1 or (len(head) > 1 and head[1].pos in ("ADP", "ADJ", "VERB"))
    is_circle = is_alone and head[0].lower in words(language, "circles")
    is_office = proper is not None and proper[-1].pos == "NOUN" and proper[-1].text.islower()
    if (proper is None or (is_office and len(chunks) > 1 and len(chunks[1]) > 1)) and not is_circle:
        for chunk in chunks[1:3]:
            bare = _strip_determiners(chunk, language) or chunk
            if _is_whole_name(bare, language):
                proper = _strip_titles(bare, language)
                break
    if proper:
        is_plural = proper[-1].features.get("Number") == "Plur" and len(proper) == 1
        return SourceName(_text(proper, plain), is_proper=True, noun=noun, gender=gender, is_plural=is_plural)
    while head and head[-1].pos == "ADV":
        head = head[:-1]
    if not head:
        return None
    plural = head[0].features.get("Number") == "Plur" or head[0].pos == "NUM"
    return SourceName(_text(head, plain), is_proper=False, noun=noun, gender=gender, is_plural=plural)


def _chunks(phrase: Sequence[Word], language: str) -> list[list[Word]]:
    """The phrase cut at commas, up to its first relative clause."""
    chunks: list[list[Word]] = [[]]
    figures = words(language, "figures")
    for place, word in enumerate(phrase):
        if word.lower in words(language, "relatives") and place:
            break
        if place > 1 and word.lower in words(language, "issued") and phrase[place - 1].lower not in figures:
            break
        if word.pos == "CCONJ" and not chunks[-1] and len(chunks) == 1:
            continue
        if word.text in ",(":
            chunks.append([])
        elif word.text not in ");:.—?!":
            chunks[-1].append(word)
    return [chunk for chunk in chunks if chunk]


def _behind_owner(head: Sequence[Word]) -> list[Word]:
    """*China's Yuehai* is *Yuehai*, *Lausanne's sporting director* a director; *the mayor's office* stays whole."""
    for place, word in enumerate(head):
        if word.lower in ("'s", "'") and place + 1 < len(head):
            is_named_owner = head[0].text[:1].isupper() and place <= 3
            names_person = head[place + 1].text[:1].isupper() or len(head) - place > 2
            return list(head[place + 1 :]) if is_named_owner and names_person else list(head)
    return list(head)


def _behind_figures(head: list[Word], language: str) -> list[Word]:
    """*chiffres du ministère de l'Intérieur*, *data from the bank*: the body that gives them."""
    if len(head) > 2 and head[0].lower in words(language, "figures") and head[1].pos == "ADP":
        return _strip_determiners(head[2:], language) or head
    return head


def _strip_determiners(chunk: Sequence[Word], language: str) -> list[Word]:
    start = 0
    while (
        start < len(chunk)
        and chunk[start].lower in words(language, "determiners")
        and not _is_name_article(chunk, start)
    ):
        start += 1
    return list(chunk[start:])


def _is_name_article(chunk: Sequence[Word], start: int) -> bool:
    """True for the article in *La Cote*, *L'Écluse*: a capital in mid-sentence."""
    return start > 0 and chunk[start].text[:1].isupper()


def _is_capital(word: Word) -> bool:
    return word.text[:1].isupper() or (word.text[:1].isdigit() and word.pos != "NOUN")


def _is_whole_name(chunk: Sequence[Word], language: str) -> bool:
    particles = words(language, "particles")
    return (
        chunk[0].text[:1].isupper()
        and len(chunk) <= 6
        and all(_is_capital(word) or word.lower in particles for word in chunk)
    )


def _proper_name(head: Sequence[Word], language: str) -> list[Word] | None:
    """The capitalised words that name the head: *chief executive* **Dana Whitlock**, **Bank of Estmark**."""
    if not head:
        return None
    if head[0].text[:1].isupper() and head[0].pos not in ("PRON", "DET"):
        return _name_from_start(head, language)
    return _name_at_end(head, language)


def _name_from_start(head: Sequence[Word], language: str) -> list[Word] | None:
    """The name that opens the phrase, whole where it is a body's (*Observatoire de l'océan Indien*)."""
    run = _opening_capitals(head, language)
    rest = list(head[len(run) :])
    if len(rest) == 1 and rest[0].lower in ("'s", "'"):
        return list(head)
    if not rest:
        return None if _is_plain_noun(run) else _strip_titles(run, language) or run
    apposed = _name_at_end(head, language) if rest[0].lower not in words(language, "prepositions") else None
    if any(word.lower in words(language, "bodies") for word in run):
        return apposed if apposed and len(run) == 1 and rest[0].pos == "NOUN" else list(head)
    if apposed or _is_plain_noun(run) or (rest[0].pos == "NOUN" and language == "en"):
        return apposed
    stripped = _strip_titles(run, language)
    is_body = len(stripped) < 2 and rest[0].lower in words(language, "prepositions")
    return list(head) if is_body or rest[0].pos == "ADJ" else stripped or run


def _opening_capitals(head: Sequence[Word], language: str) -> list[Word]:
    particles = words(language, "particles")
    end = 0
    while end < len(head):
        joins = head[end].lower in particles and end and _is_capital_next(head, end)
        if not _is_capital(head[end]) and not joins:
            break
        end += 1
    return list(head[:end])


def _is_bare_name(phrase: Sequence[Word]) -> bool:
    """True for *Altéo (a publié …)*: French puts an article before every common noun."""
    word = phrase[0]
    return len(phrase) == 1 and word.text[:1].isupper() and word.pos == "NOUN" and not word.lower.endswith("s")


def _is_plain_noun(run: Sequence[Word]) -> bool:
    """True for a common noun with the capital of a sentence's beginning."""
    return len(run) == 1 and run[0].pos in ("NOUN", "ADJ", "NUM")


def _is_capital_next(head: Sequence[Word], index: int) -> bool:
    return index + 1 < len(head) and (_is_capital(head[index + 1]) or head[index + 1].text == "-")


def _name_at_end(head: Sequence[Word], language: str) -> list[Word] | None:
    """The name apposed at the end of a common noun phrase, not behind a preposition."""
    particles = words(language, "particles")
    start = len(head)
    while start and (
        _is_capital(head[start - 1])
        or (head[start - 1].lower in particles and start < len(head) and start > 1 and _is_capital(head[start - 2]))
    ):
        start -= 1
    if start == len(head) or start == 0:
        return None
    before = head[start - 1]
    if before.lower in words(language, "prepositions") | words(language, "determiners") or before.text in (
        "'s",
        "'",
        "-",
    ):
        return None
    run = list(head[start:])
    if not any(word.text[:1].isupper() and word.text[:1].isalpha() for word in run):
        return None
    if run[0].lower in words(language, "not_names"):
        return None
    return _strip_titles(run, language) or None


def _strip_titles(run: Sequence[Word], language: str) -> list[Word]:
    start = 0
    titles = words(language, "titles")
    if run and run[-1].lower in words(language, "bodies") | words(language, "company_names"):
        return list(run)
    while start < len(run) - 1 and (run[start].lower in titles or run[start].text in ("-", "/")):
        if run[start].text in ("La", "Le", "L'") and start == 0:
            break
        start += 1
    return list(run[start:])


def _noun(head: Sequence[Word]) -> str | None:
    owner = next((place for place, word in enumerate(head) if word.lower == "'s"), -1)
    for word in head[owner + 1 :]:
        if word.pos in ("NOUN", "ADJ") and word.text[:1].islower():
            return word.lower
    return head[0].lower if head else None


def _gender(phrase: Sequence[Word], language: str) -> str | None:
    for word in phrase[:6]:
        if word.lower in words(language, "feminine_titles"):
            return "Fem"
        if word.lower in words(language, "masculine_titles"):
            return "Masc"
    for word in phrase:
        if word.pos == "NOUN" and word.text[:1].islower() and "Gender" in word.features:
            return word.features["Gender"]
    return None


def _text(run: Sequence[Word], plain: str) -> str:
    return plain[run[0].start : run[-1].end]

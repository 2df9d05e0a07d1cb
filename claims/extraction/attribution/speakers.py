"""Who is behind a name, an office or a pronoun: the people and bodies of one document, as they are named."""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from claims.extraction.attribution.coverage import Coverage
from claims.extraction.attribution.mentions import FARTHEST, Mentioned, body_meant, last_body, one_of_them
from claims.extraction.attribution.names import SourceName, name_of, words
from claims.extraction.clauses import subject_of
from claims.extraction.syntax import Syntax, Word
from claims.vocabulary.kinds import NARRATOR

_PERSON_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(slots=True)
class Cast:
    """Everybody named in a document; `filed` is under what name the source of a report (by its id) was filed."""

    language: str
    mentioned: list[Mentioned] = field(default_factory=list)
    paragraphs: tuple[int, ...] = ()
    full_names: dict[str, str] = field(default_factory=dict)
    by_noun: dict[str, str] = field(default_factory=dict)
    filed: dict[int, str] = field(default_factory=dict)


def cast_of(syntax: Syntax, covered: Coverage) -> Cast:
    """The cast of a document: names in full, the nouns that stand for them, and every mention in order."""
    cast = Cast(syntax.language, paragraphs=tuple(one.start for one in syntax.paragraphs))
    for run in _capital_runs(syntax):
        _note_full_name(cast, run)
    phrases: list[tuple[Sequence[Word], int]] = [
        (report.subject, 1 if covered.is_nested(report) else 2) for report in covered.reports if report.subject
    ]
    phrases.extend((phrase, 1) for phrase in _subjects(syntax))
    phrases.extend((run, 0) for run in _capital_runs(syntax) if len(run) >= 2)
    for phrase, weight in sorted(phrases, key=lambda one: one[0][0].start):
        _note(cast, syntax, phrase, weight)
    cast.mentioned.sort(key=lambda one: (one.at, one.weight))
    return cast


def claimant(
    syntax: Syntax, cast: Cast, phrase: Sequence[Word], at: int, *, said: Sequence[tuple[int, int]] = ()
) -> str:
    """The name to file a source under; `narrator` for *nos informations*.

    `at` is the offset where it is named; `said` the offsets of what it says: a pronoun does not look in there.
    """
    if not phrase:
        return NARRATOR
    plain = " ".join(word.lower for word in phrase)
    if any(plain.startswith(known) for known in words(cast.language, "narrating")):
        return NARRATOR
    if _is_pronoun(cast, phrase) or (cast.language == "fr" and phrase[0].lower == "l'" and len(phrase) == 1):
        clause_before = _subject_of_clause_before(syntax, cast, phrase[0]) or _behind_semicolon(syntax, cast, phrase[0])
        return clause_before or _behind_pronoun(cast, phrase[0].lower, at, said) or phrase[0].text
    if _is_one_of_them(phrase):
        return one_of_them(cast.mentioned, phrase[0].start) or phrase[0].text
    named = name_of(phrase, syntax.plain, cast.language)
    if named is None:
        return NARRATOR
    return _settled(cast, named, phrase, at)


def _subject_of_clause_before(syntax: Syntax, cast: Cast, pronoun: Word) -> str | None:
    """*Moscow has massed troops, but it denies …*: the proper name that is the subject of the clause before."""
    verb = syntax.words[pronoun.head]
    if pronoun.lower != "it" or verb.dep != "conj":
        return None
    subject = subject_of(syntax, verb.head)
    if subject is None or subject.pos != "PROPN" or subject.index > pronoun.index:
        return None
    named = name_of(syntax.words[slice(*syntax.subtree(subject.index))], syntax.plain, cast.language)
    return named.text if named is not None and named.is_proper else None


def _behind_semicolon(syntax: Syntax, cast: Cast, pronoun: Word) -> str | None:
    """*La mairie reconnaît un surcoût ; elle assure que …*: the subject of the clause before, if it agrees."""
    before = syntax.plain[max(0, pronoun.start - 12) : pronoun.start].rstrip()
    before = before.removesuffix("pour").removesuffix("selon").rstrip()
    if before[-1:] not in (";", ":") or pronoun.lower not in _SINGULARS:
        return None
    at = bisect.bisect_right(syntax.sentences, pronoun.start, key=lambda one: one.start) - 1
    stretches = syntax.sentences[at].stretches
    clause = [word for one in stretches for word in syntax.words[one.first : one.last] if word.start < pronoun.start]
    marks = [word.end for word in clause if word.text in (";", ":") and word.end < pronoun.start - len("pour : ")]
    subjects = (word for word in clause if word.dep in _PERSON_SUBJECTS and word.start >= max(marks, default=0))
    subject = next(subjects, None)
    if subject is None or subject.pos == "PRON":
        return None
    gender = subject.features.get("Gender")
    if gender and cast.language == "fr" and (gender == "Fem") != (pronoun.lower == "elle"):
        return None
    phrase = syntax.words[slice(*syntax.subtree(subject.index))]
    named = name_of(phrase, syntax.plain, cast.language)
    return _settled(cast, named, phrase, phrase[0].start) if named is not None else None


_SINGULARS = frozenset(["it", "il", "elle", "lui"])


def _is_one_of_them(phrase: Sequence[Word]) -> bool:
    """True for *one*, *one of them*, *l'un d'eux*, *une d'entre elles* without a name behind."""
    lowers = [word.lower for word in phrase if word.lower not in ("l'", "d'", "of", "entre")]
    if not lowers or lowers[0] not in ("one", "another", "un", "une"):
        return False
    rest = lowers[1:]
    if not rest:
        return True
    is_open = rest[0] in (",", "who", "qui") and lowers[0] in ("one", "another")
    return is_open or (rest[0] in ("them", "eux", "elles") and not any(word.text[:1].isupper() for word in phrase[1:]))


def _settled(cast: Cast, named: SourceName, phrase: Sequence[Word], at: int) -> str:
    body = _body(cast, named, phrase, at)
    if body is not None:
        return body
    if named.is_proper:
        return cast.full_names.get(named.text.lower(), named.text)
    simple = named.text.lower()
    is_definite = phrase[0].lower in _DEFINITE or phrase[0].lower in ("les", "ces", "its", "his", "her")
    if is_definite and simple in cast.by_noun:
        return cast.by_noun[simple]
    if (
        is_definite
        and phrase[0].lower not in ("its", "his", "her", "les", "ces")
        and simple in words(cast.language, "pointing")
    ):
        before = min(at, phrase[0].start)
        earlier = _latest(cast, before, gender=None, plural=None, persons=True)
        earlier = earlier or _latest(cast, before, gender=None, plural=None)
        if earlier is not None:
            return earlier
    return _with_owner(cast, named.text, phrase, at)


_DEFINITE = frozenset(["the", "le", "la", "l'", "ce", "cet", "cette", "this", "that"])


def _body(cast: Cast, named: SourceName, phrase: Sequence[Word], at: int) -> str | None:
    """The name of the body behind *the agency*, *the Fund*, *le groupe*; None for all that stands by itself."""
    simple = named.text.lower()
    if phrase[0].lower not in _DEFINITE or " " in simple:
        return None
    if not named.is_proper and simple in cast.by_noun:
        return None
    return body_meant(cast.mentioned, simple, at, cast.language)


def _with_owner(cast: Cast, text: str, phrase: Sequence[Word], at: int) -> str:
    """*son entourage* becomes *entourage de Claire Desnoyers*."""
    if cast.language == "fr" and phrase[0].lower in ("son", "sa") and " " not in text:
        owner = _latest(cast, at, gender=None, plural=None)
        if owner is not None and owner[:1].isupper() and text in ("entourage", "cabinet", "équipe"):
            return f"{text} de {owner}"
    return text


def _is_pronoun(cast: Cast, phrase: Sequence[Word]) -> bool:
    return (
        len(phrase) <= 2
        and phrase[0].lower in words(cast.language, "pronouns")
        and (len(phrase) == 1 or phrase[0].lower not in words(cast.language, "determiners"))
    )


def _behind_pronoun(cast: Cast, pronoun: str, at: int, said: Sequence[tuple[int, int]]) -> str | None:
    if pronoun in ("i", "we", "je", "nous", "-je", "j'", "on", "-on"):
        return None
    gender = "Fem" if pronoun in words(cast.language, "feminine") else None
    gender = "Masc" if pronoun in words(cast.language, "masculine") else gender
    plural = pronoun in words(cast.language, "plural")
    if pronoun in ("it", "its"):
        body = last_body(cast.mentioned, at, cast.language)
        if body is not None:
            return body
    found = _latest(cast, at, gender=gender, plural=plural, said=said)
    return (
        found or _latest(cast, at, gender=None, plural=None, said=said) or last_body(cast.mentioned, at, cast.language)
    )


_ACROSS_PARAGRAPHS = 250
_WITHIN_WHAT_IS_SAID = 150


def _latest(
    cast: Cast,
    at: int,
    *,
    gender: str | None,
    plural: bool | None,
    said: Sequence[tuple[int, int]] = (),
    persons: bool = False,
) -> str | None:
    """The likeliest person before `at`: near, speaking or acting, of that gender and number; `persons`: with a name."""
    best: tuple[float, str] | None = None
    paragraph = bisect.bisect_right(cast.paragraphs, at) - 1
    begun = cast.paragraphs[paragraph] if paragraph >= 0 else 0
    for place in range(bisect.bisect_left(cast.mentioned, at, key=lambda one: one.at) - 1, -1, -1):
        one = cast.mentioned[place]
        if at - one.at > FARTHEST:
            break
        if not _agrees(one, gender, plural) or (persons and not one.is_named_person):
            continue
        score = one.weight * 150 + (160 if one.is_person else 0) - (at - one.at)
        score -= _ACROSS_PARAGRAPHS if one.at < begun else 0
        if any(start <= one.at < end for start, end in said):
            if not one.is_named_person:
                continue
            score -= _WITHIN_WHAT_IS_SAID
        if best is None or score > best[0]:
            best = (score, one.name)
    return best[1] if best else None


def _agrees(one: Mentioned, gender: str | None, plural: bool | None) -> bool:
    if not one.is_person and one.weight < 2 and not (plural and one.is_plural and one.weight):
        return False
    if gender and one.gender and one.gender != gender:
        return False
    return plural is None or plural == one.is_plural


def _note(cast: Cast, syntax: Syntax, phrase: Sequence[Word], weight: int) -> None:
    if not phrase or _is_pronoun(cast, phrase):
        return
    named = name_of(phrase, syntax.plain, cast.language)
    if named is None:
        return
    text = cast.full_names.get(named.text.lower(), named.text) if named.is_proper else named.text
    body = _body(cast, named, phrase, phrase[0].start)
    if body is not None:
        cast.mentioned.append(_of_body(body, phrase[0].start, weight))
        return
    if named.is_proper and named.noun and named.noun != named.text.lower() and named.noun[:1].isalpha():
        cast.by_noun.setdefault(named.noun, text)
    is_person = named.is_proper and " " in text and not _is_body(cast, text)
    is_source = not named.is_proper and weight == 2 and not _is_body(cast, text)
    cast.mentioned.append(
        Mentioned(
            text,
            named.gender,
            is_person or is_source,
            named.is_plural,
            phrase[0].start,
            weight,
            is_named_person=is_person,
            is_proper=named.is_proper and text.split()[0].lower() not in words(cast.language, "not_names"),
        )
    )


def _of_body(name: str, at: int, weight: int) -> Mentioned:
    return Mentioned(name, None, is_person=False, is_plural=False, at=at, weight=weight, is_proper=True)


def _is_body(cast: Cast, text: str) -> bool:
    bodies = words(cast.language, "bodies") | words(cast.language, "company_names")
    return any(word.lower() in bodies for word in text.split())


def _subjects(syntax: Syntax) -> Iterable[Sequence[Word]]:
    subjects: dict[int, Word | None] = {}
    for word in syntax.words:
        if word.dep.split(":")[0] not in _PERSON_SUBJECTS or word.pos not in ("NOUN", "PROPN"):
            continue
        if word.head not in subjects:
            subjects[word.head] = subject_of(syntax, word.head)
        if subjects[word.head] is not word:
            continue
        first, last = syntax.subtree(word.index)
        yield syntax.words[first : min(last, first + 25)]


def _capital_runs(syntax: Syntax) -> list[Sequence[Word]]:
    """The runs of capitalised words, a capital that only opens the sentence left out."""
    runs: list[Sequence[Word]] = []
    for sentence in syntax.sentences:
        for stretch in sentence.stretches:
            start: int | None = None
            for index in range(stretch.first, stretch.last + 1):
                is_capital = index < stretch.last and _is_name_word(syntax, index, stretch.first)
                if is_capital and start is None:
                    start = index
                elif not is_capital and start is not None:
                    runs.append(syntax.words[start:index])
                    start = None
    return runs


def _is_name_word(syntax: Syntax, index: int, first: int) -> bool:
    word = syntax.words[index]
    if not word.text[:1].isupper() or (len(word.text) < 2 and not word.text.isupper()):
        return False
    if word.lower in words(syntax.language, "determiners") | words(syntax.language, "pronouns"):
        return False
    return index != first or word.pos == "PROPN"


def _note_full_name(cast: Cast, run: Sequence[Word]) -> None:
    titles = words(cast.language, "titles")
    parts = [word.text for word in run if word.lower not in titles]
    if len(parts) < 2 or len(parts) > 4:
        return
    full = " ".join(parts)
    cast.full_names.setdefault(parts[-1].lower(), full)
    if not _is_body(cast, full):
        cast.full_names.setdefault(parts[0].lower(), full)


def head_words(source: str) -> frozenset[str]:
    """The words of a source that can name it, lower case: its capitalised words, else its nouns before a preposition.

    >>> sorted(head_words("the spokesman for the police"))
    ['spokesman']
    """
    plain = source.replace("’", "'").replace("'s", " 's").split()
    names = [word.strip(",.;:()\"'“”").lower() for word in plain if word[:1].isupper()]
    listed = [word.strip(",.;:()\"'“”").lower() for word in plain]
    kept: list[str] = []
    for word in listed:
        if kept and word in _ENDS_A_HEAD:
            break
        if word and word not in _ARTICLES:
            kept.append(word)
    return frozenset(name for name in (*names, *kept[-1:]) if name and name not in _ARTICLES)


_ENDS_A_HEAD = frozenset(
    [
        "of",
        "for",
        "at",
        "in",
        "from",
        "with",
        "on",
        "by",
        "who",
        "which",
        "that",
        "to",
        "and",
        "de",
        "du",
        "des",
        "pour",
        "à",
        "au",
        "qui",
    ]
)
_ARTICLES = frozenset(["the", "a", "an", "his", "her", "their", "its", "le", "la", "les", "un", "une", "l'", "des"])

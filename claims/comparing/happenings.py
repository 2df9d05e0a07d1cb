"""What a text says happened: by which concept and in which direction, denied or not, done or still ahead."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from claims.comparing.words import folded, load_cues, spelled, stem

Way = tuple[str, int]
"""A concept of cues/happenings.toml and its direction, +1 or -1."""

_FIGURE = r"\d{1,9}(?:[.,]\d{1,3})?"
_UNIT = r"(?:\s?(?:%|‰|°C|€|[a-z]{1,9})){0,2}"
_FROM_TO = re.compile(
    rf"\b(?:from|de)\s(?P<a>{_FIGURE}){_UNIT}\s(?:to|à)\s(?P<b>{_FIGURE})\b"
    rf"|\bto\s(?P<c>{_FIGURE}){_UNIT}\sfrom\s(?P<d>{_FIGURE})\b",
    re.IGNORECASE,
)
"""*From 16 to 18 per cent*, *to 18 from 16*."""

LANGUAGES = frozenset({"en", "fr"})
_WILL = {
    "en": frozenset({"will", "won't", "would", "shall"}),
    "fr": frozenset({"va", "vont", "devrait", "devraient", "doit", "doivent"}),
}
_PARTICLES = frozenset({"down", "off", "out", "up", "over", "back", "away", "through"})
"""Behind a verb they make another of it: *strike down*."""
_LIGHT = frozenset(
    {"complet", "conclud", "finish", "launch", "declar", "announc", "bring", "proced"}
    | {"boucl", "achev", "conclur", "conclu", "annonc", "lanc"}
)
"""Stems of verbs whose object says what is done."""
_DETERMINED = {
    **dict.fromkeys(("the", "its", "their", "his", "her", "our", "this"), "the"),
    **dict.fromkeys(("le", "la", "les", "son", "sa", "ses", "leur", "leurs", "notre", "nos", "ce", "cette"), "le"),
}
"""Words that stand for each other in a phrase: *lift the ban*, *lift its ban*."""
_VERB_WITHIN = 6
"""Words from the one that looks forward on, among which what is foretold is told."""
_TURNS = ("cancelled", "broken_off", "delayed")
_WITHOUT = frozenset({"without", "sans"})
_CALENDAR = frozenset({"May"})
"""Not a verb when it is written so."""
_CONDITIONS = (
    r"if|unless|before|until|when|as\ if|without|instead\ of|rather\ than|far\ from|si|s['’]ils?|avant|quand"
    r"|lorsqu['’e]|jusqu['’à]|sans|au\ lieu\ d['’e]|plut[ôo]t\ qu['’e]|loin\ d['’e]|faute\ d['’e]|let\ alone"
    r"|encore\ moins"
)
_ASIDES = rf"{_CONDITIONS}|once|which|who|whose|whom|where|having|qui|dont|comme|ce\ (?:que?|qu['’]|dont)|o[ùu]"
_CLAUSE = re.compile(
    r"[;:()–—]|,(?!\d)|\b(?=(?:as|while|because|but|after|although|and|mais|car|tandis|puisque|alors\ que|apr[èe]s|"
    rf"{_ASIDES})\b)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    rf"\s*(?:{_ASIDES})\b|(?=.{{0,60}}\b(?:since|depuis)\b)\s*\w+(?:ed|é|ée|és|ées|u|ue|us|ues)\b", re.IGNORECASE
)
"""A clause that tells under which condition, when, of whom, or how it was before: not what happened."""

_CONDITION = re.compile(rf"\s*(?:{_CONDITIONS})\b", re.IGNORECASE)
"""Of these a clause whose turns are not told as facts."""

_WISHED = re.compile(r"\s*Had\s")
"""*Had it opened, …*: it did not."""

_PARTICIPLE = re.compile(r"\s*(?:\w+(?:ed|é|ée|és|ées)|long|once|jadis|naguère)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Happening:
    """`concepts`: key to +1 or -1, negation left aside. Of them `denied` are those found in clauses that deny only,
    `ahead` in clauses that look forward only, and `done` those in a clause that tells plainly what happened.

    The flags are what the cues of the same name say, anywhere in the text; `is_negated` of the main clauses.
    """

    concepts: frozenset[Way] = frozenset()
    denied: frozenset[Way] = frozenset()
    ahead: frozenset[Way] = frozenset()
    done: frozenset[Way] = frozenset()
    is_negated: bool = False
    is_without: bool = False
    is_ahead: bool = False
    is_cancelled: bool = False
    is_broken_off: bool = False
    is_delayed: bool = False
    is_late: bool = False
    is_unchanged: bool = False
    is_only_begun: bool = False
    is_foretold: bool = False
    is_proposed: bool = False
    is_whole: bool = False
    is_part: bool = False

    @property
    def did_not(self) -> bool:
        """Whether it says that something was not or will not be."""
        return self.is_negated or self.is_cancelled or self.is_broken_off


@dataclass(frozen=True, slots=True)
class _Clause:
    concepts: frozenset[Way]
    turns: frozenset[str]
    is_aside: bool
    is_condition: bool
    denies: bool
    is_ahead: bool
    is_done: bool
    is_participle: bool
    has_verb: bool


def happening(text: str, language: str) -> Happening:
    """What the words say, read clause by clause; what stands aside counts where the rest says nothing."""
    line = " ".join(folded(word) for word in _words(text))
    flags = {f"is_{name}": bool(pattern.search(line)) for name, pattern in _patterns(language).items()}
    turns = {f"is_{name}": _patterns(language)[name] for name in _TURNS if flags[f"is_{name}"]}
    looked_for = _LookedFor(turns, bool(_forms(language).negated.search(text)), flags["is_ahead"])
    clauses = [_clause(each, language, looked_for) for each in _CLAUSE.split(text) if each and not each.isspace()]
    clauses = _joined(clauses)
    main = [each for each in clauses if not each.is_aside] or clauses
    telling = main if any(each.concepts for each in main) else clauses
    return Happening(
        concepts=_of(telling),
        denied=_of(each for each in telling if each.denies) - _of(each for each in telling if not each.denies),
        ahead=_of(each for each in telling if each.is_ahead) - _of(each for each in telling if not each.is_ahead),
        done=_of(each for each in telling if each.is_done),
        is_negated=any(each.denies for each in main),
        is_without=any(word in _WITHOUT for word in line.split()),
        **flags | {"is_ahead": any(each.is_ahead for each in clauses)} | _turned(clauses, turns),
    )


def _turned(clauses: Sequence[_Clause], turns: Iterable[str]) -> dict[str, bool]:
    """What turned out otherwise, but for what only tells when or under which condition."""
    aside = frozenset().union(*(each.turns for each in clauses if each.is_condition))
    told = frozenset().union(*(each.turns for each in clauses if not each.is_condition))
    return {name: name in told or name not in aside for name in turns}


@dataclass(frozen=True, slots=True)
class _LookedFor:
    """What the whole text has, and so a clause may have."""

    turns: Mapping[str, re.Pattern[str]]
    negation: bool
    ahead: bool


def _clause(text: str, language: str, looked_for: _LookedFor) -> _Clause:
    words = _words(text)
    plain = [folded(word) for word in words]
    line = " ".join(plain)
    denies = (looked_for.negation and _denies(text, language)) or bool(_WISHED.match(text))
    is_ahead = _has_future(plain, language) or (looked_for.ahead and bool(_patterns(language)["ahead"].search(line)))
    turns = frozenset(name for name, pattern in looked_for.turns.items() if pattern.search(line))
    is_past = bool(_forms(language).done.search(text))
    return _Clause(
        concepts=_concepts(words, plain, language) | _change(text),
        turns=turns,
        is_aside=bool(_ASIDE.match(text)),
        is_condition=bool(_CONDITION.match(text)),
        denies=denies,
        is_ahead=is_ahead,
        is_done=is_past and not (denies or is_ahead or turns),
        is_participle=bool(_PARTICIPLE.match(text)),
        has_verb=denies or is_ahead or bool(turns) or is_past,
    )


def _joined(clauses: list[_Clause]) -> list[_Clause]:
    """What has no verb has that of the next clause that has one: *the strike, long feared, never came*."""
    joined: list[_Clause] = []
    verb: _Clause | None = None
    for one in reversed(clauses):
        if one.has_verb and not (one.is_aside or one.is_participle):
            verb = one
        is_whole = one.has_verb or one.is_aside
        joined.append(one if is_whole or verb is None else _with_verb_of(verb, one))
    return joined[::-1]


def _with_verb_of(verb: _Clause, one: _Clause) -> _Clause:
    return replace(one, denies=verb.denies, is_ahead=verb.is_ahead, is_done=verb.is_done)


def _of(clauses: Iterable[_Clause]) -> frozenset[Way]:
    return frozenset().union(*(each.concepts for each in clauses))


def _words(text: str) -> list[str]:
    return [word for word, _start in spelled(text) if word not in _CALENDAR]


def _denies(text: str, language: str) -> bool:
    forms = _forms(language)
    return bool(forms.negated.search(text)) and not (forms.only and forms.only.search(text))


def _has_future(words: Sequence[str], language: str) -> bool:
    future = _forms(language).future
    return future is not None and any(map(future.match, words))


def _change(text: str) -> frozenset[Way]:
    """*From 16 to 18 per cent*, *to 18 from 16*, *de 16 à 18*: which way a figure went."""
    found = _FROM_TO.search(text)
    if not found:
        return frozenset()
    before, after = (float((found[one] or found[other]).replace(",", ".")) for one, other in ("ad", "bc"))
    return frozenset({("level", 1 if after > before else -1)}) if after != before else frozenset()


def _concepts(words: Sequence[str], plain: Sequence[str], language: str) -> frozenset[Way]:
    return frozenset().union(*_found(words, plain, language))


def _found(words: Sequence[str], plain: Sequence[str], language: str) -> list[set[Way]]:
    """What each word tells, and a phrase at its first; of what a phrase uses otherwise nothing: *lift the ban*."""
    stems = [_part(word, language) for word in words]
    table = _table(language)
    none: frozenset[Way] = frozenset()
    found = [{*table.exact.get(one, none), *table.stems.get(its, none)} for one, its in zip(plain, stems, strict=True)]
    phrases: list[tuple[int, Way]] = []
    for index, its_stem in enumerate(stems):
        for parts, way in table.phrases.get(its_stem, ()):
            if tuple(stems[index : index + len(parts)]) == parts:
                phrases.append((index, way))
                for told in found[index : index + len(parts)]:
                    told.difference_update(set(told) if parts[-1] in _PARTICLES else {(way[0], -way[1])})
    for index, way in phrases:
        found[index].add(way)
    return found


def foretold_ways(text: str, language: str) -> frozenset[Way]:
    """What a prediction says will happen: what its verb in the future tells, or what follows that; else all it tells.

    >>> sorted(foretold_ways("The court that jailed him will close in May.", "en"))
    [('opening', -1)]
    """
    words = _words(text)
    plain = [folded(word) for word in words]
    at = next((place for place, word in enumerate(plain) if _looks_on(word, language)), None)
    if at is None:
        return frozenset()
    ways: set[Way] = set()
    for word, told in list(zip(words, _found(words, plain, language), strict=True))[at : at + _VERB_WITHIN]:
        ways |= told
        if told and stem(word, language) not in _LIGHT:
            break
    return frozenset(ways)


def is_foretold_not(text: str, language: str) -> bool:
    """Whether a prediction denies what it foretells: in the clause that looks forward, if one does."""
    for clause in _CLAUSE.split(text):
        if clause and any(_looks_on(folded(word), language) for word in _words(clause)):
            return _denies(clause, language)
    return happening(text, language).is_negated


def _looks_on(word: str, language: str) -> bool:
    return word in _WILL.get(language, _WILL["en"]) or _has_future([word], language)


@dataclass(frozen=True, slots=True)
class _Table:
    """What tells a concept in one language: folded words, stems, and phrases of stems by their first."""

    exact: Mapping[str, set[Way]]
    stems: Mapping[str, set[Way]]
    phrases: Mapping[str, set[tuple[tuple[str, ...], Way]]]


@cache
def _table(language: str) -> _Table:
    known = language if language in LANGUAGES else "en"
    table = _Table(defaultdict(set), defaultdict(set), defaultdict(set))
    for concept, sides in load_cues("happenings").items():
        for direction, side in ((1, "plus"), (-1, "minus")):
            for form in sides[side][known].split():
                _add(table, form, (concept, direction), known)
    return table


def _part(word: str, language: str) -> str:
    """As it is found in a phrase: whose it is does not matter."""
    return _DETERMINED.get(word.casefold()) or stem(word, language)


def _add(table: _Table, form: str, way: Way, language: str) -> None:
    parts = [word for part in form.lstrip("!").split("_") for word, _start in spelled(part)]
    if form.startswith("!") and len(parts) == 1:
        table.exact[folded(parts[0])].add(way)
        return
    stems = tuple(_part(part, language) for part in parts)
    if len(stems) == 1:
        table.stems[stems[0]].add(way)
    else:
        table.phrases[stems[0]].add((stems, way))


@dataclass(frozen=True, slots=True)
class _Forms:
    """How the language denies, what only looks like it, its future tense (of one folded word), and what is done."""

    negated: re.Pattern[str]
    done: re.Pattern[str]
    only: re.Pattern[str] | None
    future: re.Pattern[str] | None


@cache
def _forms(language: str) -> _Forms:
    told = load_cues("forms").get(language, load_cues("forms")["en"])
    found = {name: re.compile(pattern, re.IGNORECASE | re.VERBOSE) for name, pattern in told.items()}
    return _Forms(found["negated"], found["done"], found.get("only"), found.get("future"))


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    """One a cue family; phrases of the folded line of words."""
    return {
        name: re.compile(rf"(?:^| )(?:{'|'.join(map(_pattern, table.get(language, table['en']).split('|')))})(?= |$)")
        for name, table in load_cues("outcomes").items()
    }


def _pattern(phrase: str) -> str:
    return " ".join(map(_word_pattern, phrase.split()))


def _word_pattern(word: str) -> str:
    if word == "@day":
        return rf"(?:\S+ ){{0,3}}(?:{_calendar()}|\d{{4}})"
    return folded(word.strip("*")) + (r"\w*" if word.endswith("*") else "")


@cache
def _calendar() -> str:
    """Days, months and seasons."""
    return "|".join(load_cues("units")["calendar"].split())

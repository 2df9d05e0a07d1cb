"""French: *…, a déclaré X*, *…, ajoute-t-elle, …*, *selon X*, *aux yeux de X*, *pour X, …*."""

from collections.abc import Sequence
from functools import cache

from claims.extraction.attribution.cues import ReportingVerb, Sense, phrasal_forms, reporting_forms
from claims.extraction.attribution.marks import quotation_begins, quotation_ends
from claims.extraction.inflection import by_first_word, load_cues
from claims.extraction.tokens import Insertion, Role, Token

_BREAKS = frozenset(",;:—-!?().")
_PARTICIPLE_ENDINGS = ("é", "ée", "és", "ées", "ant")
_FINITE_ENDINGS = ("era", "ira", "eront", "iront", "ait", "aient", "èrent", "irent")
_INFINITIVE_ENDINGS = ("er", "re", "ir")


@cache
def words(key: str) -> frozenset[str]:
    """One word list of `cues/insertions.toml`."""
    listed = load_cues("insertions")["fr"][key]
    return frozenset(listed) if isinstance(listed, list) else frozenset()


@cache
def source_phrases() -> dict[str, list[tuple[str, ...]]]:
    """The source phrases as word sequences under their first word, the longest first."""
    return by_first_word(sorted(words("source_phrases")))


def find(tokens: Sequence[Token], closed: frozenset[int]) -> list[Insertion]:
    """Every insertion of the sentence, in order; they may overlap, the earlier one is meant to win."""
    found: list[Insertion] = []
    index = 0
    while index < len(tokens):
        insertion = _report_at(tokens, index, closed) or _source_at(tokens, index, closed)
        if insertion is not None:
            found.append(insertion)
            index = insertion.end
        else:
            index += 1
    return found


def _report_at(tokens: Sequence[Token], start: int, closed: frozenset[int]) -> Insertion | None:
    after_quote = start > 0 and quotation_ends(tokens, start, closed)
    if start == 0 or not (after_quote or tokens[start - 1].text in _BREAKS):
        return None
    cue = _verb_group(tokens, start)
    if cue is None:
        return None
    verb_end, has_pronoun = cue
    if verb_end >= len(tokens):
        return None
    if has_pronoun is None and not after_quote and _closes_an_apposition(tokens, start):
        return None
    if has_pronoun is not None:
        subject = _place_of_on(tokens, has_pronoun)
    else:
        found = _subject_after(tokens, verb_end, after_quote=after_quote)
        if found is None:
            return None
        subject = found
    end = _end_of_report(
        tokens, max(subject[1], verb_end), closed, after_quote=after_quote, is_pronoun=has_pronoun is not None
    )
    return Insertion(Role.REPORT, start, end, (start, verb_end), subject)


def _closes_an_apposition(tokens: Sequence[Token], start: int) -> bool:
    """True for *Mme Lafarge, adjointe aux écoles, expose le calendrier*: no verb yet outside a relative clause."""
    chunks: list[list[Token]] = [[]]
    for token in tokens[: start - 1]:
        if token.text == ",":
            chunks.append([])
        else:
            chunks[-1].append(token)
    if len(chunks) < 2:
        return False
    free = [chunk for chunk in chunks if chunk and chunk[0].lower not in ("qui", "dont", "que", "qu'", "où")]
    return not any(_looks_finite(token) for chunk in free for token in chunk)


def _looks_finite(token: Token) -> bool:
    lower = token.lower
    return lower in words("finite") or (len(lower) > 4 and lower.endswith(_FINITE_ENDINGS))


def _place_of_on(tokens: Sequence[Token], pronoun: tuple[int, int]) -> tuple[int, int]:
    """*reconnaît-on* **dans son entourage**: the place speaks."""
    after = pronoun[1]
    if not tokens[pronoun[0]].lower.endswith("on") or after + 1 >= len(tokens):
        return pronoun
    if tokens[after].lower not in ("dans", "à", "au", "aux", "chez", "de", "du"):
        return pronoun
    return after + 1, _end_of_noun_phrase(tokens, after + 1)


def _verb_group(tokens: Sequence[Token], start: int) -> tuple[int, tuple[int, int] | None] | None:
    """The end of the reporting verb that begins at `start`, and where an inverted pronoun stands."""
    index = start
    pronoun: tuple[int, int] | None = None
    if tokens[index].lower in ("s'", "se", "m'", "l'") and index + 1 < len(tokens):
        index += 1
    has_auxiliary = tokens[index].lower in words("auxiliaries")
    if has_auxiliary:
        index += 1
        index, pronoun = _inverted_pronoun(tokens, index)
        while index < len(tokens) and _is_adverb(tokens[index]) and index - start < 9:
            index += 1
    if index >= len(tokens):
        return None
    return _group_from(tokens, index, pronoun, has_auxiliary=has_auxiliary)


def _group_from(
    tokens: Sequence[Token], index: int, pronoun: tuple[int, int] | None, *, has_auxiliary: bool
) -> tuple[int, tuple[int, int] | None] | None:
    """The group whose reporting verb, behind any auxiliary, stands at `index`."""
    form = tokens[index].lower
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    known = reporting_forms("fr").get(form)
    if _is_of_two_words(form, following, known):
        return index + 2, None
    if known is None or not known.has(Sense.SAY, Sense.THINK, Sense.UTTER, Sense.PROMISE, Sense.EXPECT, Sense.LEARN):
        return None
    if form == known.lemma or not _fits(form, has_auxiliary=has_auxiliary):
        return None
    index += 1
    if not has_auxiliary:
        index, pronoun = _inverted_pronoun(tokens, index)
    if index < len(tokens) and tokens[index].lower in ("que", "qu'"):
        return None
    return index, pronoun


def _is_of_two_words(form: str, following: str, known: ReportingVerb | None) -> bool:
    """True for *fait savoir*, *veut croire*, *dit craindre*."""
    if known is None and (form, following) in phrasal_forms("fr"):
        return True
    infinitive = reporting_forms("fr").get(following)
    return form in ("veut", "veulent", "dit", "disent") and infinitive is not None and infinitive.lemma == following


def _fits(form: str, *, has_auxiliary: bool) -> bool:
    """True if the form can be a participle after an auxiliary, or a finite verb without one."""
    if has_auxiliary:
        return not form.endswith(("ent", "ait", "aient", "ant", "er"))
    return not form.endswith(_PARTICIPLE_ENDINGS)


def _is_adverb(token: Token) -> bool:
    return token.lower in words("adverbs") or token.lower.endswith("ment")


def _inverted_pronoun(tokens: Sequence[Token], index: int) -> tuple[int, tuple[int, int] | None]:
    if index < len(tokens) and tokens[index].lower == "-t":
        index += 1
    if index < len(tokens) and tokens[index].lower in words("pronouns"):
        return index + 1, (index, index + 1)
    return index, None


def _subject_after(tokens: Sequence[Token], index: int, *, after_quote: bool) -> tuple[int, int] | None:
    """The noun phrase behind an inverted verb: *a réagi jeudi soir sur Twitter* **le président de la région**."""
    skipped = index
    in_phrase = False
    while skipped < len(tokens) and skipped - index < 10:
        token = tokens[skipped]
        in_phrase = in_phrase or token.lower in ("en", "dans", "lors", "au", "à", "sur", "devant")
        if _starts_subject(tokens, skipped):
            return skipped, _end_of_noun_phrase(tokens, skipped)
        may_skip = token.lower in words("before_subject") or ((after_quote or in_phrase) and token.text not in _BREAKS)
        if not may_skip:
            return None
        skipped += 1
    return None


def _starts_subject(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    before = tokens[index - 1].lower if index else ""
    if before in ("sur", "à", "de", "auprès", "dans", "au", "en", "devant", "du", "d'", "lors"):
        return False
    return token.lower in words("subject_starts") or token.text[:1].isupper()


def _end_of_noun_phrase(tokens: Sequence[Token], start: int) -> int:
    index = start
    while (
        index < len(tokens) and tokens[index].text not in _BREAKS - {"-"} and tokens[index].lower not in ("qui", "dont")
    ):
        index += 1
    return index


def _end_of_report(
    tokens: Sequence[Token], index: int, closed: frozenset[int], *, after_quote: bool, is_pronoun: bool
) -> int:
    """Where the sentence takes up again: at a new quotation, a colon or semicolon, or a comma and a fresh subject."""
    while index < len(tokens):
        token = tokens[index]
        if quotation_begins(tokens, index, closed) or token.text in ";":
            return index
        if token.text == "," and index + 1 < len(tokens) and _resumes(tokens, index + 1, after_quote, is_pronoun):
            body = None if is_pronoun else _apposed_body(tokens, index + 1)
            if body is None:
                return index + 1
            index = body
            continue
        index += 1
    return index


def _apposed_body(tokens: Sequence[Token], start: int) -> int | None:
    """Past the end of *…, leur syndicat,* **la CGT-Santé**: an article and capitals up to the next mark."""
    if tokens[start].lower not in ("le", "la", "l'", "les"):
        return None
    index = start + 1
    while index < len(tokens) and (
        tokens[index].text[:1].isupper() or tokens[index].lower in ("de", "du", "des", "d'")
    ):
        index += 1
    is_closed = index == len(tokens) or tokens[index].text in ",;.!?"
    return index if index > start + 1 and is_closed else None


def _resumes(tokens: Sequence[Token], index: int, after_quote: bool, is_pronoun: bool) -> bool:
    if after_quote and tokens[index].lower not in ("et", "mais", "tandis", "alors"):
        return False
    return is_pronoun or tokens[index].lower in words("resumes")


def _source_at(tokens: Sequence[Token], start: int, closed: frozenset[int]) -> Insertion | None:
    at_start = start == 0 or (tokens[start - 1].text in ";:—" and tokens[start].text)
    cue_end = _source_phrase_end(tokens, start)
    if cue_end is None and at_start and tokens[start].lower == "pour":
        cue_end = start + 1 if _pour_names_a_source(tokens, start + 1) else None
    if cue_end is None:
        return None
    end = _end_of_source(tokens, start, cue_end, closed)
    subject_end = _end_of_noun_phrase(tokens, cue_end) if cue_end < end else cue_end
    subject = (cue_end, min(subject_end, end)) if cue_end < end else (start, cue_end)
    return Insertion(Role.SOURCE, start, end, (start, cue_end), subject)


def _source_phrase_end(tokens: Sequence[Token], start: int) -> int | None:
    for phrase in source_phrases().get(tokens[start].lower, ()):
        end = start + len(phrase)
        if end > len(tokens):
            continue
        if all(tokens[start + offset].lower == word for offset, word in enumerate(phrase)):
            follows = tokens[end].lower if end < len(tokens) else ""
            return None if follows in words("not_sources") else end
    return None


def _pour_names_a_source(tokens: Sequence[Token], start: int) -> bool:
    """True for *Pour Livia Stern,* and *Pour l'épidémiologiste Hugo Fontaine,*; False for *Pour l'instant,*."""
    end = start
    while end < len(tokens) and tokens[end].text != ",":
        end += 1
    phrase = tokens[start:end]
    if not phrase or end == len(tokens) or len(phrase) > 14:
        return False
    if any(token.lower in words("pour_excludes") or token.text.isdigit() for token in phrase):
        return False
    if phrase[0].lower.endswith(_INFINITIVE_ENDINGS) or phrase[0].lower in ("ne", "se", "y", "en"):
        return False
    return any(token.text[:1].isupper() for token in phrase) or phrase[0].lower in ("lui", "elle", "eux")


def _end_of_source(tokens: Sequence[Token], start: int, index: int, closed: frozenset[int]) -> int:
    """Past the comma that closes the phrase, an apposed name taken along; a last relative clause belongs to it."""
    is_bare = start > 0 and tokens[start - 1].lower in ("qui", "et", "mais")
    cue_end = index
    while index < len(tokens):
        token = tokens[index]
        if is_bare and index > cue_end + 1 and _looks_finite(token):
            return index
        if (
            quotation_begins(tokens, index, closed)
            or token.text in ";:)"
            or (token.text in "!?." and index + 1 == len(tokens))
        ):
            return index
        if token.text == ",":
            if index + 1 < len(tokens) and tokens[index + 1].lower in ("qui", "dont", "lequel", "laquelle") and start:
                return len(tokens)
            named = _apposed_name(tokens, index + 1)
            return named + 1 if named is not None else index + 1
        index += 1
    return index


def _apposed_name(tokens: Sequence[Token], start: int) -> int | None:
    """The index of the comma behind an apposed name: *…, Paulo Arante,*."""
    index = start
    while index < len(tokens) and (
        tokens[index].text[:1].isupper() or tokens[index].lower in ("de", "du", "la", "-", "d'")
    ):
        index += 1
    is_name = index > start and tokens[start].text[:1].isupper() and index < len(tokens) and tokens[index].text == ","
    return index if is_name and tokens[start].lower not in words("resumes") else None

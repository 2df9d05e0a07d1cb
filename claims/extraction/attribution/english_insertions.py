"""English: *…, the company said.*, *…, she insisted, …*, *…,” said X*, *according to X*, *in her view*."""

from collections.abc import Sequence
from functools import cache

from claims.extraction.attribution.cues import Sense, reporting_forms
from claims.extraction.attribution.marks import quotation_begins, quotation_ends
from claims.extraction.inflection import by_first_word, load_cues
from claims.extraction.tokens import Insertion, Role, Token

_CLOSERS = frozenset(",;:—).!?")
_LONGEST_SUBJECT = 30
_NAME_PARTS = frozenset(("and", "der", "von", "van", "de", "la", "di", "al", "-", "bin"))
_FINITE_VERBS = frozenset(
    [
        "would",
        "will",
        "was",
        "were",
        "is",
        "are",
        "did",
        "does",
        "do",
        "could",
        "may",
        "might",
        "should",
        "must",
        "can",
        "not",
        "n't",
        "'ll",
        "that",
    ]
)


@cache
def words(key: str) -> frozenset[str]:
    """One word list of `cues/insertions.toml`."""
    listed = load_cues("insertions")["en"][key]
    return frozenset(listed) if isinstance(listed, list) else frozenset()


@cache
def _source_phrases() -> dict[str, list[tuple[str, ...]]]:
    return by_first_word(sorted(words("source_phrases")))


def find(tokens: Sequence[Token], closed: frozenset[int]) -> list[Insertion]:
    """Every insertion of the sentence, in order."""
    found: list[Insertion] = []
    index = 0
    while index < len(tokens):
        insertion = _source_at(tokens, index, closed) or _report_at(tokens, index, closed)
        if insertion is not None and (not found or insertion.start >= found[-1].end):
            found.append(insertion)
            index = max(insertion.end, index + 1)
        else:
            index += 1
    return found


def _report_at(tokens: Sequence[Token], verb: int, closed: frozenset[int]) -> Insertion | None:
    """The inserted clause whose reporting verb stands at `verb`, or None."""
    if verb == 0 or not _is_finite_report(tokens, verb):
        return None
    return _inverted(tokens, verb, closed) or _subject_first(tokens, verb, closed)


def _is_finite_report(tokens: Sequence[Token], verb: int) -> bool:
    form = tokens[verb].lower
    known = reporting_forms("en").get(form)
    if (
        known is None
        or form.endswith("ing")
        or not known.has(Sense.SAY, Sense.THINK, Sense.SHOW, Sense.UTTER, Sense.EXPECT, Sense.PROMISE)
    ):
        return False
    return tokens[verb - 1].lower not in ("to", "be", "was", "were", "is", "are", "been", "'s", "will", "would")


def _inverted(tokens: Sequence[Token], verb: int, closed: frozenset[int]) -> Insertion | None:
    after_quote = quotation_ends(tokens, verb, closed)
    if not after_quote and tokens[verb - 1].text not in ",—":
        return None
    subject_start = verb + 1
    if tokens[verb].lower not in words("inverted_verbs") or subject_start >= len(tokens):
        return None
    if not _starts_subject(tokens, subject_start, after_quote=after_quote):
        return None
    subject_end = _end_of_noun_phrase(tokens, subject_start)
    if not after_quote and any(token.lower in words("finite") for token in tokens[subject_start:subject_end]):
        return None
    end = _end_of_report(tokens, subject_end, closed, after_quote=after_quote, is_short=False)
    return Insertion(Role.REPORT, verb, end, (verb, verb + 1), (subject_start, subject_end))


def _starts_subject(tokens: Sequence[Token], index: int, *, after_quote: bool) -> bool:
    token = tokens[index]
    if token.text in _CLOSERS or token.lower in words("finite") or token.lower in words("after_verb"):
        return False
    return after_quote or (token.lower not in words("pronouns") and not token.text.isdigit())


def _end_of_noun_phrase(tokens: Sequence[Token], start: int) -> int:
    index = start
    while (
        index < len(tokens)
        and tokens[index].text not in _CLOSERS
        and tokens[index].lower not in ("who", "which", "on", "in")
    ):
        index += 1
    return max(index, start + 1)


def _subject_first(tokens: Sequence[Token], verb: int, closed: frozenset[int]) -> Insertion | None:
    found = _subject_before(tokens, verb, closed)
    if found is None:
        return None
    start, after_quote = found
    subject = tokens[start:verb]
    if not subject or subject[0].lower in words("not_subjects") or any(map(_never_in_a_subject, subject)):
        return None
    if any(token.lower in words("pronouns") for token in subject[1:]):
        return None
    known = reporting_forms("en")[tokens[verb].lower]
    if not after_quote and known.has(Sense.DENY) and not known.has(Sense.SAY):
        return None
    after = _after_verb(tokens, verb, closed, after_quote=after_quote)
    if after is None:
        return None
    end = _end_of_report(tokens, after, closed, after_quote=after_quote, is_short=True)
    cue_start = verb
    while cue_start > start + 1 and (
        tokens[cue_start - 1].lower in words("adverbs") | words("auxiliaries")
        or tokens[cue_start - 1].lower.endswith("ly")
    ):
        cue_start -= 1
    subject_start = start + 1 if tokens[start].lower == "as" else start
    return Insertion(Role.REPORT, start, end, (cue_start, after), (subject_start, cue_start))


def _never_in_a_subject(token: Token) -> bool:
    return token.text in "|%" or token.lower in _FINITE_VERBS


def _subject_before(tokens: Sequence[Token], verb: int, closed: frozenset[int]) -> tuple[int, bool] | None:
    """Where the subject in front of the verb begins, and whether a quotation ends there."""
    comma = _before_apposition(tokens, verb)
    index = verb
    while index > 0 and verb - index < _LONGEST_SUBJECT:
        if quotation_ends(tokens, index, closed):
            return index, True
        if tokens[index - 1].text in ",—;:" and comma is None:
            comma = index
            if not closed:
                return comma, False
        if tokens[index - 1].text in ";:!?":
            break
        index -= 1
    return (comma, False) if comma is not None else None


def _before_apposition(tokens: Sequence[Token], verb: int) -> int | None:
    """Where *its president, Christine Lagarde, told reporters* begins, for its verb; None for other subjects."""
    if tokens[verb - 1].text != ",":
        return None
    commas = [at for at in range(max(0, verb - _LONGEST_SUBJECT), verb - 1) if tokens[at].text == ","]
    if len(commas) < 2:
        return None
    name = tokens[commas[-1] + 1 : verb - 1]
    role = tokens[commas[-2] + 1 : commas[-1]]
    is_name = bool(name) and all(one.text[:1].isupper() or one.lower in _NAME_PARTS for one in name)
    if name and name[0].lower == "the" and role:
        is_name = len(name) > 1 and all(one.text[:1].isupper() for one in name[1:])
    return commas[-2] + 1 if is_name and role else None


def _after_verb(tokens: Sequence[Token], verb: int, closed: frozenset[int], *, after_quote: bool) -> int | None:
    """The end of the verb's own words (*told reporters*), or None where a complement of its own follows."""
    index = verb + 1
    if tokens[verb].lower in ("told", "tells", "assured", "informed", "reminded", "warned"):
        while (
            index < len(tokens)
            and tokens[index].text not in _CLOSERS
            and tokens[index].lower not in words("after_verb")
        ):
            if tokens[index].lower in words("finite") or index - verb > 8 or quotation_begins(tokens, index, closed):
                break
            index += 1
        if index < len(tokens) and tokens[index].lower in words("finite"):
            return None
    if index >= len(tokens) or tokens[index].text in _CLOSERS or quotation_begins(tokens, index, closed):
        return None if index < len(tokens) and tokens[index].text == ":" else index
    if tokens[index].lower not in words("after_verb") and not tokens[index].lower.endswith("ly"):
        return index if after_quote and not _has_finite_before_comma(tokens, index) else None
    if after_quote or not _has_finite_before_comma(tokens, index):
        return index
    return None


def _has_finite_before_comma(tokens: Sequence[Token], index: int) -> bool:
    while index < len(tokens) and tokens[index].text not in ",;.":
        if tokens[index].lower in words("finite"):
            return True
        index += 1
    return False


def _end_of_report(
    tokens: Sequence[Token], index: int, closed: frozenset[int], *, after_quote: bool, is_short: bool
) -> int:
    begun = index
    while index < len(tokens):
        token = tokens[index]
        if quotation_begins(tokens, index, closed) or token.text == ";":
            return index
        if token.text == "," and index + 1 < len(tokens):
            follows = tokens[index + 1].lower
            if follows in words("resumes"):
                return index + 1
            if (
                follows in words("pronouns")
                and index + 2 < len(tokens)
                and tokens[index + 2].lower not in reporting_forms("en")
            ):
                return index + 1
            is_subject = tokens[min(index + 2, len(tokens) - 1)].lower in words("finite")
            stays = (follows.endswith("ing") and not is_subject) or follows in (
                "who",
                "which",
                "citing",
                "whose",
                "where",
                "as",
            )
            if is_short and not after_quote and not stays and index - begun <= 1:
                return index + 1
        index += 1
    return index


def _source_at(tokens: Sequence[Token], start: int, closed: frozenset[int]) -> Insertion | None:
    view = _view_at(tokens, start)
    if view is not None:
        return view
    cue_end = _source_phrase_end(tokens, start)
    if cue_end is None or cue_end >= len(tokens):
        return None
    end = _end_of_source(tokens, start, cue_end, closed)
    subject_end = min(_end_of_source_name(tokens, cue_end), end)
    return Insertion(Role.SOURCE, start, end, (start, cue_end), (cue_end, max(subject_end, cue_end + 1)))


def _end_of_source_name(tokens: Sequence[Token], start: int) -> int:
    index = start
    while index < len(tokens) and tokens[index].text not in _CLOSERS and tokens[index].lower not in ("who", "which"):
        index += 1
    return index


def _view_at(tokens: Sequence[Token], start: int) -> Insertion | None:
    """*In her view*, *to his mind*, *in Barnes's opinion*."""
    if tokens[start].lower not in ("in", "to"):
        return None
    for index in range(start + 1, min(start + 7, len(tokens))):
        token = tokens[index]
        if token.text in _CLOSERS:
            return None
        if token.lower in words("views"):
            owner = tokens[index - 1].lower
            if owner not in words("possessives") and owner not in ("'s", "'"):
                return None
            end = index + 2 if index + 1 < len(tokens) and tokens[index + 1].text == "," else index + 1
            subject_end = index - 1 if owner in ("'s", "'") else index
            return Insertion(Role.SOURCE, start, end, (start, index + 1), (start + 1, subject_end))
    return None


def _source_phrase_end(tokens: Sequence[Token], start: int) -> int | None:
    for phrase in _source_phrases().get(tokens[start].lower, ()):
        if tuple(token.lower for token in tokens[start : start + len(phrase)]) == phrase:
            return start + len(phrase)
    return None


def _end_of_source(tokens: Sequence[Token], start: int, index: int, closed: frozenset[int]) -> int:
    cue_end = index
    while index < len(tokens):
        token = tokens[index]
        is_last_stop = token.text in "!?." and index + 1 == len(tokens)
        if quotation_begins(tokens, index, closed) or token.text in ";:)" or is_last_stop:
            return index
        if token.text == ",":
            if start and index + 1 < len(tokens) and tokens[index + 1].lower in ("who", "which"):
                return len(tokens)
            named = _apposed_name(tokens, cue_end, index)
            if named is not None:
                return named
            return len(tokens) if start and _is_apposed_to_the_end(tokens, index + 1) else index + 1
        index += 1
    return index


def _apposed_name(tokens: Sequence[Token], start: int, comma: int) -> int | None:
    """Past the name in *according to the coroner,* **Dr Helen Marsh,**, whose office is a common noun."""
    index = comma + 1
    while index < len(tokens) and (tokens[index].text[:1].isupper() or tokens[index].lower in _NAME_PARTS):
        index += 1
    is_name = index - comma > 2 and (index == len(tokens) or tokens[index].text in ",.")
    is_office = tokens[comma - 1].text[:1].islower() and comma - start < 12
    return min(index + 1, len(tokens)) if is_name and is_office else None


def _is_apposed_to_the_end(tokens: Sequence[Token], index: int) -> bool:
    """*according to Mykhailo Podolyak, an adviser to the president.*: no verb up to the end."""
    rest = tokens[index:]
    if not rest or rest[0].lower not in ("a", "an", "the", "its", "his", "her", "their"):
        return False
    return not any(token.lower in words("finite") or token.text == "," for token in rest)

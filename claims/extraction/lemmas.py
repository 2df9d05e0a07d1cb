"""Dictionary forms of verbs only, each looked up once: on all words that takes a fifth of the model's time."""

from functools import cache
from typing import Protocol, cast

from spacy.language import Language
from spacy.tokens import Token

_VERBS = ("VERB", "AUX")
_MOST = 50_000
_SHORTEST = 4


class _Lemmatizer(Protocol):
    def lemmatize(self, token: Token) -> list[str]: ...


class Lemmas:
    """The lemmas of one model. `of` costs a look-up in a table that is emptied at 50,000 forms."""

    def __init__(self, model: Language) -> None:
        self._lemmatizer = cast(_Lemmatizer, model.get_pipe("lemmatizer"))
        self._is_french = model.lang == "fr"
        self._known: dict[tuple[str, str, str], str] = {}

    def of(self, token: Token, morphology: str) -> str:
        """The infinitive of a verb form; any other word in lower case."""
        pos, lower = token.pos_, token.lower_
        if token.lemma_:
            return token.lemma_.lower()
        if pos not in _VERBS:
            return lower
        key = (lower, pos, morphology)
        lemma = self._known.get(key)
        if lemma is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            lemma = self._lemmatizer.lemmatize(token)[0].lower()
            if self._is_french and lemma == lower:
                lemma = _first_group(lower)
            self._known[key] = lemma
        return lemma


def _first_group(form: str) -> str:
    """The infinitive of a French present of which the lemmatizer knows nothing: *reste* as well as *retweetent*."""
    if form.endswith("ent") and len(form) > _SHORTEST + 2:
        return f"{form[:-3]}er"
    return f"{form}r" if form.endswith("e") and len(form) >= _SHORTEST else form


@cache
def lemmas_of(model: Language) -> Lemmas:
    """The lemmas of a loaded model."""
    return Lemmas(model)

"""Where, among the words of a sentence, a paired quotation begins and ends."""

from collections.abc import Sequence

from claims.extraction.tokens import Token


def quotation_ends(tokens: Sequence[Token], index: int, closed: frozenset[int]) -> bool:
    """True if a quoted assertion ended just before `index`: its marks pair, and a comma or stop stands at its end.

    A quotation of some words within a sentence (*will start "in earnest" in June*) does not count, except that a verb
    may follow a guillemet at once, which is for the caller to see.
    """
    here = tokens[index].quotation
    for back in (1, 2):
        if index - back < 0:
            return False
        before = tokens[index - back]
        if before.quotation is not None and before.quotation in closed and before.quotation != here:
            return back == 2 or before.text in ",.!?" or _fills_the_sentence(tokens, index - back)
        if before.text not in ",—-":
            return False
    return False


def _fills_the_sentence(tokens: Sequence[Token], index: int) -> bool:
    """True if the quotation around `index` began with the sentence."""
    return tokens[0].quotation == tokens[index].quotation


def quotation_begins(tokens: Sequence[Token], index: int, closed: frozenset[int]) -> bool:
    """True if a quoted assertion begins at `index`: its marks pair, and a comma, colon or stop stands before it."""
    here = tokens[index].quotation
    if here is None or here not in closed or index == 0 or tokens[index - 1].quotation == here:
        return False
    return tokens[index - 1].text in ",:;.—-"

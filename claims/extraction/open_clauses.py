"""What stands open where a clause might be cut: a subject, a participle, a relative or if-clause, a measure."""

from claims.extraction.syntax import Stretch, Syntax, Word


def is_inside_subject(syntax: Syntax, stretch: Stretch, start: int) -> bool:
    """True at the *et* of *que les États-Unis et leurs alliés lui feraient …*: its clause has no verb yet."""
    for at in range(start - 1, stretch.first, -1):
        if syntax.words[at].is_finite():
            return False
        if syntax.words[at].lower in ("que", "qu'", "that") and syntax.words[at].pos == "SCONJ":
            return True
    return False


def closes_apposition(syntax: Syntax, word: Word, start: int) -> bool:
    """True at *were* of *EU leaders, gathered in Brussels, were expected …*: the main verb behind a participle."""
    participle = syntax.words[word.head]
    opens = syntax.words[participle.index - 1].text == "," and participle.index < start
    is_bare = syntax.words[start].text == "," and syntax.words[start + 1].is_finite()
    return opens and is_bare and participle.lower.endswith(("ed", "en", "é", "ée", "és", "ées"))


def is_measured(syntax: Syntax, index: int) -> bool:
    """True for *eight days after …*: it dates the clause before."""
    before = syntax.words[max(index - 3, 0) : index]
    return bool(before) and before[-1].pos == "NOUN" and any(word.pos == "NUM" for word in before)


def is_inside_relative(syntax: Syntax, index: int) -> bool:
    """True if a relative or *if* clause is open at the conjunction: no verb of the main clause stands between."""
    for at in range(index - 1, max(index - 12, -1), -1):
        word = syntax.words[at]
        if word.text in ",;:.":
            return False
        if word.lower in ("if", "si", "s'", "unless", "whether"):
            return True
    return False


def behind_apposition(syntax: Syntax, stretch: Stretch, index: int) -> int | None:
    """Where the verb is awaited in *et la grêle, tombée le 15 août, a fait le reste*; None without such commas."""
    commas = [at for at in range(index + 2, min(index + 16, stretch.last)) if syntax.words[at].text == ","]
    if len(commas) < 2 or commas[0] - index > 6 or syntax.words[index + 1].pos not in ("DET", "PROPN"):
        return None
    inside = syntax.words[commas[0] + 1]
    return commas[1] + 1 if inside.features.get("VerbForm") == "Part" or inside.pos == "PROPN" else None

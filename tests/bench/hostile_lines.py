"""Lines of 10,000 code points that are made to hurt: each is a few words or signs, repeated."""

LENGTH = 10_000

_SIGNS = (
    "?| |« |» |\" |'' |’s|— |a, |A|1 |12 % |(|[) |…|: |; |/|-|. |é\u0301|\U0001f600|\U0001d4d0|שלום |\u202e"
    "|\xa0|\x00|𝟚|\n|a\n|, ; "
)
_FRENCH = (
    "le ministre a dit que |qui dit que |si |Il dit : « oui » |il part ; |et mais ou |M. |PARIS – "
    "|Jean Dupont |selon le porte-parole de |, a déclaré Paul Séguin, |« Oui », a-t-il dit. |-t-il "
    "|aurait pu devoir |il ne faut pas |affirmant que |d'après lui, |la grève pourrait commencer dès lundi "
    "|si l’accord est signé, |qui, selon lui, |« qu’il “dit |lundi mardi |le 14 |entre le 2 et le |d’ici |mi-"
    "|quatre-vingt-|lundi, mardi et |fin de la |il y a |jusqu’au |les 12 et |le premier lundi du "
    "|l’année dernière |dans les |à partir de |avant la fin de |le 31 février |un "
    "|8h |à 8h le |cette année ou la |à l’issue de la "
)
_ENGLISH = (
    "said X, |the minister said that |who said that |could might may |if |and but or |Mr. |WASHINGTON (AP) — "
    "|John Smith |according to the spokesman for |, said Ruth Abelman, |“Yes,” he said. |stressing that "
    "|had told the board that |they will vote on Monday |is expected to be able to |the official who |not |’s "
    "|of the |it is said to have been |“that ‘he |before the end of |a week later |8 p.m. (|from May to "
    "|the end of |until her contract ends |1990s |Q1 |May |the first Monday of the |2022-|12/|9 "
    "|in the first quarter of |by |within 48 hours of |two |the 12th and |the 20th of |this year or "
    "|until at least |at its coming "
)


def hostile_lines(*, is_full: bool) -> dict[str, tuple[str, ...]]:
    """What is repeated, by the language under which it is read; signs are read under both only if `is_full`."""
    both = _SIGNS.split("|")
    return {"fr": (*_FRENCH.split("|"), *(both if is_full else ())), "en": (*_ENGLISH.split("|"), *both)}


def line_of(words: str) -> str:
    """The words repeated up to 10,000 code points."""
    return (words * (LENGTH // len(words) + 1))[:LENGTH]

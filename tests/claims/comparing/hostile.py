"""Text as it can come, and text that is made to hurt."""

from hypothesis import strategies as st

_FRAGMENTS = st.sampled_from(
    [
        "\x00",
        "\ud800",
        "\U0001f600",
        "\u202e",
        "שלום ",
        "مرحبا ",
        "²",
        "½",
        "٣",
        "३",
        "n’",
        "ne ",
        "twenty ",
        "deux cents ",
        "et ",
        "sur ",
        "half a ",
        "12,5 % ",
        "1 200 ",
        "n° 2 ",
        "- ",
        "L'OTAN ",
        "New ",
        "not ",
        "on Monday",
        "\n\n",
        ". ",
    ]
)
TEXT = st.lists(st.one_of(_FRAGMENTS, st.text(max_size=8)), max_size=20).map("".join)
LANGUAGE = st.sampled_from(["en", "fr", "de", ""])

LENGTH = 100_000

_REPEATED = (
    "a|A|1|1 |1,|1.|1 000 |€|%|-|- |' |n'|n' |ne |ne a |ne pas |not |no |que |un |a |half |two |three in |vingt |et |"
    "quatre-vingt-|cent |mille |hundred and |n° |no. |number |Reactor |Saint-|L'|l'|New |called |put |half of |first |"
    "not take |la |de la |\x00|\ud800|\U0001f600|\u202e|שלום |é\u0301|ß|İ|,|, |as |alors que |. |A. |\n|basis |point "
)
REPEATED = _REPEATED.split("|")


def of_length(words: str, length: int = LENGTH) -> str:
    return (words * (length // len(words) + 1))[:length]

"""Splits a document file into its front matter (TOML between two lines `+++`) and its text."""

import re
import tomllib

FENCE = "+++"
_CLOSING_FENCE = re.compile(r"^\+\+\+$\n?", re.MULTILINE)


def read_front_matter(text: str) -> tuple[dict[str, object], str]:
    r"""The front matter as TOML values, and the document's text exactly as it stands after the second fence.

    `text` has LF line ends and no BOM. Raises ValueError saying which part is wrong.

    >>> read_front_matter('+++\nlanguage = "fr"\n+++\nUne grève.\n')
    ({'language': 'fr'}, 'Une grève.\n')
    """
    opening, _, rest = text.partition("\n")
    if opening != FENCE:
        raise ValueError(f"front matter: the first line must be {FENCE}, not {opening[:40]!r}")
    closing = _CLOSING_FENCE.search(rest)
    if closing is None:
        raise ValueError(f"front matter: no second line {FENCE} closes it")
    try:
        values: dict[str, object] = tomllib.loads(rest[: closing.start()])
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"front matter: not valid TOML: {error}") from error
    return values, rest[closing.end() :]

"""Which language a text is in, and which ones the extractor reads."""

import py3langid

SUPPORTED = ("en", "fr")
_ENOUGH = 2000


class UnsupportedLanguage(ValueError):
    """A language the extractor has no grammar for; `language` is its ISO 639-1 code."""

    def __init__(self, language: str) -> None:
        self.language = language
        super().__init__(f"language: {language!r} is not read; known are {', '.join(SUPPORTED)}")


def detect(text: str) -> str:
    """The likeliest language of the text, ISO 639-1, from its first 2,000 code points."""
    language, _ = py3langid.classify(text[:_ENOUGH])
    return str(language)


def require_supported(language: str) -> str:
    """The language itself. Raises UnsupportedLanguage if there is no grammar for it."""
    if language not in SUPPORTED:
        raise UnsupportedLanguage(language)
    return language

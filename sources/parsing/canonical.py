"""Bytes to the one canonical text: decode, drop the BOM, CRLF and CR become LF, and nothing else."""

import hashlib
from dataclasses import dataclass

MAX_BYTES = 10 * 1000 * 1000
"""Texts of more bytes than this are refused (10 MB)."""

BOM = "\ufeff"


class UnreadableText(ValueError):
    """The bytes are not a text Aver can keep; `code` is one of empty, too_large, not_utf8, nul, surrogate."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """The text as stored, and what was done to get it: `bom_dropped`, `line_ends_unified`."""

    text: str
    flags: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


def canonical_text(raw: bytes) -> CanonicalText:
    r"""Read UTF-8 bytes. Raises UnreadableText, whose message says what to do.

    >>> canonical_text(b"\xef\xbb\xbfone\r\ntwo")
    CanonicalText(text='one\ntwo', flags=('bom_dropped', 'line_ends_unified'))
    """
    if len(raw) > MAX_BYTES:
        raise UnreadableText(
            "too_large",
            f"The text has {len(raw):,} bytes; at most {MAX_BYTES:,} are accepted. Split it.",
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableText(
            "not_utf8",
            f"Byte {error.start:,} (0x{raw[error.start]:02x}) is not UTF-8. Save the text as UTF-8.",
        ) from error
    return canonical_string(text)


def canonical_string(text: str) -> CanonicalText:
    """Bring a text that was decoded elsewhere (a form, JSON) to the same canonical text as its bytes would give."""
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise UnreadableText(
            "surrogate",
            f"Character {error.start:,} is half of a surrogate pair. Send the whole character.",
        ) from error
    if size > MAX_BYTES:
        raise UnreadableText(
            "too_large",
            f"The text has {size:,} bytes; at most {MAX_BYTES:,} are accepted. Split it.",
        )
    flags = []
    if text.startswith(BOM):
        text = text[1:]
        flags.append("bom_dropped")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        flags.append("line_ends_unified")
    if "\x00" in text:
        raise UnreadableText(
            "nul",
            f"Character {text.index(chr(0)):,} is NUL, which a text cannot hold. Remove it.",
        )
    if not text.strip():
        raise UnreadableText("empty", "The text is empty. Give the words of the document.")
    return CanonicalText(text, tuple(flags))

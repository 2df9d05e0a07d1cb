"""`manage.py extract`: the pure pipeline over one text, without a database."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.extraction.language import SUPPORTED, UnsupportedLanguage
from claims.extraction.pipeline import extract
from claims.extraction.types import Candidate
from sources.languages import primary_subtag
from sources.parsing.canonical import UnreadableText, canonical_text


class Command(BaseCommand):
    """Prints a JSON array, one object a candidate, offsets into the canonical text."""

    help = "Find dated, attributed claims in a text and print them as JSON. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments of DESIGN.md §6."""
        parser.add_argument("file", help="a UTF-8 text file, or - for standard input")
        parser.add_argument("--published", required=True, help="day of publication, YYYY-MM-DD, or unknown")
        parser.add_argument(
            "--language", default="", help=f"{' or '.join(SUPPORTED)}, or a tag such as fr-FR; detected when left out"
        )
        parser.add_argument("--format", choices=("json",), default="json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, extract, print."""
        published_on = _day(options["published"])
        text = _text(options["file"])
        try:
            found = extract(text, published_on=published_on, language=primary_subtag(options["language"]) or None)
        except UnsupportedLanguage as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps([as_json(one) for one in found], ensure_ascii=False, indent=2))


def as_json(candidate: Candidate) -> dict[str, Any]:
    """The candidate as DESIGN.md §6 prints it."""
    shown = asdict(candidate)
    if shown["time"] is not None:
        for key in ("not_before", "not_after"):
            day = shown["time"][key]
            shown["time"][key] = day.isoformat() if day else None
    return shown


def _day(given: str) -> date | None:
    if given == "unknown":
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise CommandError(f"--published: {given!r} is not a day; write YYYY-MM-DD, or unknown.") from error


def _text(path: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror or error}.") from error
    try:
        return canonical_text(raw).text
    except UnreadableText as error:
        raise CommandError(f"{path}: {error}") from error

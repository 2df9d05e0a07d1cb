from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from claims import intake, reextraction
from claims.extraction.pipeline import VERSION
from sources.languages import primary_subtag
from sources.models import DocumentVersion, Publisher

TELL_EVERY = 50


class Command(BaseCommand):
    help = (
        "Have the archive read again by the present extractor. Files the work for the workers and returns; with --now "
        "reads here. Decisions are kept: the same candidates keep their rows, new ones are pending, and what is no "
        "longer found is marked. Safe to interrupt, to repeat, and beside workers: each text is read once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since",
            required=True,
            metavar="YYYY-MM-DD",
            help="documents published on this day or later by their publisher's clock; where the publication date is "
            "unknown, received on this day or later",
        )
        parser.add_argument("--publisher", action="append", metavar="SLUG", help="only this publisher's; repeatable")
        parser.add_argument("--language", action="append", metavar="TAG", help="only texts read in it; repeatable")
        parser.add_argument("--limit", type=int, metavar="N", help="at most so many texts, the first received first")
        parser.add_argument("--dry-run", action="store_true", help="only say how many there are")
        parser.add_argument("--now", action="store_true", help="read here instead of leaving it to the workers")

    def handle(self, *args: Any, **options: Any) -> None:
        limit = options["limit"]
        if limit is not None and limit < 1:
            raise CommandError(f"--limit: {limit} is not a number of texts; give 1 or more.")
        texts = reextraction.to_read_again(
            since=_day(options["since"]),
            publishers=_known(options["publisher"] or []),
            languages=[primary_subtag(tag) for tag in options["language"] or []],
        )
        count = texts[:limit].count()
        if not count or options["dry_run"]:
            self.stdout.write(f"{_texts(count)} to read again with extractor {VERSION}.")
            return
        act = self._read if options["now"] else self._queue
        try:
            act(texts, count)
        except KeyboardInterrupt:
            raise CommandError("Interrupted. What is done is kept; start again to go on.", returncode=130) from None

    def _queue(self, texts: QuerySet[DocumentVersion], count: int) -> None:
        for filed in reextraction.queue(texts, at_most=count):
            self.stdout.write(f"{filed} of {count} queued.")
        self.stdout.write(f"The workers read {_texts(count)} with extractor {VERSION}, after whatever is new.")

    def _read(self, texts: QuerySet[DocumentVersion], count: int) -> None:
        read = failed = 0
        for done, version in enumerate(texts[:count].iterator(), start=1):
            if run := intake.extract_from(version):
                read += run.finished_at is not None
                failed += run.finished_at is None
            if done % TELL_EVERY == 0:
                self.stdout.write(f"{done} of {count}.")
        self.stdout.write(f"{_texts(read)} read again with extractor {VERSION}.")
        if failed:
            self.stderr.write(f"{_texts(failed)} failed; the workers try again. See the extraction runs in the admin.")


def _texts(count: int) -> str:
    return f"{count} text{'' if count == 1 else 's'}"


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise CommandError(f"--since: {given!r} is not a day; write YYYY-MM-DD.") from error


def _known(slugs: list[str]) -> list[str]:
    known = set(Publisher.objects.values_list("slug", flat=True))
    for slug in slugs:
        if slug not in known:
            raise CommandError(f"--publisher: {slug!r} is not known; known are {', '.join(sorted(known)) or 'none'}.")
    return slugs

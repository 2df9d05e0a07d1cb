from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from api.keys import make_key
from api.scopes import Scope
from claims.clock import database_now

LONGEST = 3650


class Command(BaseCommand):
    help = (
        "Make an API key for somebody, and print it: the only time that it can be seen. It does what its owner may do, "
        "within its scopes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="the name of the account for which programs act with it")
        parser.add_argument(
            "--scope", action="append", required=True, choices=Scope.values, help="may be given several times"
        )
        parser.add_argument("--name", required=True, help="what it is for")
        parser.add_argument("--days", type=int, default=365, help=f"how long it works, 1 to {LONGEST}; 0: for ever")
        parser.add_argument("--rate", type=int, help=f"requests a minute (default {settings.API_KEY_RATE})")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.HAS_DEMO_PEPPER:
            raise CommandError("API_KEY_PEPPERS: set it as the web server has it, which would not know the key else.")
        if not 0 <= options["days"] <= LONGEST:
            raise CommandError(f"--days: give 0 (for ever) to {LONGEST}.")
        owner = User.objects.filter(username=options["user"]).first()
        if owner is None:
            raise CommandError(f"There is no account “{options['user']}”.")
        expires_at = database_now() + timedelta(days=options["days"]) if options["days"] else None
        scopes = [Scope(word) for word in options["scope"]]
        try:
            _made, key = make_key(
                owner, name=options["name"], scopes=scopes, expires_at=expires_at, rate=options["rate"], by=None
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(key)

import os
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

SHORTEST_PASSWORD = 12
PEOPLE = {"editor": ("Edith", ("editors",)), "reviewer": ("Ruth", ("reviewers", "publishing editors"))}


class Command(BaseCommand):
    help = (
        "Make the demo's editor and reviewer, with the passwords from AVER_DEMO_EDITOR_PASSWORD and "
        "AVER_DEMO_REVIEWER_PASSWORD. Prints the names that somebody else bears already: those are left alone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--own-database",
            action="store_true",
            help="The database is the demo's own: whoever bears these names gets these passwords and groups.",
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for username, (first_name, groups) in PEOPLE.items():
            password = _password(username)
            user, is_new = User.objects.get_or_create(username=username, defaults={"first_name": first_name})
            if is_new or options["own_database"]:
                _equip(user, password, groups)
            elif not user.check_password(password):
                self.stdout.write(username)


def _password(username: str) -> str:
    variable = f"AVER_DEMO_{username.upper()}_PASSWORD"
    password = os.environ.get(variable, "")
    if len(password) < SHORTEST_PASSWORD:
        raise CommandError(f"{variable}: set a password of at least {SHORTEST_PASSWORD} characters.")
    return password


def _equip(user: User, password: str, groups: tuple[str, ...]) -> None:
    if not user.check_password(password):  # else everybody who is signed in would be signed out
        user.set_password(password)
    user.is_staff = user.is_active = True
    user.save(update_fields=["password", "is_staff", "is_active"])
    user.groups.set(Group.objects.filter(name__in=groups))

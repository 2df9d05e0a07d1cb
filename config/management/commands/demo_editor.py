import os
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Make the demo editor, with the password from AVER_DEMO_PASSWORD."

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get("AVER_DEMO_PASSWORD", "")
        if len(password) < 12:
            raise CommandError("AVER_DEMO_PASSWORD: set a password of at least 12 characters.")
        user, _created = User.objects.get_or_create(
            username="editor", defaults={"first_name": "Edith", "is_staff": True}
        )
        if not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])
        user.groups.add(Group.objects.get(name="editors"))

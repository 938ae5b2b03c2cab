"""`manage reset_second_factor NAME`: for a person who lost the phone and the recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from prongsai.apps.accounts.factors import reset_factors
from prongsai.apps.accounts.queries import find_user_to_sign_in
from prongsai.apps.history.actions import SYSTEM_ACTOR


class Command(BaseCommand):
    """Take the second factors of one person away."""

    help = "Remove the second factors of a person who lost them, and sign them out everywhere"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="sign-in name or e-mail address")

    def handle(self, *args: Any, **options: Any) -> None:
        user = find_user_to_sign_in(options["name"])
        if user is None:
            raise CommandError(f"nobody signs in as {options['name']!r}")
        count = reset_factors(user=user, by=SYSTEM_ACTOR, at=timezone.now())
        self.stdout.write(f"{user.username}: {count} removed")

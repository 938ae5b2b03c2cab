"""`manage erase_personal_values AGENCY --reason WHY`: forget a personal value (PDPA), read from standard input."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from prongsai.apps.history.actions import SYSTEM_ACTOR, erase_on_request
from prongsai.core.errors import PersonError


class Command(BaseCommand):
    """Forget a value; the events stay and say that it was done."""

    help = "Forget a personal value in an agency's history; the value is read from standard input"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("agency", help="slug of the agency, or system for accounts")
        parser.add_argument(
            "--reason", required=True, help="why, such as the number of the request; kept in the history"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        value = sys.stdin.readline().strip()
        if not value:
            raise CommandError("type the value on standard input")
        agency, reason = options["agency"], options["reason"]
        try:
            count = erase_on_request(agency=agency, value=value, reason=reason, actor=SYSTEM_ACTOR, at=timezone.now())
        except PersonError as error:
            raise CommandError(f"{error.message_th} / {error.message_en}") from error
        self.stdout.write(f"{count} values forgotten")

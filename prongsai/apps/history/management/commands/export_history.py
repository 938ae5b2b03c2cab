"""`manage export_history [AGENCY]`: history lines on standard output, one JSON object a line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from prongsai.apps.history.queries import export_lines, list_chains


class Command(BaseCommand):
    """Write history as JSON Lines."""

    help = "Write the history of one agency, or of all, as JSON Lines"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("agency", nargs="?", help="slug of the agency; all when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        for agency in [options["agency"]] if options["agency"] else list_chains():
            for line in export_lines(agency):
                self.stdout.write(line)

"""`manage reindex [AGENCY]`: makes the search index anew from what there is; may be run at any time, and twice."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from prongsai.apps.agencies.models import Agency
from prongsai.apps.search.actions import rebuild


class Command(BaseCommand):
    """Make the search index anew."""

    help = "Make the search index of one agency, or of all, anew"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("agency", nargs="?", help="slug of the agency; all when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = None
        if options["agency"]:
            agency = Agency.objects.filter(slug=options["agency"]).first()
            if agency is None:
                raise CommandError(f'ไม่มีหน่วยงาน "{options["agency"]}" / there is no agency "{options["agency"]}"')
        tell = self._tell if options["verbosity"] > 1 else None
        count = rebuild(at=timezone.now(), agency=agency, tell=tell)
        if options["verbosity"]:
            self.stdout.write(f"ทำดัชนีค้นหาแล้ว {count} รายการ / indexed {count} entries")

    def _tell(self, what: str, count: int) -> None:
        self.stdout.write(f"{what}: {count}")

"""`manage load_example`: migrate, then load the example municipality; may be run twice."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from prongsai.apps.plans.example import load_example
from prongsai.wiring import bangkok_today


class Command(BaseCommand):
    """Load the example municipality."""

    help = "Migrate and load the example municipality; may be run twice"

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        made = load_example(today=bangkok_today(), at=timezone.now())
        if options["verbosity"]:
            self.stdout.write("\n".join(made) or "the example is there already")

"""Whole installations in folders of their own, driven as an operator drives them: by the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

SEED = """
import django; django.setup()
from datetime import UTC, datetime
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from prongsai.apps.operations.empty_database import lay_out_empty
lay_out_empty()
call_command("migrate", verbosity=0)
call_command("load_example", verbosity=0)
from prongsai.adapters.snapshots import SnapshotStore
from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.history.actions import SYSTEM_ACTOR, add_head_address, erase_on_request
from prongsai.apps.plans import progress
from prongsai.apps.plans.actions import delete_plan, start_plan
from prongsai.apps.plans.models import Measure
from tests.adapters.snapshots.visits import fill
at = datetime(2026, 3, 1, 2, 3, 4, 567890, tzinfo=UTC)
agency = Agency.objects.get()
clerk = User.objects.get(username="clerk")
measure = Measure.objects.order_by("pk")[0]
progress.add_evidence(measure=measure, files=[progress.HandedFile("หลักฐาน ๑.pdf", b"%PDF-1.4 " + bytes(range(256)))], by=clerk, at=at)
progress.add_evidence(measure=measure, links=["http://www.example.go.th/\\u2028x"], by=clerk, at=at)
delete_plan(plan=start_plan(agency=agency, fiscal_year=2599, by=clerk, at=at), by=clerk, at=at)  # a key that was given
add_head_address(agency=agency.slug, address="audit@oag.go.th", actor=SYSTEM_ACTOR, at=at)
erase_on_request(agency=agency.slug, value="audit@oag.go.th", reason="1", actor=SYSTEM_ACTOR, at=at)
with SnapshotStore(settings.PRONGSAI.home / "snapshots") as store:
    fill(store, 30)
"""
EXPORT = """
import django; django.setup()
import json, sys
from prongsai.apps.history.queries import export_lines, list_chains
from prongsai.apps.operations.tables import list_models, read_rows
from prongsai.apps.plans.models import Plan
from prongsai.apps.plans.queries import get_plan_facts
from prongsai.core.plan_json import plan_to_json
out = sys.stdout.buffer
for agency in list_chains():
    for line in export_lines(agency):
        out.write(line.encode() + b"\\n")
for plan in Plan.objects.order_by("pk"):
    out.write(plan_to_json(get_plan_facts(plan)).encode() + b"\\n")
for model in list_models():
    if model._meta.label in ("contenttypes.ContentType", "auth.Permission", "jobs.Schedule"):
        continue  # Django adds those of the queue of this engine; when things were last done here
    out.write(model._meta.label.encode() + b"\\n")
    for row in read_rows(model, "default"):
        out.write(json.dumps(row, sort_keys=True).encode() + b"\\n")  # PostgreSQL keeps keys in an order of its own
"""
LAID_OUT = """
import django; django.setup()
from django.core.management import call_command
from prongsai.apps.operations.empty_database import lay_out_empty
lay_out_empty()
call_command("migrate", verbosity=0)
"""
"""A database without anything in it, made as a first start makes it: ten seconds of migrating less."""
FOUND = """
import django; django.setup()
import json
from prongsai.apps.agencies.models import Agency
from prongsai.apps.search.models import Entry
from prongsai.apps.search.queries import is_built, search
hits = search(Agency.objects.get(), "จัดซื้อจัดจ้าง", is_public=False, page_size=500).hits
print(json.dumps([is_built(), Entry.objects.count(), [[hit.kind, hit.object_id] for hit in hits]]))
"""
"""What is found here, in order."""
NEXT_KEY = """
import django; django.setup()
from prongsai.apps.plans.models import Plan
from prongsai.apps.agencies.models import Agency
from django.utils import timezone
from prongsai.apps.plans.actions import start_plan
print(start_plan(agency=Agency.objects.get(), fiscal_year=2598, by=None, at=timezone.now()).pk)
"""


class Place:
    """One installation: a data folder and, unless it is SQLite's, the address of a database."""

    def __init__(self, home: Path, database: str = "") -> None:
        self.home, self.database = home, database

    def python(self, code: str) -> bytes:
        return self._run([sys.executable, "-c", code], check=True).stdout

    def prongsai(self, *words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        return self._run([sys.executable, "-m", "prongsai.cli.main", *words], check=False, **environment)

    def json(self, *words: str) -> dict:
        done = self.prongsai(*words, "--json")
        assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()
        return json.loads(done.stdout)

    def start(self, *words: str, log: Path | None = None, **environment: str) -> "subprocess.Popen[bytes]":
        """A command that goes on running; end it. What it says on standard error goes to `log`."""
        command = [sys.executable, "-m", "prongsai.cli.main", *words]
        with (log or Path(os.devnull)).open("ab") as errors:
            return subprocess.Popen(
                command, env=self._environment(**environment), stdout=subprocess.DEVNULL, stderr=errors
            )

    def _environment(self, **environment: str) -> dict[str, str]:
        names = {"DATABASE_URL", "PRONGSAI_HOME", "PRONGSAI_SECRET_KEY_FILE", "PRONGSAI_URL"}
        kept = {name: value for name, value in os.environ.items() if name not in names}
        kept |= {"PRONGSAI_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "prongsai.config.settings"}
        return kept | ({"DATABASE_URL": self.database} if self.database else {}) | environment

    def _run(self, words: list[str], *, check: bool, **environment: str) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(words, env=self._environment(**environment), capture_output=True, check=False)
        if check and done.returncode != 0:
            raise AssertionError(done.stderr.decode()[-3000:])
        return done

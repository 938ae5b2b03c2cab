"""Every past release's database is brought up to date by today's code, with nothing lost and the history whole."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

RELEASES = sorted((Path(__file__).parents[1] / "data" / "releases").glob("*.sqlite3.gz"))

SIGN_IN = """
import django; django.setup()
from django.test import Client
from prongsai.apps.accounts.demo import DEMO_PASSWORD
from prongsai.apps.accounts.models import User
client = Client(headers={"host": "127.0.0.1"})
for user in User.objects.order_by("pk"):
    answer = client.post("/office/sign-in/", {"username": user.username.upper(), "password": DEMO_PASSWORD})
    print(user.username, answer["location"], client.get("/office/account/security/").status_code)
    client.post("/office/sign-out/")
"""

REPORT = """
import django; django.setup()
from prongsai.apps.history.queries import list_chains, verify_agency
from prongsai.apps.plans.models import Measure, Plan
print("plans", Plan.objects.count(), "measures", Measure.objects.count())
for agency in list_chains():
    print("chain", agency, list(verify_agency(agency).faults))
"""


def run(words, home):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"PRONGSAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "prongsai.config.settings"}
    return subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=True).stdout


class TestUpgrade:
    @pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
    def test_brings_a_release_up_to_date(self, release, tmp_path):
        (tmp_path / "prongsai.sqlite3").write_bytes(gzip.decompress(release.read_bytes()))

        run(["-m", "prongsai.cli.main", "manage", "migrate", "--verbosity", "0"], tmp_path)
        lines = run(["-c", REPORT], tmp_path).splitlines()

        assert lines[0] == "plans 3 measures 27"
        assert len(lines) >= 2
        for line in lines[1:]:
            assert line.endswith("[]"), line

    @pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
    def test_keeps_the_people_and_their_passwords(self, release, tmp_path):
        (tmp_path / "prongsai.sqlite3").write_bytes(gzip.decompress(release.read_bytes()))
        run(["-m", "prongsai.cli.main", "manage", "migrate", "--verbosity", "0"], tmp_path)

        lines = run(["-c", SIGN_IN], tmp_path).splitlines()

        assert len(lines) >= 3
        assert [line.split()[1:] for line in lines] == [["/office/", "200"]] * len(lines)

    def test_has_a_database_of_the_first_release(self):
        assert "0.1.0.sqlite3.gz" in [path.name for path in RELEASES]

"""A backup of an older release is restored as what it was, then brought up to date; so is that release's database."""

import gzip
import json
from pathlib import Path

import pytest

from tests.apps.operations.places import EXPORT, SEED, Place
from tests.apps.operations.test_backup import fit_manifest, rewrite

RELEASES = sorted((Path(__file__).parents[2] / "data" / "releases").glob("*.sqlite3.gz"))
LATER = "history.headaddress", "history.senthead"


class TestAnOlderBackup:
    @pytest.mark.slow
    def test_gets_the_tables_that_came_since(self, tmp_path):
        place = Place(tmp_path / "home")
        place.python(SEED)
        place.json("backup", str(tmp_path / "new.zip"))

        def as_before_heads_were_mailed(name, content):
            if name in {f"tables/{table}.jsonl" for table in LATER}:
                return None
            if name == "manifest.json":
                manifest = json.loads(content)
                manifest["migrations"].remove(["history", "0003_heads_sent_outside"])
                manifest["tables"] = [one for one in manifest["tables"] if one["model"].lower() not in LATER]
                for table in LATER:
                    del manifest["members"][f"tables/{table}.jsonl"]
                return json.dumps(manifest).encode()
            return content

        old = rewrite(tmp_path / "new.zip", tmp_path / "old.zip", as_before_heads_were_mailed)
        fit_manifest(old)
        other = Place(tmp_path / "other")

        assert other.json("restore", str(old))["faults"] == []

        counted = other.python(
            "import django; django.setup()\n"
            "from prongsai.apps.history.models import Event, SentHead\n"
            "print(Event.objects.count() > 8, SentHead.objects.count())"
        )
        assert counted.split() == [b"True", b"0"]
        assert b"[X] 0003_heads_sent_outside" in other.prongsai("manage", "showmigrations", "history").stdout


class TestUpgradeProcedure:
    """As docs/operate.md says: new code, migrate, verify, doctor; then a backup that can be restored."""

    @pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
    def test_leads_from_a_past_release_to_a_backup_that_restores(self, release, tmp_path):
        place, other = Place(tmp_path / "home"), Place(tmp_path / "other")
        place.home.mkdir()
        (place.home / "prongsai.sqlite3").write_bytes(gzip.decompress(release.read_bytes()))

        assert place.prongsai("manage", "migrate", "--verbosity", "0").returncode == 0
        assert place.prongsai("verify").returncode == 0
        place.json("backup", str(tmp_path / "b.zip"))

        assert other.json("restore", str(tmp_path / "b.zip"))["faults"] == []
        assert other.python(EXPORT) == place.python(EXPORT)

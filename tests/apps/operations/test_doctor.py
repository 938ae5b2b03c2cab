"""The doctor names what is wrong and what to do, and says nothing bad of a sound installation."""

import ast
import inspect
import os
import re
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override

from prongsai.apps.history.actions import SYSTEM_ACTOR, add_head_address, record
from prongsai.apps.jobs.schedule import BACKED_UP, VERIFIED, WORKER_SIGN, last_done, note_done
from prongsai.apps.operations import doctor
from prongsai.apps.operations.doctor import Opinion, examine
from prongsai.apps.operations.labels import OPINION_TITLES
from prongsai.settings import read_settings
from tests.apps.factories import NOW
from tests.apps.operations.places import LAID_OUT, Place
from tests.mail_server import MailServer
from tests.scanner import Scanner, chosen

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings, tmp_path, monkeypatch):
    """A sound installation: settings, folder, key, and signs of worker, verifying and backup."""

    def build(**environment):
        env = {"PRONGSAI_HOME": str(tmp_path), **environment}
        settings.PRONGSAI = read_settings(env)

    tmp_path.chmod(0o700)
    (tmp_path / "secret-key").write_text("k" * 50)
    (tmp_path / "secret-key").chmod(0o600)
    build()
    monkeypatch.setattr(doctor, "_server_moment", lambda: None)  # these tests live at a moment of their own
    for name in (WORKER_SIGN, VERIFIED, BACKED_UP):
        note_done(name, NOW)
    add_head_address(agency="ban-suan", address="a@oag.go.th", actor=SYSTEM_ACTOR, at=NOW)
    build.home = tmp_path
    return build


def opinions(at=NOW):
    return {one.name: one for one in examine(at)}


def level(name, at=NOW):
    return opinions(at)[name].level


class TestASoundPlace:
    def test_nothing_bad_is_said(self, place):
        found = opinions()

        assert {name: one.message_en for name, one in found.items() if one.level == "bad"} == {}
        assert {
            "https",
            "home",
            "secret_key",
            "disk",
            "database",
            "clock",
            "worker",
            "queue",
            "verified",
            "backup",
        } <= set(found)

    def test_every_opinion_speaks_both_languages(self, place):
        for one in opinions().values():
            assert one.message_th
            assert one.message_en.isascii()


class TestTitles:
    def test_every_opinion_of_the_code_has_one(self):
        source = ast.parse(inspect.getsource(doctor))
        calls = [node for node in ast.walk(source) if isinstance(node, ast.Call)]
        names = {
            call.args[0].value
            for call in calls
            if getattr(call.func, "id", "") in ("Opinion", "_age") and isinstance(call.args[0], ast.Constant)
        }

        assert names == set(OPINION_TITLES)

    def test_are_in_the_readers_language(self):
        one = Opinion("backup", "doubtful", "ก", "a")

        assert re.search("[ก-๛]", one.title)
        with override("en"):
            assert one.title == "Backup"


class TestAddress:
    def test_a_public_address_without_encryption_is_bad(self, place):
        place(PRONGSAI_URL="http://ita.example.go.th")

        assert level("https") == "bad"

    def test_an_encrypted_one_is_good(self, place):
        place(PRONGSAI_URL="https://ita.example.go.th")

        assert level("https") == "good"
        assert "bind" not in opinions()

    def test_listening_to_all_behind_a_proxy_is_doubtful(self, place):
        place(PRONGSAI_URL="https://ita.example.go.th", PRONGSAI_BIND="0.0.0.0:8000")

        assert level("bind") == "doubtful"

    @pytest.mark.parametrize(
        ("url", "wanted"), [("https://ita.example.go.th", "bad"), ("http://127.0.0.1:8000", "doubtful")]
    )
    def test_tracebacks_are_bad_in_public(self, place, url, wanted):
        place(PRONGSAI_URL=url, PRONGSAI_DEBUG="1")

        assert level("debug") == wanted

    def test_hosts_opened_for_tests_are_named(self, place):
        place(PRONGSAI_AUDIT_ALLOW_HOSTS="127.0.0.1")

        assert "127.0.0.1" in opinions()["audit_hosts"].message_en


class TestHome:
    def test_a_key_others_can_read_is_bad(self, place):
        (place.home / "secret-key").chmod(0o644)

        assert level("secret_key") == "bad"

    def test_a_folder_others_can_open_is_doubtful(self, place):
        place.home.chmod(0o755)

        assert level("home") == "doubtful"

    @pytest.mark.parametrize(
        ("free", "wanted"), [(1_000, "bad"), (1_000_000_000, "doubtful"), (50_000_000_000, "good")]
    )
    def test_free_disk(self, place, monkeypatch, free, wanted):
        monkeypatch.setattr(doctor, "free_bytes", lambda folder: free)

        assert level("disk") == wanted


class TestPrograms:
    def test_missing_ones_are_named_with_their_package(self, place, monkeypatch):
        monkeypatch.setattr(doctor.shutil, "which", lambda name: None)

        found = opinions()

        assert (found["tesseract"].level, found["libreoffice"].level) == ("doubtful", "doubtful")
        assert "tesseract-ocr-tha" in found["tesseract"].message_en

    def test_a_tesseract_without_thai_is_doubtful(self, place, monkeypatch, tmp_path):
        (tmp_path / "bin").mkdir()
        program = tmp_path / "bin" / "tesseract"
        program.write_text("#!/bin/sh\necho 'List of available languages:'\necho eng\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")

        assert "lacks Thai" in opinions()["tesseract"].message_en


class TestMail:
    def use(self, settings, place, server):
        place(PRONGSAI_SMTP_URL=server.address, PRONGSAI_MAIL_FROM="ita@x.go.th")
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        read = settings.PRONGSAI.mail_server
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = read.user, read.password

    def test_none_is_doubtful(self, place):
        assert level("mail") == "doubtful"

    def test_one_that_answers_is_good(self, place, settings):
        with MailServer() as server:
            self.use(settings, place, server)
            assert level("mail") == "good"
            assert server.letters == []

    def test_one_that_is_away_is_bad(self, place, settings):
        with MailServer() as server:
            self.use(settings, place, server)

        assert level("mail") == "bad"

    def test_one_that_refuses_the_password_is_bad_and_shows_none(self, place, settings):
        with MailServer(login=("prong", "right")) as server:
            server.login = ("prong", "right")
            self.use(settings, place, server)
            settings.EMAIL_HOST_PASSWORD = "wrong"
            one = opinions()["mail"]

        assert one.level == "bad"
        assert "wrong" not in one.message_en

    def test_unencrypted_over_the_network_is_doubtful(self, place, settings):
        with MailServer() as server:
            self.use(settings, place, server)
            named = replace(settings.PRONGSAI.mail_server, host="mail.example.go.th")
            settings.PRONGSAI = replace(settings.PRONGSAI, mail_server=named)

            assert "unencrypted" in opinions()["mail"].message_en


class TestWhatHasStopped:
    def test_a_silent_worker_is_bad(self, place):
        assert level("worker", NOW + timedelta(minutes=4)) == "good"
        assert level("worker", NOW + timedelta(minutes=6)) == "bad"

    def test_a_worker_never_seen_is_bad(self, place):
        from prongsai.apps.jobs.models import Schedule

        Schedule.objects.all().delete()

        assert level("worker") == "bad"

    @pytest.mark.parametrize("name", ["verified", "backup"])
    def test_what_was_last_done_long_ago_is_doubtful(self, place, name):
        assert level(name, NOW + timedelta(days=1)) == "good"
        assert level(name, NOW + timedelta(days=3)) == "doubtful"

    def test_a_queue_that_stands_still_is_bad(self, place, monkeypatch):
        monkeypatch.setattr(doctor, "queue_wait_s", lambda: 5_000.0)

        assert "5000 s" in opinions()["queue"].message_en
        assert level("queue") == "bad"

    def test_a_clock_behind_the_history_is_bad(self, place):
        with transaction.atomic():
            record(
                "plan_started", agency="a", actor=SYSTEM_ACTOR, at=NOW + timedelta(hours=1), object_type="plan",
                object_id="1", object_label="x",
            )  # fmt: skip

        assert level("clock") == "bad"
        assert level("clock", NOW + timedelta(hours=1)) == "good"

    def test_a_clock_unlike_the_database_servers_is_bad(self, place, monkeypatch):
        monkeypatch.setattr(doctor, "_server_moment", lambda: NOW - timedelta(minutes=6))

        assert "database server" in opinions()["clock"].message_en

    def test_nobody_keeping_heads_is_doubtful(self, place):
        from prongsai.apps.history.models import HeadAddress

        HeadAddress.objects.all().delete()

        assert level("heads") == "doubtful"


class TestServerMoment:
    def test_is_now_on_postgresql_and_nothing_on_sqlite(self):
        moment = doctor._server_moment()

        assert (moment is None) == (connection.vendor == "sqlite")
        assert moment is None or abs(moment - timezone.now()) < timedelta(minutes=1)


class TestSigns:
    def test_the_nightly_verifying_leaves_one_only_when_all_holds(self):
        from prongsai.apps.history.models import ChainHead
        from prongsai.apps.plans.jobs import verify_histories

        verify_histories()
        first = last_done(VERIFIED)
        ChainHead.objects.create(agency="broken", seq=3, hash="0" * 64)
        verify_histories()

        assert first is not None
        assert last_done(VERIFIED) == first

    def test_a_worker_gives_one_when_it_starts(self, tmp_path):
        place = Place(tmp_path / "home")
        place.python(LAID_OUT)
        worker = place.start("manage", "run_jobs", "--visits", "1")
        try:
            until = time.monotonic() + 60
            while "✓ worker" not in (said := place.prongsai("doctor").stdout.decode()) and time.monotonic() < until:
                assert worker.poll() is None
        finally:
            worker.terminate()
            worker.wait()

        assert "✓ worker" in said


class TestTheCommand:
    def test_of_an_empty_place_says_what_to_do_and_exits_1(self, tmp_path):
        done = Place(tmp_path / "home").prongsai("doctor")

        out = done.stdout.decode()
        assert done.returncode == 1
        assert "run prongsai manage migrate" in out
        assert "worker" not in out

    def test_names_a_bad_setting_and_exits_2(self, tmp_path):
        done = Place(tmp_path / "home").prongsai("doctor", PRONGSAI_SMTP_URL="http://x")

        assert done.returncode == 2
        assert "PRONGSAI_SMTP_URL" in done.stderr.decode()

    def test_a_database_that_is_away_is_said(self, tmp_path):
        place = Place(tmp_path / "home", "postgresql://nobody@%2Fnowhere/none")

        done = place.prongsai("doctor")

        assert done.returncode == 1
        assert "the database cannot be opened" in done.stdout.decode()


class TestScanner:
    def test_none_is_doubtful(self, place):
        place()

        assert level("scanner") == "doubtful"

    def test_one_that_answers_is_good_and_one_that_is_away_is_bad(self, place, settings):
        place()
        with Scanner() as scanner:
            chosen(settings, scanner.address)
            assert level("scanner") == "good"

        assert level("scanner") == "bad"

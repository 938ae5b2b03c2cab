"""kill -9 of a real worker process at the worst moment: the other side has the message, we have not written it down."""

import os
import signal
import subprocess
import sys

import pytest

from tests.line_server import LineServer
from tests.mail_server import MailServer

pytestmark = pytest.mark.slow

SET_UP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.apps.reminders.desk import LINE_ID, make_desk, prefer
desk = make_desk()
prefer(desk.officer, "{channel}", line_id=LINE_ID)
"""
RUN = """
import django; django.setup()
from prongsai.apps.reminders.sending import run_once
from tests.apps.reminders.desk import at
print(run_once(at(-7, 9, {minute})))
"""
REPORT = """
import django; django.setup()
from prongsai.apps.reminders.models import Delivery, Reminder
row = Delivery.objects.exclude(channel="in_app").get()
print(row.channel, row.state, row.tries, row.was_repeat, Reminder.objects.count())
"""


class Office:
    """A data folder of its own, and the processes that work on it."""

    def __init__(self, home, **settings):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PRONGSAI_", "DATABASE_"))}
        self.environment = {
            **kept,
            "PRONGSAI_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "prongsai.config.settings",
            **settings,
        }

    def start(self, code):
        return subprocess.Popen(
            [sys.executable, "-c", code],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, code):
        process = self.start(code)
        out, err = process.communicate(timeout=180)
        assert process.returncode == 0, err
        return out.strip()


class KillingLine(LineServer):
    """Takes the first message, and kills whoever sent it before answering."""

    worker = None

    def answer(self, path, headers, body):
        answered = super().answer(path, headers, body)
        if self.worker is not None:
            os.kill(self.worker.pid, signal.SIGKILL)
            self.worker = None
        return answered


class KillingMail(MailServer):
    """The same for a mail."""

    worker = None

    async def handle_DATA(self, server, session, envelope):
        answered = await super().handle_DATA(server, session, envelope)
        if self.worker is not None:
            os.kill(self.worker.pid, signal.SIGKILL)
            self.worker = None
        return answered


def kill_while_sending(office, server):
    process = office.start("import time; time.sleep(1)\n" + RUN.format(minute=0))
    server.worker = process
    process.communicate(timeout=180)
    assert process.returncode == -signal.SIGKILL


class TestKilledWhileSending:
    def test_line_gets_the_same_key_and_the_person_one_message(self, tmp_path):
        token = tmp_path / "token"
        token.write_text("line-token")
        with KillingLine() as line:
            office = Office(tmp_path / "home", PRONGSAI_LINE_TOKEN_FILE=str(token), PRONGSAI_LINE_URL=line.address)
            office.run(SET_UP.format(channel="line"))
            kill_while_sending(office, line)
            assert office.run(REPORT) == "line sending 1 False 1"
            office.run(RUN.format(minute=10))  # the claim still holds: nobody sends
            assert len(line.calls) == 1
            office.run(RUN.format(minute=20))

        assert office.run(REPORT) == "line sent 2 True 1"
        assert len({call["key"] for call in line.calls}) == 1
        assert len(line.pushed) == 1

    def test_a_mail_comes_again_with_the_same_message_id(self, tmp_path):
        with KillingMail() as mail:
            office = Office(tmp_path / "home", PRONGSAI_SMTP_URL=mail.address, PRONGSAI_MAIL_FROM="ita@example.go.th")
            office.run(SET_UP.format(channel="mail"))
            kill_while_sending(office, mail)
            office.run(RUN.format(minute=20))

        assert office.run(REPORT) == "mail sent 2 False 1"
        assert len({letter["Message-ID"] for _to, letter in mail.letters}) == 1

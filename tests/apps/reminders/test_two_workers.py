"""Two workers at once, on whichever database the suite runs: nothing is planned or sent twice."""

import threading

import pytest
from django.db import connection, connections

from prongsai.apps.reminders.models import Delivery, Digest, Reminder
from prongsai.apps.reminders.planning import ensure_rules
from prongsai.apps.reminders.sending import Outbox, run_once
from tests.apps.factories import make_user
from tests.apps.reminders.desk import at, make_desk, use_mail
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 4
PEOPLE = 24


def together(work):
    """The same work by several workers at the same moment; raises what any of them raised."""
    start, faults = threading.Barrier(WORKERS), []

    def one():
        try:
            start.wait(10)
            work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []


class TestTwoWorkers:
    def test_plan_and_send_each_thing_once(self, settings):
        desk = make_desk()
        for number in range(PEOPLE - 1):
            make_user(desk.agency, "officer", unit="สำนักปลัด", email=f"o{number}@x.go.th")
        ensure_rules()
        with MailServer() as server:
            use_mail(settings, server.port)
            together(lambda: run_once(at(-7)))
            run_once(at(-7, 10))

        assert Reminder.objects.count() == Digest.objects.count() == PEOPLE
        assert len({to for to, _letter in server.letters}) == len(server.letters) == PEOPLE
        assert set(Delivery.objects.filter(channel="mail").values_list("state", "tries")) == {("sent", 1)}

    def test_make_the_rule_of_an_agency_once(self):
        make_desk()

        together(ensure_rules)

        assert len(ensure_rules()) == 1

    @pytest.mark.skipif("connection.vendor != 'postgresql'")
    def test_a_claim_does_not_wait_for_another(self, settings):
        desk = make_desk()
        for number in range(PEOPLE - 1):
            make_user(desk.agency, "officer", unit="สำนักปลัด", email=f"o{number}@x.go.th")
        with MailServer() as server:
            use_mail(settings, server.port)
            from django.db import transaction

            from prongsai.apps.reminders.planning import plan_agency

            plan_agency(ensure_rules()[0], at=at(-7))
            taken = []
            with transaction.atomic():
                first = Outbox()._claim(at(-7))
                thread = threading.Thread(
                    target=lambda: (taken.extend(Outbox()._claim(at(-7))), connections.close_all())
                )
                thread.start()
                thread.join(20)
                assert not thread.is_alive()

        assert {row.pk for row in first}.isdisjoint(row.pk for row in taken)
        assert taken
        assert connection.vendor == "postgresql"

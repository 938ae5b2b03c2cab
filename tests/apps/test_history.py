"""History is appended inside the deed's transaction, chained per agency, and refuses change."""

import threading

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from prongsai.apps.history.actions import SYSTEM_ACTOR, Actor, Personal, erase_personal_values, record
from prongsai.apps.history.models import ChainHead, Event, PersonalValue
from prongsai.apps.history.queries import export_lines, get_head, reveal_personal_values, verify_agency
from prongsai.core.history_chain import verify_chain
from tests.apps.factories import NOW


def append(agency="khoksaat", label="แผน", **fields):
    with transaction.atomic():
        return record(
            "plan_started",
            agency=agency,
            actor=fields.pop("actor", SYSTEM_ACTOR),
            at=NOW,
            object_type="plan",
            object_id="1",
            object_label=label,
            **fields,
        )


@pytest.mark.django_db
class TestRecord:
    def test_chains_the_events_of_each_agency_apart(self):
        append(), append("other"), append()

        assert [event.seq for event in Event.objects.filter(agency="khoksaat").order_by("seq")] == [1, 2]
        assert verify_chain(export_lines("khoksaat")) == []
        assert verify_chain(export_lines("other")) == []

    def test_keeps_exactly_the_fields_of_the_line(self):
        line = append(actor=Actor("7", "officer", "Chrome/Windows"), after={"note": "เสร็จ", "n": 2, "ok": None}).line()

        assert '"after":{"n":2,"note":"เสร็จ","ok":null}' in line
        assert '"at":"2022-11-22T08:00:00.000000Z"' in line
        assert line.index('"action"') < line.index('"seq"')

    def test_names_the_last_hash(self):
        append()
        last = append()

        assert get_head("khoksaat") == last.hash
        assert get_head("nobody") is None

    @pytest.mark.django_db(transaction=True)
    def test_refuses_to_run_outside_a_transaction(self):
        with pytest.raises(RuntimeError):
            record("x", agency="a", actor=SYSTEM_ACTOR, at=NOW, object_type="plan", object_id="1", object_label="แผน")

    def test_keeps_a_personal_value_by_hash_and_forgets_it_on_demand(self):
        event = append(after={"person": Personal("นางสาวตัวอย่าง ใจดี"), "list": [Personal("นายสมมุติ")]})
        digest = event.after["person"]["salted_sha256"]

        assert "ตัวอย่าง" not in event.line()
        assert reveal_personal_values([digest]) == {digest: "นางสาวตัวอย่าง ใจดี"}
        assert erase_personal_values(agency="khoksaat", value="นางสาวตัวอย่าง ใจดี") == 1
        assert reveal_personal_values([digest]) == {}
        assert verify_agency("khoksaat").faults == ()
        assert PersonalValue.objects.count() == 1

    def test_the_same_person_has_another_hash_each_time(self):
        first, second = append(after={"p": Personal("ก")}), append(after={"p": Personal("ก")})

        assert first.after != second.after


@pytest.mark.django_db
class TestEventsAreAppendOnly:
    def test_the_database_refuses_an_update(self):
        event = append()

        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Event.objects.filter(pk=event.pk).update(actor="9")

    def test_the_database_refuses_a_delete(self):
        append()

        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM history_event")

    def test_a_second_event_of_the_same_number_is_refused(self):
        event = append()
        event.pk, event.hash = None, "0" * 64

        with pytest.raises(DatabaseError), transaction.atomic():
            event.save(force_insert=True)


@pytest.mark.django_db
class TestVerifyAgency:
    def test_says_that_a_cut_off_end_is_missing(self):
        append()
        ChainHead.objects.update(hash="f" * 64)

        assert [fault.code for fault in verify_agency("khoksaat").faults] == ["head_missing"]

    def test_export_command_writes_one_line_an_event(self, capsys):
        append(), append()

        call_command("export_history", "khoksaat")

        lines = capsys.readouterr().out.splitlines()
        assert len(lines) == 2
        assert verify_chain(lines) == []


@pytest.mark.django_db(transaction=True)
class TestConcurrentWriters:
    def test_do_not_fork_the_chain(self):
        if connection.vendor == "sqlite" and connection.is_in_memory_db():
            pytest.skip("one in-memory connection has no second writer")
        append()

        def write():
            for _turn in range(5):
                append()
            connection.close()

        threads = [threading.Thread(target=write) for _writer in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        state = verify_agency("khoksaat")
        assert (state.count, state.faults) == (21, ())

"""Personal values are forgotten on request, revealed only with a trace, and the history still holds."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from prongsai.apps.history.actions import (
    SYSTEM_ACTOR,
    Actor,
    Personal,
    erase_on_request,
    record,
    reveal_personal_values_of,
)
from prongsai.apps.history.models import Event, PersonalValue
from prongsai.apps.history.queries import list_distinct, list_hashes, verify_agency
from prongsai.core.errors import PersonError
from tests.apps.factories import NOW

pytestmark = pytest.mark.django_db
ADMIN = Actor("3", "agency_admin", "Firefox/Linux")
NAME = "นางสาวตัวอย่าง ใจดี"


def happen(agency="ban-suan", value=NAME, **fields):
    with transaction.atomic():
        return record(
            fields.get("action", "member_added"), agency=agency, actor=fields.get("actor", SYSTEM_ACTOR), at=NOW,
            object_type="membership", object_id="1", object_label="user 1",
            before={"names": [Personal(value), "x"]}, after={"name": Personal(value), "role": "officer"},
        )  # fmt: skip


class TestEraseOnRequest:
    def test_forgets_the_value_everywhere_in_the_agency_and_says_why(self):
        happen(), happen(), happen("other")

        count = erase_on_request(agency="ban-suan", value=NAME, reason="คำขอที่ 12/2569", actor=ADMIN, at=NOW)

        assert count == 4
        assert set(PersonalValue.objects.values_list("agency", flat=True)) == {"other"}
        event = Event.objects.filter(agency="ban-suan").latest("seq")
        assert (event.action, event.actor) == ("personal_values_erased", "3")
        assert event.after == {"count": 4, "reason": "คำขอที่ 12/2569"}

    def test_the_history_holds_afterwards_and_names_nobody(self):
        happen()
        erase_on_request(agency="ban-suan", value=NAME, reason="x", actor=ADMIN, at=NOW)

        assert verify_agency("ban-suan").faults == ()
        assert all("ตัวอย่าง" not in event.line() for event in Event.objects.all())

    def test_refuses_what_is_not_there_and_records_nothing(self):
        happen()

        with pytest.raises(PersonError):
            erase_on_request(agency="ban-suan", value="นายไม่มี", reason="x", actor=ADMIN, at=NOW)

        assert Event.objects.count() == 1


class TestReveal:
    def test_gives_the_values_of_one_event_and_leaves_a_trace_without_them(self):
        event = happen()

        values = reveal_personal_values_of(event=event, actor=ADMIN, at=NOW)

        assert sorted(values) == sorted(list_hashes(event.before) + list_hashes(event.after))
        assert set(values.values()) == {NAME}
        trace = Event.objects.latest("seq")
        assert (trace.action, trace.object_id, trace.after) == ("personal_values_revealed", "1", {"count": 2})
        assert NAME not in trace.line()

    def test_gives_nothing_of_what_was_erased(self):
        event = happen()
        PersonalValue.objects.all().delete()

        assert reveal_personal_values_of(event=event, actor=ADMIN, at=NOW) == {}


class TestListHashes:
    def test_finds_them_at_any_depth_and_nothing_else(self):
        value = {"a": [{"b": {"salted_sha256": "h1"}}, "x", 3], "c": {"salted_sha256": "h2"}, "d": None}

        assert list_hashes(value) == ["h1", "h2"]
        assert list_hashes({"salted_sha256": "h", "more": 1}) == []
        assert list_hashes(None) == []


class TestEraseCommand:
    def test_reads_the_value_from_standard_input_so_that_no_shell_keeps_it(self, monkeypatch, capsys):
        happen()
        monkeypatch.setattr("sys.stdin", __import__("io").StringIO(NAME + "\n"))

        call_command("erase_personal_values", "ban-suan", reason="คำขอที่ 1")

        assert "2" in capsys.readouterr().out
        assert not PersonalValue.objects.exists()
        assert Event.objects.latest("seq").after["reason"] == "คำขอที่ 1"

    def test_refuses_an_empty_value(self, monkeypatch):
        monkeypatch.setattr("sys.stdin", __import__("io").StringIO("\n"))

        with pytest.raises(CommandError):
            call_command("erase_personal_values", "ban-suan", reason="x")


class TestListDistinct:
    def test_leaps_through_the_values_of_one_agency_in_order(self):
        for actor in ("2", "1", "2", "10"):
            happen(actor=Actor(actor, "officer"))
        happen("other", actor=Actor("7", "officer"))

        assert list_distinct("actor", "ban-suan") == ["1", "10", "2"]
        assert list_distinct("agency") == ["ban-suan", "other"]

    def test_of_nothing_is_nothing(self):
        assert list_distinct("actor", "nobody") == []

    def test_takes_no_other_column(self):
        with pytest.raises(ValueError):
            list_distinct("hash; DROP TABLE history_event")

"""Whoever gets at the tables, triggers and constraints out of the way, is found by `prongsai verify`, which says where."""

import json
from hashlib import sha256

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from prongsai.apps.history.actions import SYSTEM_ACTOR, Personal, record
from prongsai.apps.history.models import ChainHead, Event, PersonalValue
from prongsai.apps.history.queries import list_chains, verify_agency, verify_all
from prongsai.cli.main import main
from prongsai.core.history_chain import FIRST_PREV, hash_event
from tests.apps.factories import NOW

pytestmark = pytest.mark.django_db
AGENCY = "ban-suan"


@pytest.fixture
def chain():
    with transaction.atomic():
        for number in range(1, 7):
            record(
                "progress_recorded", agency=AGENCY, actor=SYSTEM_ACTOR, at=NOW, object_type="work",
                object_id=str(number), object_label=f"งาน {number}", after={"status": "done", "by": Personal("นายสมมุติ")},
            )  # fmt: skip
    open_the_tables()


def open_the_tables():
    """What an administrator of the database can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER history_event_no_update")
            cursor.execute("DROP TRIGGER history_event_no_delete")
        else:
            cursor.execute("ALTER TABLE history_event DISABLE TRIGGER USER")
            for name in ("one_event_for_each_number_of_a_chain", "a_chain_never_forks"):
                cursor.execute(f"ALTER TABLE history_event DROP CONSTRAINT {name}")


def said():
    return {(fault.line, fault.code) for fault in verify_agency(AGENCY).faults}


def at(seq):
    return Event.objects.filter(agency=AGENCY, seq=seq)


def renumber(seq, to):
    at(seq).update(seq=to)


class TestOneEvent:
    def test_untouched_holds(self, chain):
        assert said() == set()
        assert verify_agency(AGENCY).count == 6

    @pytest.mark.parametrize(
        "field",
        ["action", "actor", "role", "device", "object_type", "object_id", "object_label"],
    )
    def test_edited_in_any_field_is_named(self, chain, field):
        at(3).update(**{field: "9"})

        assert said() == {(3, "edited")}

    def test_edited_in_its_moment_is_named(self, chain):
        at(3).update(at=NOW.replace(year=2021))

        assert said() == {(3, "edited")}

    def test_edited_in_what_it_says_is_named(self, chain):
        at(5).update(after={"status": "not_started"})

        assert said() == {(5, "edited")}

    def test_edited_and_hashed_again_shows_at_the_next(self, chain):
        event = at(3).get()
        event.object_label = "อื่น"
        at(3).update(object_label="อื่น", hash=hash_event(event.values()))

        assert said() == {(4, "broken_link")}

    def test_removed_shows_where_the_chain_goes_on(self, chain):
        at(3).delete()

        assert said() == {(3, "sequence"), (3, "broken_link"), (0, "count")}

    def test_removed_and_the_rest_renumbered_shows_at_each(self, chain):
        at(3).delete()
        for seq in (4, 5, 6):
            renumber(seq, seq - 1)
        ChainHead.objects.update(seq=5)

        assert said() == {(3, "edited"), (3, "broken_link"), (4, "edited"), (5, "edited")}

    def test_inserted_shows_there_and_after(self, chain):
        for seq in (6, 5, 4):
            renumber(seq, seq + 1)
        event = at(3).get()
        event.pk, event.seq, event.prev, event.object_label = None, 4, event.hash, "แทรก"
        event.hash = hash_event(event.values())
        at(5).update(prev=event.hash)  # no two events of a chain continue the same one
        event.save(force_insert=True)
        ChainHead.objects.update(seq=7)

        assert said() == {(5, "edited"), (6, "edited"), (7, "edited")}

    def test_two_reordered_show_at_both(self, chain):
        renumber(3, 99), renumber(4, 3), renumber(99, 4)

        assert {(3, "edited"), (4, "edited")} <= said()

    def test_moved_to_another_agency_shows_in_both(self, chain):
        at(6).update(agency="other", seq=1)

        faults = {(fault.agency, fault.code) for state in verify_all() for fault in state.faults}

        assert {(AGENCY, "count"), (AGENCY, "head_missing"), ("other", "edited"), ("other", "count")} <= faults


class TestTheEnd:
    def test_cut_off_shows(self, chain):
        at(6).delete()

        assert said() == {(0, "head_missing"), (0, "count")}

    def test_cut_off_with_its_head_set_back_shows_by_a_hash_known_outside(self, chain):
        known = at(6).get().hash
        at(6).delete()
        ChainHead.objects.update(seq=5, hash=at(5).get().hash)

        assert said() == set()
        assert [fault.code for fault in verify_agency(AGENCY, [known]).faults] == ["head_missing"]

    def test_a_head_taken_away_hides_no_chain(self, chain):
        ChainHead.objects.all().delete()
        at(2).update(actor="9")

        assert list_chains() == [AGENCY]
        assert said() == {(2, "edited"), (0, "count")}

    def test_a_whole_chain_taken_away_shows_by_a_hash_known_outside(self, chain):
        known = at(6).get().hash
        Event.objects.all().delete()
        ChainHead.objects.all().delete()

        (state,) = verify_all([(AGENCY, known)])

        assert [fault.code for fault in state.faults] == ["head_missing"]

    def test_a_head_pointing_elsewhere_shows(self, chain):
        ChainHead.objects.update(hash="0" * 64)

        assert said() == {(0, "head_missing")}

    def test_a_head_that_counts_more_shows(self, chain):
        ChainHead.objects.update(seq=9)

        assert said() == {(0, "count")}


class TestPersonalValues:
    def test_one_that_was_changed_shows(self, chain):
        row = PersonalValue.objects.first()
        PersonalValue.objects.filter(pk=row.pk).update(value="นายคนอื่น")

        assert said() == {(0, "personal_value")}

    def test_one_that_was_erased_does_not(self, chain):
        PersonalValue.objects.all().delete()

        assert said() == set()

    def test_one_forged_with_a_fitting_hash_still_is_of_no_event(self, chain):
        salt, value = "00", "นายคนอื่น"
        digest = sha256((salt + value).encode()).hexdigest()
        PersonalValue.objects.filter(pk=PersonalValue.objects.first().pk).update(
            value=value, salt=salt, salted_sha256=digest
        )

        assert digest not in " ".join(event.line() for event in Event.objects.all())
        assert said() == set()


class TestTheCommand:
    def test_says_which_event_in_both_languages(self, chain, capsys):
        at(3).update(actor="9")

        code = main(["verify"])

        out = capsys.readouterr().out
        assert code == 1
        assert f"[edited] {AGENCY} บรรทัด 3" in out
        assert "content does not fit its hash" in out

    def test_agrees_with_the_exported_file(self, chain, capsys, tmp_path):
        at(3).update(actor="9")
        path = tmp_path / "history.jsonl"
        call_command("export_history")
        path.write_text(capsys.readouterr().out)

        main(["verify", "--json"])
        stored = json.loads(capsys.readouterr().out)["faults"]
        main(["verify", str(path), "--json"])

        assert json.loads(capsys.readouterr().out)["faults"] == stored
        assert [fault["line"] for fault in stored] == [3]


def test_a_chain_made_wholly_anew_holds_but_not_against_the_hash_known_before(chain):
    known = at(6).get().hash
    prev = FIRST_PREV
    for event in Event.objects.order_by("seq"):
        event.actor, event.prev = "1", prev
        prev = hash_event(event.values())
        at(event.seq).update(actor="1", prev=event.prev, hash=prev)
    ChainHead.objects.update(hash=prev)

    assert said() == set()
    assert [fault.code for fault in verify_agency(AGENCY, [known]).faults] == ["head_missing"]

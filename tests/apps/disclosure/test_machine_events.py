"""What the machine does to what the public sees stands in the history, with the machine as the one who did it."""

import pytest

from prongsai.apps.disclosure import copies
from prongsai.apps.disclosure.elements import refresh_elements
from prongsai.apps.disclosure.jobs import finish_publication
from prongsai.apps.disclosure.models import Copy, ElementState, Version
from prongsai.apps.disclosure.publish_actions import withdraw_publication
from prongsai.apps.disclosure.year_actions import state_element
from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import verify_agency
from tests.apps.disclosure.desk import AT, PAGE, TABLE, publish
from tests.apps.disclosure.test_elements import say

pytestmark = pytest.mark.django_db


def events(action):
    return list(Event.objects.filter(action=action).order_by("seq"))


class TestElements:
    def test_one_event_for_an_item_with_before_and_after(self, desk):
        say(publish(desk), "found", "not_found", "cannot_tell")

        refresh_elements(desk.year, at=AT)

        (event,) = events("elements_seen")
        assert (event.actor, event.role, event.object_label) == ("system", "system", "2566 O1")
        assert event.before == {"elements": ["1: -", "2: -", "3: -"]}
        assert event.after == {"elements": ["1: there", "2: not_there", "3: cannot_tell"]}

    def test_names_only_what_changed(self, desk):
        version = publish(desk)
        say(version, "found", "found", "found")
        refresh_elements(desk.year, at=AT)
        say(version, "found", "not_found", "found")

        refresh_elements(desk.year, at=AT)

        event = events("elements_seen")[-1]
        assert (event.before, event.after) == ({"elements": ["2: there"]}, {"elements": ["2: not_there"]})

    def test_none_when_all_is_as_before(self, desk):
        say(publish(desk), "found", "found", "found")

        for _night in range(3):
            refresh_elements(desk.year, at=AT)

        assert len(events("elements_seen")) == 1

    def test_other_grounds_for_the_same_are_kept_and_no_news(self, desk):
        version = publish(desk)
        say(version, "found")
        refresh_elements(desk.year, at=AT)
        judged = Version.objects.get(pk=version.pk).judged
        judged["elements"][0]["grounds_th"] = "เห็นที่หน้า 4"
        Version.objects.filter(pk=version.pk).update(judged=judged)

        assert refresh_elements(desk.year, ["O1"], at=AT) == 1

        assert ElementState.objects.get(position=0).grounds == "เห็นที่หน้า 4"
        assert len(events("elements_seen")) == 1

    def test_what_goes_with_a_withdrawal_is_told_too(self, desk):
        version = publish(desk)
        say(version, "found")
        refresh_elements(desk.year, ["O1"], at=AT)
        withdraw_publication(publication=version.publication, why="ผิดปี", by=desk.clerk, at=AT)

        refresh_elements(desk.year, ["O1"], at=AT)

        assert events("elements_seen")[-1].after == {"elements": ["1: -"]}

    def test_two_items_are_two_events(self, desk):
        say(publish(desk), "found")
        say(publish(desk, PAGE, "O2"), "found")

        refresh_elements(desk.year, at=AT)

        assert [event.object_label for event in events("elements_seen")] == ["2566 O1", "2566 O2"]

    def test_a_persons_word_is_the_persons_event_and_no_machines(self, desk):
        state_element(item=desk.item(), position=0, state="there", by=desk.clerk, at=AT)

        refresh_elements(desk.year, at=AT)

        assert events("elements_seen") == []
        assert events("element_stated")[0].actor == str(desk.clerk.pk)

    def test_the_item_without_a_framework_entry_is_passed_over(self, desk):
        say(publish(desk), "found", "found", "found")
        desk.year.items.filter(code="O1").update(code="O99")

        assert refresh_elements(desk.year, at=AT) == 0
        assert events("elements_seen") == []


class TestCopies:
    def test_one_event_with_every_copy_and_its_hash(self, desk):
        version = publish(desk, TABLE)

        assert copies.make_copies(version, at=AT) == 2

        (event,) = events("publication_copied")
        made = {copy.kind: copy.sha256[:16] for copy in Copy.objects.all()}
        assert event.actor == "system"
        assert event.after == {"version": 1, "copies": [f"csv {made['csv']}", f"xlsx {made['xlsx']}"]}

    def test_none_when_nothing_was_made(self, desk):
        version = publish(desk, TABLE)
        copies.make_copies(version, at=AT)

        assert copies.make_copies(version, at=AT) == 0
        assert copies.make_copies(publish(desk, PAGE), at=AT) == 0
        assert len(events("publication_copied")) == 1

    def test_only_the_missing_one_is_told(self, desk):
        version = publish(desk, TABLE)
        copies.make_copies(version, at=AT)
        Copy.objects.filter(kind="xlsx").delete()

        copies.make_copies(version, at=AT)

        assert [one.split()[0] for one in events("publication_copied")[-1].after["copies"]] == ["xlsx"]

    def test_none_for_what_was_withdrawn_meanwhile(self, desk):
        version = publish(desk, TABLE)
        withdraw_publication(publication=version.publication, why="ผิด", by=desk.clerk, at=AT)

        assert copies.make_copies(version, at=AT) == 0
        assert events("publication_copied") == []

    def test_the_chain_of_events_holds_after_the_whole_job(self, desk):
        version = publish(desk, TABLE)

        finish_publication(version.pk)

        assert verify_agency(desk.agency.slug).faults == ()
        assert [event.action for event in Event.objects.filter(agency=desk.agency.slug, actor="system")][-2:] != []
        assert len(events("publication_copied")) == 1

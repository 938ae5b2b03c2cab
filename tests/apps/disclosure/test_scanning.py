"""No file becomes public that the virus scanner, where one is set, has not called clean."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from prongsai.apps.disclosure import jobs
from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.carry_over import carry_over
from prongsai.apps.disclosure.models import ChangeEntry, FileScan, Version
from prongsai.apps.disclosure.publish_actions import publish_scheduled, publish_version, schedule_version
from prongsai.apps.disclosure.queries import version_for
from prongsai.apps.disclosure.scan_actions import publish_when_scanned, refuse_infected
from prongsai.apps.disclosure.scanning import NotScanned, ScannerSilent, find_scan, needs_scan, scan_file
from prongsai.apps.history.models import Event
from prongsai.core.errors import PersonError
from prongsai.core.handover import Refusal
from prongsai.settings import ScannerAddress
from tests.apps.disclosure.desk import AT, PAGE, PDF, TABLE, draft, file_draft, make_desk, publish, ready
from tests.scanner import EICAR, Scanner, chosen

pytestmark = pytest.mark.django_db
NOBODY = ScannerAddress(path="/nowhere/clamd.ctl")
INFECTED = b"%PDF-1.4 " + EICAR


@pytest.fixture
def scanner(settings):
    """Nothing was set when the files came in; it is set by `chosen` in the middle of a test."""
    with Scanner() as scanner:
        yield scanner


def states(version):
    version.refresh_from_db()
    return version.state


def events(action):
    return list(Event.objects.filter(action=action).order_by("pk"))


def due(desk, what):
    """Scheduled while no scanner was set, and its moment has come."""
    return schedule_version(version=ready(desk, what), publish_at=AT + timedelta(days=1), by=desk.clerk, at=AT)


def press(client, desk, version, step="publish", **posted):
    client.force_login(desk.clerk, backend="django.contrib.auth.backends.ModelBackend")
    return client.post(f"/office/year/versions/{version.pk}/{step}/", posted, follow=True)


class TestScanFile:
    def test_without_a_scanner_nothing_is_asked_nor_kept(self, desk):
        version = draft(desk, file_draft())

        assert not needs_scan(version)
        assert scan_file(version, at=AT) == ""
        assert not FileScan.objects.exists()

    def test_keeps_the_opinion_by_the_hash_and_asks_once(self, desk, settings, scanner):
        version, other = draft(desk, file_draft()), draft(desk, file_draft("อีกเรื่อง"))
        chosen(settings, scanner.address)
        assert needs_scan(version)

        assert scan_file(version, at=AT) == ""
        assert scan_file(other, at=AT) == ""

        assert scanner.seen == [PDF]
        assert (find_scan(other).found, find_scan(other).at) == ("", AT)

    @pytest.mark.parametrize("what", [PAGE, TABLE])
    def test_what_has_no_file_needs_none(self, desk, settings, scanner, what):
        version = draft(desk, what)
        chosen(settings, scanner.address)

        assert not needs_scan(version)
        assert scan_file(version, at=AT) == ""
        assert find_scan(version) is None
        assert scanner.seen == []

    def test_a_silent_scanner_is_named_and_nothing_kept(self, desk, settings):
        version = draft(desk, file_draft())
        chosen(settings, NOBODY)

        with pytest.raises(ScannerSilent, match="เครื่องตรวจไวรัสยังไม่ตอบ"):
            scan_file(version, at=AT)

        assert not FileScan.objects.exists()

    def test_what_was_found_is_asked_about_again(self, desk, settings, scanner):
        version = draft(desk, file_draft(content=INFECTED))
        chosen(settings, scanner.address)
        assert scan_file(version, at=AT) == "Eicar-Test-Signature"
        scanner.says = b"stream: OK"  # its signatures were mended

        assert scan_file(version, at=AT + timedelta(days=1)) == ""

        assert FileScan.objects.get().found == ""
        assert not needs_scan(version)

    def test_a_missing_file_is_said(self, desk, settings, scanner, tmp_path):
        version = draft(desk, file_draft())
        (tmp_path / version.file.name).unlink()
        chosen(settings, scanner.address)

        with pytest.raises(PersonError, match="ไม่พบไฟล์"):
            scan_file(version, at=AT)

    def test_the_database_wants_to_know_which_bytes(self):
        with pytest.raises(IntegrityError, match="scan_is_of_some_bytes"), transaction.atomic():
            FileScan.objects.create(sha256="", at=AT)


class TestPublishing:
    def test_scans_what_came_in_before_there_was_a_scanner(self, client, desk, settings, scanner):
        version = ready(desk, file_draft())
        chosen(settings, scanner.address)

        page = press(client, desk, version)

        assert states(version) == "published"
        assert scanner.seen == [PDF]
        assert "ไม่พบไวรัส" in page.content.decode()

    def test_the_action_itself_refuses_what_was_not_scanned(self, desk, settings, scanner):
        version = ready(desk, file_draft())
        chosen(settings, scanner.address)

        with pytest.raises(NotScanned):
            publish_version(version=version, by=desk.clerk, at=AT)

        assert states(version) == "approved"
        assert events("publication_published") == []

    def test_a_page_is_public_whatever_the_scanner_does(self, client, desk, settings):
        version = ready(desk)
        chosen(settings, NOBODY)

        press(client, desk, version)

        assert states(version) == "published"

    def test_waits_while_the_scanner_is_silent_and_is_tried_each_minute(self, client, desk, settings, scanner):
        version = ready(desk, file_draft())
        chosen(settings, NOBODY)

        page = press(client, desk, version).content.decode()

        assert states(version) == "scheduled"
        assert "เครื่องตรวจไวรัสยังไม่ตอบ ฉบับนี้รอเผยแพร่" in page
        assert "รอเครื่องตรวจไวรัส ซึ่งยังไม่ตอบ" in page
        assert version.approved_sha256 == version.content_sha256
        (event,) = events("publication_waits_for_scanner")
        assert (event.actor, event.after["state"]) == (str(desk.clerk.pk), "scheduled")

        assert jobs.publish_due() == 0  # still silent
        assert states(version) == "scheduled"
        assert not ChangeEntry.objects.filter(version=version).exists()

        chosen(settings, scanner.address)
        assert jobs.publish_due() == 1
        assert states(version) == "published"
        published = events("publication_published")[-1]
        assert published.after["scheduled_by"] == desk.clerk.pk

    def test_pressed_again_while_it_waits_changes_nothing_for_the_worse(self, client, desk, settings):
        version = ready(desk, file_draft())
        chosen(settings, NOBODY)

        press(client, desk, version)
        press(client, desk, version)

        assert states(version) == "scheduled"
        assert Version.objects.count() == 1

    def test_what_may_not_be_public_anyway_does_not_wait(self, client, desk, settings, scanner):
        version = draft(desk, file_draft())
        chosen(settings, NOBODY)

        page = press(client, desk, version)

        assert states(version) == "draft"
        assert page.status_code == 422
        assert events("publication_waits_for_scanner") == []

    def test_refuses_an_infected_file_with_an_event_and_the_reason(self, client, desk, settings, scanner):
        version = ready(desk, file_draft(content=INFECTED))
        chosen(settings, scanner.address)

        page = press(client, desk, version)

        assert page.status_code == 422
        assert "พบไวรัสหรือโปรแกรมอันตราย (Eicar-Test-Signature)" in page.content.decode()
        assert states(version) == "returned"
        assert "Eicar-Test-Signature" in version.returned_why
        assert version.approved_sha256 == ""
        (event,) = events("publication_file_infected")
        assert (event.actor, event.before["state"], event.after["found"]) == (
            "system",
            "approved",
            "Eicar-Test-Signature",
        )
        assert public.list_changes(desk.agency, after=1, limit=9, newest_first=False) == []

    def test_the_same_file_once_more_is_refused_once_more(self, client, desk, settings, scanner):
        first = ready(desk, file_draft(content=INFECTED))
        second = ready(desk, file_draft("อีกครั้ง", content=INFECTED))
        chosen(settings, scanner.address)

        press(client, desk, first)
        press(client, desk, second)

        assert (states(first), states(second)) == ("returned", "returned")
        assert len(events("publication_file_infected")) == 2

    def test_another_scanner_that_is_off_again_holds_nothing_up(self, client, desk, settings, scanner):
        version = ready(desk, file_draft())
        chosen(settings, None)

        press(client, desk, version)

        assert states(version) == "published"

    def test_a_file_of_last_year_that_was_seen_clean_is_not_asked_about_again(self, desk, settings, scanner):
        chosen(settings, scanner.address)
        version = ready(desk, file_draft())
        publish_when_scanned(version=version_for(desk.clerk, version.pk), by=desk.clerk, at=AT)
        later = make_desk(desk.agency, 2567)

        (carried,) = carry_over(year=later.year, publications=[version.publication_id], by=desk.clerk, at=AT)

        assert not needs_scan(carried)
        assert scanner.seen == [PDF]


class TestScheduled:
    def test_an_infected_one_is_returned_and_the_others_go_on(self, desk, settings, scanner):
        bad, good = due(desk, file_draft(content=INFECTED)), due(desk, file_draft("ดี"))
        chosen(settings, scanner.address)

        assert jobs.publish_due() == 1

        assert (states(bad), states(good)) == ("returned", "published")
        assert len(events("publication_file_infected")) == 1

    def test_a_silent_scanner_is_asked_once_a_minute_and_pages_go_on(self, desk, settings, monkeypatch):
        first, second, page = due(desk, file_draft()), due(desk, file_draft("สอง", content=PDF + b"2")), due(desk, PAGE)
        chosen(settings, NOBODY)
        asked = []
        real = scan_file

        def counting(version, *, at):
            asked.append(version.pk)
            return real(version, at=at)

        monkeypatch.setattr("prongsai.apps.disclosure.scan_actions.scan_file", counting)

        assert jobs.publish_due() == 1

        assert (states(first), states(second), states(page)) == ("scheduled", "scheduled", "published")
        assert asked == [first.pk, page.pk]
        assert first.returned_why == ""

    def test_a_race_past_the_scan_leaves_it_scheduled(self, desk, settings, scanner):
        version = due(desk, file_draft())
        chosen(settings, scanner.address)

        assert not publish_scheduled(version=version, at=AT + timedelta(days=2))  # nobody showed it to the scanner

        assert states(version) == "scheduled"
        assert events("publication_not_published") == []

    def test_a_missing_file_goes_back_to_its_maker(self, desk, settings, scanner, tmp_path):
        version = due(desk, file_draft())
        (tmp_path / version.file.name).unlink()
        chosen(settings, scanner.address)

        assert jobs.publish_due() == 0

        assert states(version) == "returned"
        assert "ไม่พบไฟล์" in version.returned_why

    def test_may_be_scheduled_while_the_scanner_is_silent(self, desk, settings):
        version = ready(desk, file_draft())
        chosen(settings, NOBODY)

        schedule_version(version=version, publish_at=AT + timedelta(days=9), by=desk.clerk, at=AT)

        assert states(version) == "scheduled"

    def test_publishing_at_once_what_was_scheduled_for_later_is_scanned_too(self, desk, settings, scanner):
        version = schedule_version(
            version=ready(desk, file_draft()), publish_at=timezone.now() + timedelta(days=9), by=desk.clerk, at=AT
        )
        chosen(settings, scanner.address)

        assert publish_when_scanned(version=version_for(desk.clerk, version.pk), by=desk.clerk, at=timezone.now())

        assert scanner.seen == [PDF]


class TestInTheBackground:
    def test_the_look_shows_the_file_to_the_scanner_so_that_publishing_need_not_wait(self, desk, settings, scanner):
        version = draft(desk, file_draft())
        chosen(settings, scanner.address)

        jobs.look_for_personal_data(version.pk)

        assert not needs_scan(version)
        assert states(version) == "draft"

    def test_an_infected_draft_goes_back_at_once(self, desk, settings, scanner):
        version = draft(desk, file_draft(content=INFECTED))
        chosen(settings, scanner.address)

        jobs.look_for_personal_data(version.pk)

        assert states(version) == "returned"

    def test_a_silent_scanner_does_not_hold_up_the_look(self, desk, settings):
        version = draft(desk, file_draft())
        chosen(settings, NOBODY)

        assert jobs.look_for_personal_data(version.pk)

        version.refresh_from_db()
        assert version.looked_sha256 == version.content_sha256

    def test_what_is_public_is_left_alone(self, desk, settings, scanner):
        version = publish(desk, file_draft(content=INFECTED))
        chosen(settings, scanner.address)

        jobs.look_for_personal_data(version.pk)
        assert not refuse_infected(version=version, found="x", at=AT)

        assert states(version) == "published"

    def test_a_file_that_was_changed_meanwhile_is_not_blamed(self, desk, settings):
        old = draft(desk, file_draft(content=INFECTED))
        Version.objects.filter(pk=old.pk).update(sha256="b" * 64)

        assert not refuse_infected(version=old, found="x", at=AT)
        assert states(old) == "draft"


class TestInside:
    def test_nobody_is_handed_an_infected_file(self, client, desk, settings, scanner):
        version = draft(desk, file_draft(content=INFECTED))
        chosen(settings, scanner.address)
        client.force_login(desk.clerk, backend="django.contrib.auth.backends.ModelBackend")

        answer = client.get(f"/office/year/versions/{version.pk}/file/")

        assert answer.status_code != 200
        assert "Eicar-Test-Signature" in answer.content.decode()

    @pytest.mark.parametrize("takes_unscanned", [True, False])
    def test_while_the_scanner_is_silent_as_the_setting_says(self, client, desk, settings, takes_unscanned):
        version = draft(desk, file_draft())
        chosen(settings, NOBODY, takes_unscanned=takes_unscanned)
        client.force_login(desk.clerk, backend="django.contrib.auth.backends.ModelBackend")

        answer = client.get(f"/office/year/versions/{version.pk}/file/")

        assert (answer.status_code == 200) == takes_unscanned

    def test_an_upload_while_the_scanner_is_silent_loses_nothing_that_was_there(self, client, desk, settings):
        version = draft(desk, file_draft())
        chosen(settings, NOBODY)
        client.force_login(desk.clerk, backend="django.contrib.auth.backends.ModelBackend")

        form = {"seen": version.content_sha256, "title": "ใหม่", "upload": SimpleUploadedFile("ก.pdf", PDF + b"x")}
        answer = client.post(f"/office/year/versions/{version.pk}/edit/", form)

        assert answer.status_code == 422
        assert "ยังตรวจไวรัสไฟล์" in answer.content.decode()
        version.refresh_from_db()
        assert version.title == "แผนผัง"

    def test_a_draft_that_is_refused_by_the_action_says_why(self, desk, settings, scanner):
        version = ready(desk, file_draft(content=INFECTED))
        chosen(settings, scanner.address)

        with pytest.raises(Refusal, match="Eicar"):
            publish_when_scanned(version=version_for(desk.clerk, version.pk), by=desk.clerk, at=AT)

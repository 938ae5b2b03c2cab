"""The jobs of publications: on time and once, copies, the gate's look, stray files."""

import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from prongsai.apps.disclosure import copies, jobs
from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.gate_actions import Found, MaskedContent, note_found, take_masked
from prongsai.apps.disclosure.models import ChangeEntry, Copy, GateDecision, PublicAddress, Version
from prongsai.apps.disclosure.publish_actions import publish_version, schedule_version, withdraw_publication
from prongsai.apps.jobs.port import REPEATS
from prongsai.apps.jobs.queue import job_queue, load_jobs
from prongsai.wiring import offered_copies
from tests.apps.disclosure.desk import AT, TABLE, approve, draft, file_draft, publish, ready, wait

pytestmark = pytest.mark.django_db
NOW = timezone.now()


class TestPublishDue:
    def test_publishes_what_is_due_also_after_a_stop(self, desk):
        missed = schedule_version(version=ready(desk), publish_at=AT + timedelta(days=1), by=desk.clerk, at=AT)
        later = schedule_version(version=ready(desk, TABLE), publish_at=NOW + timedelta(days=400), by=desk.clerk, at=AT)

        assert jobs.publish_due() == 1
        assert jobs.publish_due() == 0

        missed.refresh_from_db()
        later.refresh_from_db()
        assert (missed.state, later.state) == ("published", "scheduled")
        assert ChangeEntry.objects.filter(kind="published").count() == 1

    def test_one_that_fails_does_not_stop_the_others(self, desk, tmp_path):
        broken = schedule_version(version=ready(desk, file_draft()), publish_at=AT + timedelta(1), by=desk.clerk, at=AT)
        whole = schedule_version(version=ready(desk), publish_at=AT + timedelta(2), by=desk.clerk, at=AT)
        (tmp_path / broken.file.name).unlink()

        assert jobs.publish_due() == 1

        whole.refresh_from_db()
        assert whole.state == "published"

    def test_is_asked_every_minute(self):
        load_jobs()

        assert REPEATS["publish_due"].interval_s == 60


class TestLook:
    def test_is_put_into_the_queue_with_the_draft(self, desk):
        before = job_queue().count_waiting()

        draft(desk, file_draft())

        assert job_queue().count_waiting() == before + 1

    def test_looks_once(self, desk):
        version = draft(desk)

        assert jobs.look_for_personal_data(version.pk)
        assert not jobs.look_for_personal_data(version.pk)
        assert GateDecision.objects.get().outcome == "clean"

    def test_of_what_is_gone_says_nothing(self):
        assert not jobs.look_for_personal_data(404)

    def test_a_file_that_cannot_be_read_waits_for_a_person(self, desk):
        version = draft(desk, file_draft(content=b"%PDF-1.4\nbroken"))

        jobs.look_for_personal_data(version.pk)

        assert not GateDecision.objects.exists()
        assert version.personal_findings.get().kind == "cannot_tell"

    def test_a_lost_file_waits_for_a_person(self, desk, tmp_path):
        version = draft(desk, file_draft())
        (tmp_path / version.file.name).unlink()

        jobs.look_for_personal_data(version.pk)

        assert version.personal_findings.get().kind == "cannot_tell"

    def test_a_number_in_the_files_name_is_found(self, desk):
        version = draft(desk, file_draft(name="1103702071811.csv", content=b"a,b\n1,2\n"))

        jobs.look_for_personal_data(version.pk)

        assert {one.kind for one in version.personal_findings.all()} == {"national_id"}


class TestCopies:
    def test_a_table_is_offered_as_csv_and_xlsx_under_the_publics_addresses(self, desk):
        version = publish(desk, TABLE)
        before = public.find_stamp(desk.agency).number

        assert jobs.finish_publication(version.pk) == 2
        assert jobs.finish_publication(version.pk) == 0

        files = public.find_publication(desk.agency, (2566, "O1"), 1).current.files
        assert [file.kind for file in files] == ["csv", "xlsx"]
        assert "ซื้อหมึกพิมพ์" in public.open_file(files[0]).decode("utf-8-sig")
        assert PublicAddress.objects.filter(path=files[0].address).exists()
        assert public.find_stamp(desk.agency).number > before

    def test_of_a_masked_table_the_mask(self, desk):
        version = approve(desk, wait(desk, draft(desk, TABLE)))
        seen = version.content_sha256
        note_found(version=version, content_sha256=seen, found=(Found("national_id", "แถว 1"),), at=AT)
        masked = MaskedContent("สรุป", table=(("ก",), ("●●●",)))
        take_masked(version=version, seen_sha256=seen, masked=masked, by=desk.clerk, at=AT)
        publish_version(version=version, by=desk.clerk, at=AT)

        copies.make_copies(Version.objects.select_related("publication__agency").get(pk=version.pk), at=AT)

        file = public.find_publication(desk.agency, (2566, "O1"), 1).current.files[0]
        assert public.open_file(file).decode("utf-8-sig") == "ก\r\n●●●\r\n"

    def test_an_office_file_is_offered_as_pdf_where_it_can_be_made(self, desk, monkeypatch):
        made = offered_copies.OfferedPdf("made", b"%PDF-made")
        monkeypatch.setattr(offered_copies, "offer_pdf", lambda content, name: made)
        version = publish(desk, file_draft())
        Version.objects.filter(pk=version.pk).update(file_name="แผน.docx")

        row = Version.objects.select_related("publication__agency").get(pk=version.pk)
        assert copies.make_copies(row, at=AT) == 1
        assert (Copy.objects.get().file_name, Copy.objects.get().content_type) == ("แผน.pdf", "application/pdf")

    def test_without_the_program_there_is_none(self, desk, monkeypatch):
        monkeypatch.setattr(offered_copies, "offer_pdf", lambda content, name: offered_copies.OfferedPdf("no_program"))
        version = publish(desk, file_draft())
        Version.objects.filter(pk=version.pk).update(file_name="แผน.docx")

        assert copies.make_copies(Version.objects.select_related("publication__agency").get(pk=version.pk), at=AT) == 0

    def test_what_was_withdrawn_meanwhile_gets_none(self, desk):
        version = publish(desk, TABLE)
        withdraw_publication(publication=version.publication, why="ผิด", by=desk.clerk, at=AT)

        assert jobs.finish_publication(version.pk) == 0
        assert copies.make_copies(version, at=AT) == 0
        assert not Copy.objects.exists()


class TestStrayFiles:
    def test_old_ones_no_row_names_go(self, desk, tmp_path):
        kept = publish(desk, file_draft()).file.name
        old = default_storage.save("publications/aa/old", ContentFile(b"x"))
        new = default_storage.save("publications/aa/new", ContentFile(b"x"))
        day_ago = (NOW - timedelta(days=2)).timestamp()
        for name in (kept, old):
            os.utime(tmp_path / name, (day_ago, day_ago))

        assert jobs.clear_stray_publication_files() == 1
        assert [default_storage.exists(name) for name in (kept, old, new)] == [True, False, True]

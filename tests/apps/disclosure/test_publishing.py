"""A publication's way to the public: what each step does, what it refuses, what the public log and the history keep."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from prongsai.apps.disclosure.actions import (
    approve_version,
    discard_version,
    draft_publication,
    edit_version,
    hand_to_approval,
    return_version,
    take_back,
)
from prongsai.apps.disclosure.gate_actions import Found, confirm_personal, note_found
from prongsai.apps.disclosure.models import (
    ChangeEntry,
    GateDecision,
    PersonalFinding,
    PublicAddress,
    Publication,
    PublicStamp,
    Version,
)
from prongsai.apps.disclosure.publish_actions import (
    publish_scheduled,
    publish_version,
    schedule_version,
    withdraw_publication,
)
from prongsai.apps.handover.chain_actions import record_waiver
from prongsai.apps.history.models import Event
from prongsai.core.errors import PersonError
from prongsai.core.handover import Refusal
from tests.apps.disclosure.desk import (
    AT,
    LINK,
    NOTHING,
    PAGE,
    TABLE,
    again,
    approve,
    clear,
    draft,
    file_draft,
    publish,
    ready,
    wait,
)

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=2)


def last_event():
    return Event.objects.latest("pk")


class TestDrafting:
    @pytest.mark.parametrize("what", [PAGE, TABLE, LINK, NOTHING, file_draft()], ids=lambda one: one.kind)
    def test_keeps_what_was_typed_under_the_next_number(self, desk, what):
        first = draft(desk)
        before = Event.objects.count()

        version = draft(desk, what)

        assert (first.publication.number, version.publication.number, version.number) == (1, 2, 1)
        assert (version.state, version.kind, version.title) == ("draft", what.kind, what.title)
        assert Event.objects.count() == before + 1
        assert (last_event().action, last_event().role) == ("publication_drafted", "clerk_office")
        assert last_event().after["content"] == version.content_sha256

    def test_nothing_is_public_yet(self, desk):
        version = draft(desk)

        assert version.publication.current is None
        assert not PublicAddress.objects.filter(path__contains="/o1/1/").exists()
        assert set(ChangeEntry.objects.values_list("kind", flat=True)) == {"year_opened"}

    @pytest.mark.parametrize(
        "what",
        [
            replace(PAGE, title="  "),
            replace(PAGE, body=" "),
            replace(TABLE, table=(("หัวตาราง",),)),
            replace(LINK, url="javascript:alert(1)"),
            replace(NOTHING, period_to=None),
            replace(PAGE, period_from=date(2023, 1, 2), period_to=date(2023, 1, 1)),
            replace(file_draft(), file=None),
        ],
    )
    def test_refuses_what_says_nothing(self, desk, what):
        with pytest.raises(PersonError):
            draft(desk, what)

        assert not Publication.objects.exists()

    def test_refuses_a_program_and_keeps_no_file(self, desk, tmp_path):
        with pytest.raises(PersonError, match="not of an accepted type"):
            draft(desk, file_draft(name="x.exe", content=b"MZ\x90"))

        assert not any(path.is_file() for path in tmp_path.rglob("*"))

    def test_the_files_name_is_safe_in_an_address(self, desk):
        version = draft(desk, file_draft(name="../../แผน ผัง?#1.pdf"))

        assert version.file_name == "แผน-ผัง-1.pdf"

    def test_news_belong_to_no_item(self, desk):
        version = draft(desk, PAGE, code=None)

        assert (version.publication.item, version.publication.number) == (None, 1)

    def test_an_edit_needs_what_was_seen(self, desk):
        version = draft(desk)

        with pytest.raises(Refusal, match="content changed"):
            edit_version(version=version, seen_sha256="0" * 64, draft=TABLE, by=desk.clerk, at=AT)

    def test_an_edit_replaces_the_file_and_forgets_the_gate(self, desk, django_capture_on_commit_callbacks):
        version = draft(desk, file_draft())
        clear(version)
        old = version.file.name

        with django_capture_on_commit_callbacks(execute=True):
            edited = edit_version(
                version=version,
                seen_sha256=version.content_sha256,
                draft=file_draft(content=b"%PDF-1.7\n%%EOF\n"),
                by=desk.admin,
                at=AT,
            )

        assert not GateDecision.objects.exists()
        assert edited.looked_sha256 == ""
        assert edited.makers == [desk.clerk.pk, desk.admin.pk]
        assert not default_storage.exists(old)
        assert default_storage.exists(edited.file.name)

    def test_a_new_title_keeps_the_file(self, desk, django_capture_on_commit_callbacks):
        version = draft(desk, file_draft())

        with django_capture_on_commit_callbacks(execute=True):
            edited = edit_version(
                version=version,
                seen_sha256=version.content_sha256,
                draft=replace(file_draft("ชื่อใหม่"), file=None),
                by=desk.clerk,
                at=AT,
            )

        assert (edited.title, edited.sha256) == ("ชื่อใหม่", version.sha256)
        assert default_storage.exists(edited.file.name)

    def test_discarding_the_only_version_takes_the_publication_away(self, desk, django_capture_on_commit_callbacks):
        version = draft(desk, file_draft())

        with django_capture_on_commit_callbacks(execute=True):
            discard_version(version=version, by=desk.clerk, at=AT)

        assert not Publication.objects.exists()
        assert not default_storage.exists(version.file.name)
        assert last_event().action == "publication_discarded"

    def test_what_was_published_is_not_discarded(self, desk):
        version = publish(desk)

        with pytest.raises(Refusal, match="withdraw"):
            discard_version(version=version, by=desk.clerk, at=AT)

    def test_one_new_version_at_a_time(self, desk):
        version = publish(desk)
        draft(desk, PAGE, publication=version.publication)

        with pytest.raises(Refusal, match="in the making"):
            draft(desk, PAGE, publication=version.publication)

    def test_a_new_version_of_a_file_may_say_something_else_of_the_same_file(self, desk):
        version = publish(desk, file_draft())

        newer = draft(desk, replace(file_draft("ชื่อใหม่"), file=None), publication=version.publication)

        assert (newer.number, newer.file.name, newer.sha256) == (2, version.file.name, version.sha256)


class TestApproval:
    def test_keeps_who_in_which_capacity_and_of_what(self, desk):
        version = approve(desk, wait(desk, draft(desk)))

        assert (version.state, version.approved_by) == ("approved", desk.administrator)
        assert version.approved_sha256 == version.content_sha256
        assert version.approved_capacity
        assert (last_event().action, last_event().role) == ("publication_approved", "chief_administrator")

    def test_nobody_approves_what_they_made(self, desk):
        version = wait(desk, draft(desk))

        with pytest.raises(Refusal, match="someone else"):
            approve(desk, version, by=desk.clerk)

    def test_nor_what_they_edited_before_somebody_else(self, desk):
        version = draft(desk)
        for by in (desk.administrator, desk.officer):
            version = edit_version(
                version=version,
                seen_sha256=version.content_sha256,
                draft=replace(PAGE, title=str(by)),
                by=by,
                at=AT,
            )
        version = wait(desk, version)

        with pytest.raises(Refusal, match="someone else"):
            approve(desk, version)

    def test_a_waiver_lets_them_and_is_kept(self, desk):
        record_waiver(
            agency=desk.agency,
            reason="มีเจ้าหน้าที่คนเดียว",
            order_number="",
            from_on=date(2022, 1, 1),
            until_on=None,
            by=desk.clerk,
            at=AT,
        )

        version = approve(desk, wait(desk, draft(desk)), by=desk.clerk)

        assert version.waiver.reason == "มีเจ้าหน้าที่คนเดียว"
        assert last_event().after["waiver"] == "มีเจ้าหน้าที่คนเดียว"

    def test_the_database_refuses_it_as_well(self, desk):
        version = approve(desk, wait(desk, draft(desk)))

        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(approved_by=desk.clerk)

    def test_approves_only_what_was_seen(self, desk):
        version = wait(desk, draft(desk))

        with pytest.raises(Refusal, match="content changed"):
            approve_version(version=version, seen_sha256="0" * 64, by=desk.administrator, at=AT)

    def test_what_waits_cannot_be_edited_until_it_is_taken_back(self, desk):
        version = approve(desk, wait(desk, draft(desk)))
        seen = version.content_sha256

        with pytest.raises(Refusal, match="take it back"):
            edit_version(version=version, seen_sha256=seen, draft=TABLE, by=desk.clerk, at=AT)
        version = take_back(version=version, by=desk.clerk, at=AT)

        assert (version.state, version.approved_by, version.approved_sha256) == ("draft", None, "")
        edit_version(version=version, seen_sha256=seen, draft=TABLE, by=desk.clerk, at=AT)

    def test_returning_needs_a_reason_and_keeps_it(self, desk):
        version = wait(desk, draft(desk))

        with pytest.raises(Refusal, match="say why"):
            return_version(version=version, reason=" ", by=desk.administrator, at=AT)
        version = return_version(version=version, reason="ปีผิด", by=desk.administrator, at=AT)

        assert (version.state, version.returned_why) == ("returned", "ปีผิด")
        assert wait(desk, version).returned_why == ""

    def test_a_draft_is_handed_on_once(self, desk):
        version = wait(desk, draft(desk))

        with pytest.raises(Refusal, match="already"):
            hand_to_approval(version=version, seen_sha256=version.content_sha256, by=desk.clerk, at=AT)


class TestPublishing:
    def test_gives_the_address_and_tells_the_public(self, desk):
        version = publish(desk, file_draft())

        slug = desk.agency.slug
        entry = ChangeEntry.objects.latest("pk")
        assert version.publication.current == version
        assert (entry.kind, entry.address, entry.title) == ("published", f"/{slug}/2566/o1/1/", "แผนผัง")
        assert entry.number == PublicStamp.objects.get(agency=desk.agency).number == 2
        issued = set(PublicAddress.objects.values_list("path", flat=True))
        assert {f"/{slug}/2566/o1/1/", f"/{slug}/2566/o1/1/v1/", f"/{slug}/2566/o1/1/v1/แผนผัง-ปี-66.pdf"} <= issued
        assert (last_event().action, last_event().after["address"]) == ("publication_published", entry.address)

    def test_a_new_version_replaces_the_old_one_which_stays(self, desk):
        old = publish(desk)

        new = again(desk, old)

        old.refresh_from_db()
        new.publication.refresh_from_db()
        assert (old.state, new.state, new.number) == ("replaced", "published", 2)
        assert old.replaced_at == new.published_at
        assert new.publication.current == new
        assert ChangeEntry.objects.latest("pk").kind == "replaced"
        assert PublicAddress.objects.filter(path__endswith="/o1/1/v1/").exists()

    def test_refuses_what_is_not_approved(self, desk):
        version = wait(desk, draft(desk))
        clear(version)

        with pytest.raises(Refusal, match="not approved"):
            publish_version(version=version, by=desk.clerk, at=LATER)

    def test_refuses_what_did_not_pass_the_gate(self, desk):
        version = approve(desk, wait(desk, draft(desk)))

        with pytest.raises(Refusal, match="personal data"):
            publish_version(version=version, by=desk.clerk, at=LATER)

    def test_refuses_what_was_found_but_not_decided(self, desk):
        version = approve(desk, wait(desk, draft(desk)))
        found = (Found("national_id", "หน้า 1", "page 1", "1-1XXX-XXXXX-XX-1"),)
        note_found(version=version, content_sha256=version.content_sha256, found=found, at=AT)

        with pytest.raises(Refusal, match="personal data"):
            publish_version(version=version, by=desk.clerk, at=LATER)

        confirm_personal(
            version=version, seen_sha256=version.content_sha256, reason="ประกาศรายชื่อ", by=desk.administrator, at=AT
        )
        assert publish_version(version=version, by=desk.clerk, at=LATER).state == "published"

    def test_the_database_refuses_it_without_the_gate(self, desk):
        version = approve(desk, wait(desk, draft(desk)))

        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(state="published", published_at=LATER)

    def test_the_database_refuses_a_gate_of_another_content(self, desk):
        version = ready(desk)
        GateDecision.objects.update(content_sha256="0" * 64)

        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(state="published", published_at=LATER)
        with pytest.raises(Refusal, match="personal data"):
            publish_version(version=version, by=desk.clerk, at=LATER)

    @pytest.mark.parametrize("field", ["title", "body", "url", "sha256", "content_sha256"])
    def test_the_database_refuses_to_change_what_was_public(self, desk, field):
        version = publish(desk)

        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(**{field: "x"})

    def test_refuses_content_changed_behind_the_back(self, desk):
        version = ready(desk)
        Version.objects.filter(pk=version.pk).update(body="อย่างอื่น")

        with pytest.raises(Refusal, match="changed after approval"):
            publish_version(version=version, by=desk.clerk, at=LATER)

    def test_refuses_a_file_changed_or_lost_in_the_store(self, desk, tmp_path):
        version = ready(desk, file_draft())
        (tmp_path / version.file.name).write_bytes(b"%PDF-other")

        with pytest.raises(Refusal, match="not the approved one"):
            publish_version(version=version, by=desk.clerk, at=LATER)
        (tmp_path / version.file.name).unlink()
        with pytest.raises(PersonError, match="missing"):
            publish_version(version=version, by=desk.clerk, at=LATER)

    def test_the_second_press_finds_it_public(self, desk):
        version = publish(desk)

        with pytest.raises(Refusal, match="public already"):
            publish_version(version=version, by=desk.clerk, at=LATER)

        assert ChangeEntry.objects.filter(kind="published").count() == 1


class TestSchedule:
    def test_waits_for_its_moment_and_is_published_once(self, desk):
        moment = LATER + timedelta(days=1)
        version = schedule_version(version=ready(desk), publish_at=moment, by=desk.clerk, at=LATER)

        assert publish_scheduled(version=version, at=moment - timedelta(seconds=1)) is False
        assert publish_scheduled(version=version, at=moment + timedelta(days=3)) is True
        assert publish_scheduled(version=version, at=moment + timedelta(days=3)) is False

        version.refresh_from_db()
        assert version.state == "published"
        assert version.published_at == moment + timedelta(days=3)
        assert ChangeEntry.objects.filter(kind="published").count() == 1
        assert (last_event().actor, last_event().after["scheduled_by"]) == ("system", desk.clerk.pk)

    def test_refuses_a_moment_past(self, desk):
        with pytest.raises(Refusal, match="ahead"):
            schedule_version(version=ready(desk), publish_at=LATER, by=desk.clerk, at=LATER)

    def test_refuses_what_could_not_be_published(self, desk):
        version = approve(desk, wait(desk, draft(desk)))

        with pytest.raises(Refusal, match="personal data"):
            schedule_version(version=version, publish_at=LATER + timedelta(days=1), by=desk.clerk, at=LATER)

    def test_what_cannot_be_public_any_more_goes_back_with_the_reason(self, desk, tmp_path):
        moment = LATER + timedelta(days=1)
        version = schedule_version(version=ready(desk, file_draft()), publish_at=moment, by=desk.clerk, at=LATER)
        (tmp_path / version.file.name).unlink()

        assert publish_scheduled(version=version, at=moment) is False

        version.refresh_from_db()
        assert (version.state, version.publish_at) == ("returned", None)
        assert "ไม่พบไฟล์" in version.returned_why
        assert last_event().action == "publication_not_published"
        assert not ChangeEntry.objects.filter(kind="published").exists()


class TestWithdrawal:
    def test_leaves_a_dated_note_with_the_reason(self, desk):
        version = publish(desk)

        withdraw_publication(publication=version.publication, why="ข้อมูลผิดปี", by=desk.clerk, at=LATER)

        version.refresh_from_db()
        entry = ChangeEntry.objects.latest("pk")
        assert (version.state, version.withdrawn_why, version.withdrawn_at) == ("withdrawn", "ข้อมูลผิดปี", LATER)
        assert (entry.kind, entry.why) == ("withdrawn", "ข้อมูลผิดปี")
        assert last_event().action == "publication_withdrawn"

    def test_takes_older_versions_along(self, desk):
        old = publish(desk)
        again(desk, old)

        gone = withdraw_publication(publication=old.publication, why="มีข้อมูลส่วนบุคคล", by=desk.clerk, at=LATER)

        assert [one.number for one in gone] == [1, 2]

    def test_or_an_old_version_alone(self, desk):
        old = publish(desk)
        new = again(desk, old)

        withdraw_publication(publication=old.publication, only=old, why="มีข้อมูลส่วนบุคคล", by=desk.clerk, at=LATER)

        new.refresh_from_db()
        new.publication.refresh_from_db()
        assert new.state == "published"
        assert new.publication.current == new

    def test_needs_a_reason(self, desk):
        version = publish(desk)

        with pytest.raises(Refusal, match="say why"):
            withdraw_publication(publication=version.publication, why=" ", by=desk.clerk, at=LATER)

    def test_cannot_be_done_twice_or_to_a_draft(self, desk):
        version = draft(desk)

        with pytest.raises(Refusal, match="nothing of this is public"):
            withdraw_publication(publication=version.publication, why="x", by=desk.clerk, at=LATER)

    def test_a_version_after_it_is_public_again(self, desk):
        version = publish(desk)
        withdraw_publication(publication=version.publication, why="ผิดปี", by=desk.clerk, at=LATER)

        new = again(desk, version)

        version.refresh_from_db()
        assert (version.state, new.state) == ("withdrawn", "published")


class TestGate:
    def test_a_finding_is_kept_masked_and_counts(self, desk):
        version = draft(desk)
        found = (Found("mobile_number", "หน้า 2", "page 2", "08X-XXX-XX12", 3),)

        assert note_found(version=version, content_sha256=version.content_sha256, found=found, at=AT)

        row = PersonalFinding.objects.get()
        assert (row.kind, row.place, row.excerpt, row.count) == ("mobile_number", "หน้า 2", "08X-XXX-XX12", 3)
        assert not GateDecision.objects.exists()

    def test_notes_alone_pass(self, desk):
        version = draft(desk)
        found = (Found("metadata", "ทั้งไฟล์", severity="note"),)

        note_found(version=version, content_sha256=version.content_sha256, found=found, at=AT)

        assert GateDecision.objects.get().outcome == "clean"

    def test_says_nothing_of_another_content(self, desk):
        version = draft(desk)

        assert not note_found(version=version, content_sha256="0" * 64, found=(), at=AT)
        assert not GateDecision.objects.exists()

    def test_a_person_gives_a_reason_on_what_was_looked_at(self, desk):
        version = draft(desk)
        with pytest.raises(Refusal, match="not looked"):
            confirm_personal(version=version, seen_sha256=version.content_sha256, reason="x", by=desk.clerk, at=AT)
        found = (Found("cannot_tell", "หน้า 1"),)
        note_found(version=version, content_sha256=version.content_sha256, found=found, at=AT)

        with pytest.raises(Refusal, match="say why"):
            confirm_personal(version=version, seen_sha256=version.content_sha256, reason=" ", by=desk.clerk, at=AT)
        confirm_personal(version=version, seen_sha256=version.content_sha256, reason="ดูด้วยตาแล้ว", by=desk.clerk, at=AT)

        gate = GateDecision.objects.get()
        assert (gate.outcome, gate.reason, gate.by_name) == ("confirmed", "ดูด้วยตาแล้ว", str(desk.clerk))
        assert last_event().action == "personal_data_confirmed"


def test_an_unsaved_file_leaves_no_stray(desk, monkeypatch, tmp_path):
    monkeypatch.setattr("prongsai.apps.disclosure.actions.record_version", lambda *a, **k: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        draft_publication(agency=desk.agency, item=desk.item(), draft=file_draft(), by=desk.clerk, at=AT)

    assert not any(path.is_file() for path in tmp_path.rglob("*"))

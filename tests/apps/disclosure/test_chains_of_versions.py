"""One version after another: what replaces what, what a withdrawal leaves, who may approve, and what the address shows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.actions import (
    approve_version,
    discard_version,
    draft_version,
    edit_version,
    hand_to_approval,
    return_version,
    take_back,
)
from prongsai.apps.disclosure.models import ChangeEntry, GateDecision, PublicAddress, Publication, Version
from prongsai.apps.disclosure.publish_actions import publish_version, schedule_version, withdraw_publication
from prongsai.apps.handover.models import Waiver
from prongsai.apps.history.models import Event
from prongsai.core.errors import PersonError
from prongsai.core.handover import Refusal
from tests.apps.disclosure.desk import (
    AT,
    LINK,
    NOTHING,
    PAGE,
    PDF,
    TABLE,
    again,
    approve,
    clear,
    draft,
    file_draft,
    make_desk,
    publish,
    ready,
    wait,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def publication_of(version):
    rows = Publication.objects.select_related("agency", "item__year__agency", "current")
    return rows.get(pk=version.publication_id)


def states(version):
    return [one.state for one in Version.objects.filter(publication=version.publication_id).order_by("number")]


def withdraw(desk, version, only=None, at=AT + 5 * DAY, why="ผิดปี"):
    return withdraw_publication(publication=publication_of(version), only=only, why=why, by=desk.clerk, at=at)


def waive(desk, first, last=None):
    return Waiver.objects.create(
        agency=desk.agency, reason="บุคลากรไม่พอ", from_on=first, until_on=last, made_by="ปลัด", made_at=AT
    )


class TestReplacing:
    def test_three_times_keeps_every_version_and_one_public(self, desk):
        first = publish(desk)
        for turn in range(3):
            again(desk, first, f"ครั้งที่ {turn}")

        assert states(first) == ["replaced", "replaced", "replaced", "published"]
        assert publication_of(first).current.number == 4
        kinds = list(ChangeEntry.objects.exclude(kind="year_opened").order_by("number").values_list("kind", flat=True))
        assert kinds == ["published", "replaced", "replaced", "replaced"]

    def test_every_version_keeps_an_address_of_its_own(self, desk):
        first = publish(desk)
        again(desk, first)
        again(desk, first)

        paths = set(PublicAddress.objects.values_list("path", flat=True))

        slug = desk.agency.slug
        assert {f"/{slug}/2566/o1/1/v{number}/" for number in (1, 2, 3)} <= paths
        assert f"/{slug}/2566/o1/1/" in paths

    def test_by_another_kind(self, desk):
        first = publish(desk)

        publish(desk, LINK, publication=publication_of(first), at=AT + DAY)

        assert states(first) == ["replaced", "published"]
        assert publication_of(first).current.kind == "link"

    def test_a_draft_on_its_way_changes_nothing_that_is_public(self, desk):
        first = publish(desk)
        draft(desk, replace(PAGE, title="กำลังทำ"), publication=publication_of(first))

        assert states(first) == ["published", "draft"]
        assert publication_of(first).current == first

    def test_a_second_draft_is_refused_whatever_the_first_waits_for(self, desk):
        first = publish(desk)
        second = draft(desk, PAGE, publication=publication_of(first))
        for step in (wait, clear, approve):
            step(*((second,) if step is clear else (desk, second)))
            with pytest.raises(Refusal, match="มีฉบับใหม่ที่กำลังทำอยู่แล้ว"):
                draft(desk, PAGE, publication=publication_of(first))
            second.refresh_from_db()

    def test_a_new_version_of_a_file_without_a_file_keeps_it(self, desk):
        first = publish(desk, file_draft())

        second = draft_version(
            publication=publication_of(first),
            draft=replace(file_draft(), title="ชื่อใหม่", file=None),
            by=desk.clerk,
            at=AT,
        )

        assert (second.file.name, second.sha256, second.file_name) == (first.file.name, first.sha256, first.file_name)
        assert second.content_sha256 != first.content_sha256

    def test_a_shared_file_stays_when_the_draft_is_thrown_away(self, desk, django_capture_on_commit_callbacks):
        first = publish(desk, file_draft())
        second = draft_version(
            publication=publication_of(first), draft=replace(file_draft(), file=None), by=desk.clerk, at=AT
        )

        with django_capture_on_commit_callbacks(execute=True):
            discard_version(version=second, by=desk.clerk, at=AT)

        assert default_storage.exists(first.file.name)
        assert Publication.objects.filter(pk=first.publication_id).exists()

    def test_a_file_of_its_own_goes_with_the_draft(self, desk, django_capture_on_commit_callbacks):
        version = draft(desk, file_draft())
        name = version.file.name

        with django_capture_on_commit_callbacks(execute=True):
            discard_version(version=version, by=desk.clerk, at=AT)

        assert not default_storage.exists(name)
        assert not Publication.objects.exists()

    def test_the_old_file_goes_when_another_kind_is_typed(self, desk, django_capture_on_commit_callbacks):
        version = draft(desk, file_draft())
        name = version.file.name

        with django_capture_on_commit_callbacks(execute=True):
            edit_version(version=version, seen_sha256=version.content_sha256, draft=PAGE, by=desk.clerk, at=AT)

        version.refresh_from_db()
        assert (version.kind, version.file.name or "", version.sha256, version.size_bytes) == ("page", "", "", 0)
        assert not default_storage.exists(name)


class TestWithdrawing:
    def test_all_leaves_the_note_at_every_address(self, desk):
        first = publish(desk)
        again(desk, first)

        gone = withdraw(desk, first)

        assert [one.number for one in gone] == [1, 2]
        assert states(first) == ["withdrawn", "withdrawn"]
        assert publication_of(first).current.number == 2

    def test_only_the_old_one_leaves_the_new_one_public(self, desk):
        first = publish(desk)
        again(desk, first)

        withdraw(desk, first, only=first)

        assert states(first) == ["withdrawn", "published"]
        assert publication_of(first).current.number == 2

    def test_only_the_new_one_shows_its_note_and_no_older_content(self, desk):
        first = publish(desk)
        second = again(desk, first)

        withdraw(desk, first, only=second)

        assert states(first) == ["replaced", "withdrawn"]
        assert publication_of(first).current == second

    def test_twice_is_refused(self, desk):
        first = publish(desk)
        withdraw(desk, first)

        with pytest.raises(Refusal, match="ไม่มีข้อมูลที่เผยแพร่อยู่ให้ถอน"):
            withdraw(desk, first)

    @pytest.mark.parametrize("why", ["", "   ", "\n\t"])
    def test_without_a_reason_is_refused_and_all_stays_public(self, desk, why):
        first = publish(desk)

        with pytest.raises(Refusal, match="กรุณาเขียนเหตุผลที่ถอน"):
            withdraw(desk, first, why=why)

        assert states(first) == ["published"]

    def test_a_draft_is_not_touched(self, desk):
        first = publish(desk)
        draft(desk, PAGE, publication=publication_of(first))

        withdraw(desk, first)

        assert states(first) == ["withdrawn", "draft"]

    def test_what_was_never_public_has_nothing_to_withdraw(self, desk):
        version = draft(desk)

        with pytest.raises(Refusal):
            withdraw(desk, version)

    def test_after_it_a_new_version_stands_at_the_same_address(self, desk):
        first = publish(desk)
        withdraw(desk, first)
        publish(desk, replace(PAGE, title="ถูกต้องแล้ว"), publication=publication_of(first), at=AT + 6 * DAY)

        assert states(first) == ["withdrawn", "published"]
        kinds = list(ChangeEntry.objects.exclude(kind="year_opened").order_by("number").values_list("kind", flat=True))
        assert kinds == ["published", "withdrawn", "published"]  # nothing public was replaced

    def test_the_number_is_not_given_again(self, desk):
        first = publish(desk)
        withdraw(desk, first)

        assert draft(desk).publication.number == 2

    def test_the_number_of_a_draft_thrown_away_is(self, desk):
        discard_version(version=draft(desk), by=desk.clerk, at=AT)

        assert draft(desk).publication.number == 1  # the public never saw it

    def test_the_log_names_the_reason_and_the_public_reads_no_content(self, desk):
        first = publish(desk, replace(PAGE, title="เรื่องลับ", body="ข้อความลับ"))
        withdraw(desk, first, why="มีข้อผิดพลาด")

        (change,) = public.list_changes(desk.agency, after=2, limit=5, newest_first=False)

        assert (change.kind, change.why) == ("withdrawn", "มีข้อผิดพลาด")
        assert "ข้อความลับ" not in repr(change)


class TestWaiver:
    def test_lets_the_maker_approve_in_its_days_and_is_kept_with_the_version(self, desk):
        waiver = waive(desk, date(2022, 11, 1), date(2022, 12, 31))
        version = wait(desk, draft(desk))

        row = approve(desk, version, by=desk.clerk)

        assert (row.state, row.waiver, row.approved_by) == ("approved", waiver, desk.clerk)
        assert Event.objects.filter(action="publication_approved").latest("pk").after["waiver"] == "บุคลากรไม่พอ"

    @pytest.mark.parametrize(
        ("first", "last"),
        [(date(2022, 12, 2), None), (date(2022, 10, 1), date(2022, 11, 30))],
        ids=["later", "ended"],
    )
    def test_of_other_days_does_not(self, desk, first, last):
        waive(desk, first, last)
        version = wait(desk, draft(desk))

        with pytest.raises(Refusal):
            approve(desk, version, by=desk.clerk)

        version.refresh_from_db()
        assert version.state == "waiting"

    def test_of_another_agency_does_not(self, desk):
        waive(make_desk(), date(2022, 11, 1))
        version = wait(desk, draft(desk))

        with pytest.raises(Refusal):
            approve(desk, version, by=desk.clerk)

    def test_is_not_noted_where_another_person_approved(self, desk):
        waive(desk, date(2022, 11, 1))

        assert approve(desk, wait(desk, draft(desk))).waiver is None

    def test_counts_everybody_who_typed_not_only_the_last(self, desk):
        version = draft(desk)
        edited = edit_version(
            version=version,
            seen_sha256=version.content_sha256,
            draft=replace(PAGE, title="แก้แล้ว"),
            by=desk.admin,
            at=AT,
        )
        waiting = hand_to_approval(version=edited, seen_sha256=edited.content_sha256, by=desk.admin, at=AT)

        with pytest.raises(Refusal):
            approve(desk, waiting, by=desk.clerk)  # typed in it first
        assert approve(desk, waiting).state == "approved"


class TestStates:
    STEPS = ("edit", "discard", "hand_on", "approve", "return", "take_back", "publish", "schedule")
    ALLOWED = {
        "draft": {"edit", "discard", "hand_on"},
        "returned": {"edit", "discard", "hand_on"},
        "waiting": {"approve", "return", "take_back"},
        "approved": {"return", "take_back", "publish", "schedule"},
        "scheduled": {"return", "take_back", "publish", "schedule"},
        "published": set(),
        "replaced": set(),
        "withdrawn": set(),
    }

    def bring(self, desk, state):
        if state in ("published", "replaced", "withdrawn"):
            version = publish(desk)
            if state == "replaced":
                again(desk, version)
            if state == "withdrawn":
                withdraw(desk, version)
        elif state == "draft":
            version = draft(desk)
        elif state == "waiting":
            version = wait(desk, draft(desk))
            clear(version)
        elif state == "returned":
            version = return_version(version=wait(desk, draft(desk)), reason="แก้", by=desk.administrator, at=AT)
        else:
            version = ready(desk)
            if state == "scheduled":
                version = schedule_version(version=version, publish_at=AT + DAY, by=desk.clerk, at=AT)
        version = Version.objects.select_related("publication__agency", "publication__item__year__agency").get(
            pk=version.pk
        )
        assert version.state == state
        return version

    def take(self, desk, version, step):
        seen, by, at = version.content_sha256, desk.clerk, AT
        deeds = {
            "edit": lambda: edit_version(version=version, seen_sha256=seen, draft=TABLE, by=by, at=at),
            "discard": lambda: discard_version(version=version, by=by, at=at),
            "hand_on": lambda: hand_to_approval(version=version, seen_sha256=seen, by=by, at=at),
            "approve": lambda: approve_version(version=version, seen_sha256=seen, by=desk.administrator, at=at),
            "return": lambda: return_version(version=version, reason="แก้", by=desk.administrator, at=at),
            "take_back": lambda: take_back(version=version, by=by, at=at),
            "publish": lambda: publish_version(version=version, by=by, at=at),
            "schedule": lambda: schedule_version(version=version, publish_at=at + 2 * DAY, by=by, at=at),
        }
        return deeds[step]()

    @pytest.mark.parametrize("state", ALLOWED)
    @pytest.mark.parametrize("step", STEPS)
    def test_each_takes_the_steps_of_its_own_and_refuses_the_others(self, desk, state, step):
        version = self.bring(desk, state)
        before = Event.objects.count()

        if step in self.ALLOWED[state]:
            self.take(desk, version, step)
            assert Event.objects.count() == before + 1
        else:
            with pytest.raises(PersonError):
                self.take(desk, version, step)
            assert Event.objects.count() == before
            version.refresh_from_db()
            assert version.state == state


class TestSeen:
    def test_a_step_on_what_somebody_changed_meanwhile_is_refused(self, desk):
        version = draft(desk)
        old = version.content_sha256
        edited = edit_version(version=version, seen_sha256=old, draft=replace(PAGE, title="ใหม่"), by=desk.clerk, at=AT)

        with pytest.raises(Refusal):
            hand_to_approval(version=edited, seen_sha256=old, by=desk.clerk, at=AT)
        with pytest.raises(Refusal):
            edit_version(version=edited, seen_sha256=old, draft=PAGE, by=desk.clerk, at=AT)

    def test_approval_ends_when_it_is_taken_back_and_the_gate_stays_for_the_same_content(self, desk):
        version = take_back(version=ready(desk), by=desk.clerk, at=AT)

        assert (version.approved_by, version.approved_at, version.approved_sha256) == (None, None, "")
        assert GateDecision.objects.filter(version=version, content_sha256=version.content_sha256).exists()

    def test_the_gate_ends_with_its_content(self, desk):
        version = take_back(version=ready(desk), by=desk.clerk, at=AT)

        edit_version(
            version=version,
            seen_sha256=version.content_sha256,
            draft=replace(PAGE, body="อื่น"),
            by=desk.clerk,
            at=AT,
        )

        assert not GateDecision.objects.filter(version=version).exists()

    def test_saving_the_same_again_keeps_the_gate(self, desk):
        version = draft(desk)
        clear(version)

        edit_version(version=version, seen_sha256=version.content_sha256, draft=PAGE, by=desk.clerk, at=AT)

        assert GateDecision.objects.filter(version=version).exists()


class TestContent:
    @pytest.mark.parametrize(
        ("what", "sentence"),
        [
            (replace(PAGE, title="   "), "กรอกชื่อเรื่อง"),
            (replace(PAGE, body=" \n "), "พิมพ์ข้อความที่จะเผยแพร่"),
            (replace(PAGE, body="ก" * 200_001), "ข้อความยาวเกิน 200,000 ตัวอักษร"),
            (replace(LINK, url="www.example.go.th"), "กรอกที่อยู่เต็มของลิงก์"),
            (replace(LINK, url="javascript:alert(1)"), "กรอกที่อยู่เต็มของลิงก์"),
            (replace(TABLE, table=(("หัว",),)), "ตารางต้องมีแถวหัวตาราง"),
            (replace(TABLE, table=tuple(("1",) for _row in range(5_003))), "เกินขีดจำกัด 5000 แถว"),
            (replace(NOTHING, period_to=None), "ระบุงวดที่ไม่มีรายการ"),
            (replace(NOTHING, period_from=date(2023, 1, 1)), "วันเริ่มต้นของข้อมูลอยู่หลังวันสิ้นสุด"),
            (replace(file_draft(), file=None), "เลือกไฟล์ที่จะเผยแพร่"),
        ],
    )
    def test_that_says_nothing_is_refused_with_its_sentence_and_leaves_nothing(self, desk, what, sentence):
        with pytest.raises(PersonError, match=sentence), transaction.atomic():
            draft(desk, what)

        assert not Version.objects.exists()
        assert not Event.objects.filter(action="publication_drafted").exists()

    def test_of_another_kind_is_not_kept(self, desk):
        version = draft(desk, replace(PAGE, url="https://x.go.th/", table=(("ก",), ("1",))))

        assert (version.url, version.table) == ("", [])

    def test_a_title_over_several_lines_is_one_line(self, desk):
        assert draft(desk, replace(PAGE, title="  แผน\n ประจำปี\t2566 ")).title == "แผน ประจำปี 2566"

    def test_what_no_database_takes_is_left_out(self, desk):
        assert draft(desk, replace(PAGE, body="ก\x00ข\r\nค")).body == "กข\nค"

    def test_a_file_that_is_too_big_is_refused_with_both_sizes(self, desk, settings, tmp_path):
        settings.EVIDENCE_MAX_BYTES = 1_000_000

        with pytest.raises(PersonError, match="มีขนาด 2 MB เกินขีดจำกัด 1 MB"):
            draft(desk, file_draft(content=PDF + b"0" * 1_500_000))

        assert not [path for path in tmp_path.rglob("*") if path.is_file()]

    def test_a_file_that_is_not_what_its_name_says_is_refused_and_not_stored(self, desk, tmp_path):
        with pytest.raises(PersonError):
            draft(desk, file_draft(name="แผน.exe", content=b"MZ\x90\x00"))

        assert not [path for path in tmp_path.rglob("*") if path.is_file()]


class TestDatabase:
    def test_refuses_to_change_what_was_public(self, desk):
        version = publish(desk)
        for values in ({"title": "อื่น"}, {"body": "อื่น"}, {"content_sha256": "b" * 64}, {"published_at": None}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Version.objects.filter(pk=version.pk).update(**values)

        version.refresh_from_db()
        assert version.title == PAGE.title

    def test_refuses_what_did_not_pass_the_gate(self, desk):
        version = approve(desk, wait(desk, draft(desk)))

        with pytest.raises(DatabaseError), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(state="published", published_at=AT)

    def test_refuses_a_second_public_version(self, desk):
        first = publish(desk)
        second = ready(desk, PAGE, publication=publication_of(first))

        with pytest.raises(DatabaseError), transaction.atomic():
            Version.objects.filter(pk=second.pk).update(state="published", published_at=AT)

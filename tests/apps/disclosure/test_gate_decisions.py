"""The gate before the public: whose decision holds for which content, what is masked, what each leaves behind."""

from dataclasses import replace

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from prongsai.apps.disclosure import gate, jobs
from prongsai.apps.disclosure.actions import edit_version
from prongsai.apps.disclosure.gate_actions import (
    Found,
    MaskedContent,
    confirm_personal,
    is_looked_at,
    note_found,
    take_masked,
)
from prongsai.apps.disclosure.models import Copy, GateDecision, PersonalFinding, Version
from prongsai.apps.disclosure.publish_actions import publish_version
from prongsai.apps.history.models import Event
from prongsai.core.handover import Refusal
from tests.adapters.gate import files
from tests.apps.disclosure.desk import (
    AT,
    LINK,
    PAGE,
    PDF,
    TABLE,
    approve,
    clear,
    draft,
    file_draft,
    publish,
    wait,
)

pytestmark = pytest.mark.django_db
PHONE = "0812345678"
FOUND = Found("mobile", "บรรทัด 1", "line 1", "08x-xxx-5678", 2)


def found_in(version, *found):
    assert note_found(version=version, content_sha256=version.content_sha256, found=found or (FOUND,), at=AT)
    version.refresh_from_db()
    return version


def confirm(desk, version, reason="เบอร์ของสำนักงาน", seen=None):
    return confirm_personal(
        version=version, seen_sha256=seen or version.content_sha256, reason=reason, by=desk.administrator, at=AT
    )


def mask(desk, version, masked=None, **values):
    masked = masked or MaskedContent(title="ปกปิดแล้ว", body="โทร 08x-xxx-xxxx")
    return take_masked(
        version=version,
        seen_sha256=version.content_sha256,
        masked=masked,
        by=desk.administrator,
        at=AT,
        **values,
    )


class TestMachine:
    def test_nothing_found_passes_by_itself(self, desk):
        version = draft(desk)

        clear(version)

        decision = GateDecision.objects.get()
        assert (decision.outcome, decision.by_name, decision.content_sha256) == ("clean", "", version.content_sha256)

    def test_notes_alone_pass_too_and_are_kept(self, desk):
        version = found_in(draft(desk), replace(FOUND, severity="note"))

        assert GateDecision.objects.get().outcome == "clean"
        assert version.personal_findings.count() == 1

    def test_what_is_found_waits_for_a_person(self, desk):
        version = found_in(draft(desk))

        assert not GateDecision.objects.exists()
        assert is_looked_at(version)
        event = Event.objects.latest("pk")
        assert (event.action, event.after["findings"], event.after["kinds"]) == (
            "personal_data_looked_for",
            1,
            ["mobile"],
        )

    def test_a_second_look_replaces_what_the_first_found(self, desk):
        version = found_in(draft(desk), FOUND, FOUND)

        found_in(version, replace(FOUND, kind="account"))

        assert list(PersonalFinding.objects.values_list("kind", flat=True)) == ["account"]

    def test_a_look_at_what_was_changed_meanwhile_is_thrown_away(self, desk):
        version = draft(desk)
        old = version.content_sha256
        edit_version(version=version, seen_sha256=old, draft=replace(PAGE, title="ใหม่"), by=desk.clerk, at=AT)

        assert not note_found(version=version, content_sha256=old, found=[FOUND], at=AT)
        assert not PersonalFinding.objects.exists()

    def test_a_look_at_what_is_public_changes_nothing(self, desk):
        version = publish(desk)

        assert not note_found(version=version, content_sha256=version.content_sha256, found=[FOUND], at=AT)
        assert GateDecision.objects.get().outcome == "clean"

    def test_long_words_are_cut_to_the_field(self, desk):
        version = found_in(draft(desk), replace(FOUND, place="ก" * 400, detail="ข" * 400, excerpt="ค" * 400))

        one = version.personal_findings.get()
        assert (len(one.place), len(one.detail), len(one.excerpt)) == (300, 300, 200)

    @pytest.mark.parametrize(
        ("what", "place"),
        [
            (replace(PAGE, title=f"ติดต่อ {PHONE}"), "ชื่อเรื่อง"),
            (replace(PAGE, body=f"บรรทัดแรก\nโทรศัพท์มือถือ {PHONE}"), "บรรทัด"),
            (replace(TABLE, table=(("ชื่อ", "โทรศัพท์มือถือ"), ("ก", PHONE))), "ตาราง"),
            (replace(LINK, url=f"https://www.example.go.th/?tel={PHONE}"), "URL"),
        ],
    )
    def test_looks_into_every_part_that_is_typed(self, desk, what, place):
        version = draft(desk, what)

        gate.look(version, at=AT)

        places = [one.place for one in version.personal_findings.all()]
        assert any(place in one for one in places), places

    def test_looks_into_the_name_of_a_file(self, desk):
        version = draft(desk, file_draft(name=f"โทร {PHONE}.pdf"))

        findings = gate.find_in_version(version)

        assert any("ชื่อไฟล์" in one.place for one in findings)

    def test_a_file_that_is_lost_cannot_be_told(self, desk, tmp_path):
        version = draft(desk, file_draft())
        (tmp_path / version.file.name).unlink()

        assert jobs.look_for_personal_data(version.pk)

        assert [one.kind for one in version.personal_findings.all()] == ["cannot_tell"]
        assert not GateDecision.objects.exists()


class TestConfirm:
    def test_keeps_the_reason_the_person_and_the_content(self, desk):
        version = found_in(draft(desk))

        decision = confirm(desk, version)

        assert (decision.outcome, decision.reason, decision.by_name) == (
            "confirmed",
            "เบอร์ของสำนักงาน",
            str(desk.administrator),
        )
        assert Event.objects.latest("pk").after["findings"] == 1

    @pytest.mark.parametrize("reason", ["", "  ", "\n"])
    def test_needs_a_reason(self, desk, reason):
        version = found_in(draft(desk))

        with pytest.raises(Refusal, match="กรุณาเขียนเหตุผลที่เผยแพร่ได้"):
            confirm(desk, version, reason)

    def test_waits_for_the_machine(self, desk):
        with pytest.raises(Refusal, match="ยังตรวจข้อมูลส่วนบุคคลของเนื้อหานี้ไม่เสร็จ"):
            confirm(desk, draft(desk))

    def test_of_other_content_than_seen_is_refused(self, desk):
        version = found_in(draft(desk))

        with pytest.raises(Refusal):
            confirm(desk, version, seen="0" * 64)

    def test_of_what_is_public_is_refused(self, desk):
        version = publish(desk)

        with pytest.raises(Refusal, match="เผยแพร่ไปแล้ว"):
            confirm(desk, version)

    def test_ends_with_a_change_of_the_content(self, desk):
        version = found_in(draft(desk))
        confirm(desk, version)

        edited = edit_version(
            version=version,
            seen_sha256=version.content_sha256,
            draft=replace(PAGE, body="อื่น"),
            by=desk.clerk,
            at=AT,
        )

        assert not GateDecision.objects.exists()
        assert not is_looked_at(edited)
        assert not PersonalFinding.objects.exists()

    def test_the_database_wants_reason_and_person(self, desk):
        version = found_in(draft(desk))
        confirm(desk, version)

        with pytest.raises(IntegrityError, match="confirmed_by_somebody_with_a_reason"), transaction.atomic():
            GateDecision.objects.update(by_name="")


class TestMask:
    def test_of_typed_content_keeps_what_was_typed_inside(self, desk):
        version = found_in(draft(desk, replace(PAGE, body=f"โทร {PHONE}")))

        mask(desk, version)

        row = Version.objects.get()
        assert (row.body, row.masked_body, row.masked_title) == (f"โทร {PHONE}", "โทร 08x-xxx-xxxx", "ปกปิดแล้ว")
        assert GateDecision.objects.get().outcome == "masked"

    def test_of_a_file_is_a_copy(self, desk):
        version = found_in(draft(desk, file_draft()))

        mask(desk, version, MaskedContent(title="ก", file=PDF, file_name="ปกปิด.pdf", content_type="application/pdf"))

        copy = Copy.objects.get()
        assert (copy.kind, copy.file_name, copy.size_bytes) == ("masked", "ปกปิด.pdf", len(PDF))
        assert copy.file.name != version.file.name

    def test_of_a_file_without_a_copy_is_refused(self, desk):
        version = found_in(draft(desk, file_draft()))

        with pytest.raises(Refusal, match="ทำฉบับปกปิดของไฟล์นี้ไม่ได้"), transaction.atomic():
            mask(desk, version)

        assert not GateDecision.objects.exists()

    def test_with_places_left_needs_a_reason(self, desk):
        version = found_in(draft(desk))
        left = MaskedContent(title="ก", body="ข", left=2)

        with pytest.raises(Refusal, match="ยังมี 2 จุด"):
            mask(desk, version, left)
        assert mask(desk, version, left, reason="เป็นลายเซ็นของผู้บริหาร").outcome == "masked"

    def test_a_later_confirmation_takes_the_masked_copy_away(self, desk, django_capture_on_commit_callbacks):
        version = found_in(draft(desk, file_draft()))
        masked = MaskedContent(title="ก", file=PDF + b"m", file_name="ปกปิด.pdf", content_type="application/pdf")
        mask(desk, version, masked)
        name = Copy.objects.get().file.name

        with django_capture_on_commit_callbacks(execute=True):
            confirm(desk, version)

        assert not Copy.objects.exists()
        assert not default_storage.exists(name)
        assert Version.objects.get().masked_title == ""

    def test_masked_twice_is_one_copy(self, desk):
        version = found_in(draft(desk, file_draft()))
        for turn in range(2):
            content = PDF + str(turn).encode()
            mask(
                desk, version, MaskedContent(title="ก", file=content, file_name="ป.pdf", content_type="application/pdf")
            )

        assert Copy.objects.get().size_bytes == len(PDF) + 1

    def test_a_signature_that_stays_in_the_masked_file_needs_a_reason(self, desk):
        page = files.pdf(f"ลายมือชื่อ นายมานะ\nเลขประจำตัวประชาชน {files.ID}")
        version = draft(desk, file_draft(name="ประกาศ.pdf", content=page))
        assert gate.look(version, at=AT)
        version.refresh_from_db()
        masked = gate.masked_content(version)

        assert masked.left == 1
        for nothing in ("", "  "):
            with pytest.raises(Refusal, match="ยังมี 1 จุด"):
                mask(desk, version, masked, reason=nothing)
        assert not GateDecision.objects.exists()
        assert mask(desk, version, masked, reason="ผู้ลงนามในประกาศของหน่วยงาน").outcome == "masked"

    def test_a_masked_file_that_is_gone_stops_the_publishing(self, desk):
        version = wait(desk, draft(desk, file_draft()))
        found_in(version)
        mask(desk, version, MaskedContent(title="ก", file=PDF, file_name="ป.pdf", content_type="application/pdf"))
        row = approve(desk, version)
        Copy.objects.all().delete()

        with pytest.raises(Refusal, match="ยังไม่มีไฟล์ฉบับปกปิด"):
            publish_version(version=row, by=desk.clerk, at=AT)

    def test_a_link_with_personal_data_cannot_be_masked(self, desk):
        version = draft(desk, replace(LINK, url=f"https://www.example.go.th/?tel={PHONE}"))

        with pytest.raises(Refusal, match="ลิงก์มีข้อมูลส่วนบุคคล"):
            gate.masked_content(version)

    def test_hides_numbers_in_every_cell(self, desk):
        version = draft(desk, replace(TABLE, table=(("ชื่อ", "โทรศัพท์มือถือ"), ("ก", PHONE), ("ข", "-"))))

        masked = gate.masked_content(version)

        assert PHONE not in repr(masked)
        assert masked.table[0] == ("ชื่อ", "โทรศัพท์มือถือ")
        assert masked.table[2] == ("ข", "-")
        assert len(masked.table[1]) == 2

    @pytest.mark.parametrize(
        ("name", "public"),
        [
            ("2566-081-234-5678.csv", "2566-●●●-●●●-●●78"),
            ("รายชื่อ-081-234-5678-2566.csv", "รายชื่อ-●●●-●●●-●●78-2566"),
            ("รายชื่อ-2566.csv", "รายชื่อ-2566"),
        ],
    )
    def test_a_file_name_is_masked_as_the_machine_reads_it(self, desk, name, public):
        version = draft(desk, file_draft(name=name, content="ชื่อ\nก\n".encode()))

        masked = gate.masked_content(version)

        assert masked.file_name.startswith(public)
        assert "081" not in masked.file_name

    @pytest.mark.parametrize("what", [PAGE, TABLE])
    def test_a_text_that_cannot_be_masked_whole_gets_no_masked_copy(self, desk, what, monkeypatch):
        version = draft(desk, replace(what, title=f"ติดต่อ โทร {PHONE}"))
        monkeypatch.setattr(gate, "mask_text", lambda text, **_more: (text, 0))

        with pytest.raises(Refusal, match="ปกปิดข้อความนี้ได้ไม่ครบ"):
            gate.masked_content(version)

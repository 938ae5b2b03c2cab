"""The history as its readers see it: filters, pages, export, what is hidden and who may see it."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from prongsai.adapters.time_stamp import check_stamp, read_roots
from prongsai.apps.history import jobs
from prongsai.apps.history.actions import Actor, Personal, record
from prongsai.apps.history.models import ChainHead, Event, HeadAddress, HeadStamp, PersonalValue
from prongsai.apps.history.queries import EventFilter, find_events, get_head
from prongsai.core.errors import OutsideError
from prongsai.core.history_chain import FIRST_PREV, verify_chain
from prongsai.settings import TimeStampAuthority
from tests.apps.factories import NOW, make_agency, make_plan, make_user
from tests.time_stamp_server import TimeStampServer

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
SECRET = "นางสาวตัวอย่าง ใจดี"


def happen(agency, user, action="progress_recorded", *, days=0, label="1. ประเด็น", **fields):
    with transaction.atomic():
        return record(
            action, agency=agency.slug, actor=Actor(str(user.pk), "officer", "Chrome/Windows"),
            at=NOW + timedelta(days=days), object_type=fields.pop("object_type", "work"), object_id="5",
            object_label=label, before={"status": "not_started"}, after={"status": "done", **fields},
        )  # fmt: skip


@pytest.fixture
def office(client):
    agency = make_agency()
    admin = make_user(agency, "agency_admin", display_name="ผู้ดูแล")
    officer = make_user(agency, "officer", display_name="เจ้าหน้าที่หนึ่ง")
    client.force_login(admin, backend=BACKEND)
    return agency, admin, officer


def listed(client, query=""):
    return [line.seq for line in client.get(f"/office/history/{query}").context["lines"]]


class TestTheList:
    def test_tells_who_did_what_to_what_and_when_latest_first(self, client, office):
        agency, _admin, officer = office
        happen(agency, officer), happen(agency, officer, "evidence_added", label="2. อื่น")

        text = client.get("/office/history/").content.decode()

        assert listed(client) == [2, 1]
        for word in ("เพิ่มหลักฐาน", "บันทึกความก้าวหน้า", "เจ้าหน้าที่หนึ่ง", "Chrome/Windows", "2. อื่น", "22 พ.ย. 2565"):
            assert word in text

    def test_in_english_too(self, client, office):
        agency, admin, officer = office
        happen(agency, officer)
        admin.language = "en"
        admin.save()

        text = client.get("/office/history/").content.decode()

        assert "History of the agency" in text
        assert "Head of the chain" in text

    def test_another_agencys_history_is_not_in_it(self, client, office):
        _agency, _admin, officer = office
        happen(make_agency(), officer)

        assert listed(client) == []
        assert "ยังไม่มีประวัติ" in client.get("/office/history/").content.decode()

    def test_filters_by_each_of_who_what_object_word_and_day(self, client, office):
        agency, admin, officer = office
        happen(agency, officer), happen(agency, admin, "plan_started", object_type="plan", label="แผน 2566")
        happen(agency, officer, "evidence_added", days=3, label="2. งบประมาณ")

        assert listed(client, f"?actor={admin.pk}") == [2]
        assert listed(client, "?action=evidence_added") == [3]
        assert listed(client, "?object_type=plan") == [2]
        assert listed(client, "?text=งบประมาณ") == [3]
        assert listed(client, f"?actor={officer.pk}&action=progress_recorded") == [1]
        assert listed(client, "?since_day=25&since_month=11&since_year=2565") == [3]
        assert listed(client, "?until_day=22&until_month=11&until_year=2565") == [2, 1]
        assert listed(client, "?until_day=21&until_month=11&until_year=2565") == []

    def test_days_are_bangkok_days(self, client, office):
        agency, _admin, officer = office
        happen(agency, officer, days=10 / 24)  # 22 November 18.00 UTC is the 23rd in Bangkok

        assert listed(client, "?since_day=23&since_month=11&since_year=2565") == [1]
        assert listed(client, "?until_day=22&until_month=11&until_year=2565") == []

    def test_an_entry_that_is_no_day_is_named_and_filters_nothing(self, client, office):
        agency, _admin, officer = office
        happen(agency, officer)

        response = client.get("/office/history/?since_day=31&since_month=2&since_year=2565&actor=zzz")

        assert [line.seq for line in response.context["lines"]] == [1]
        assert 'role="alert"' in response.content.decode()

    def test_pages_lead_back_and_forth_without_loss(self, client, office):
        agency, _admin, officer = office
        for _turn in range(120):
            happen(agency, officer)
        seen, url = [], "/office/history/?action=progress_recorded"
        for _turn in range(4):
            response = client.get(url)
            seen.append([line.seq for line in response.context["lines"]])
            older = response.context["older"]
            if older is None:
                break
            url = f"/office/history/?action=progress_recorded&before={older}"

        assert [len(page) for page in seen] == [50, 50, 20]
        assert [seq for page in seen for seq in page] == list(range(120, 0, -1))
        assert f"after={seen[2][0]}" in response.content.decode()
        assert listed(client, f"?after={seen[2][0]}") == seen[1]
        assert listed(client, f"?after={seen[1][0]}") == seen[0]
        assert client.get(f"/office/history/?after={seen[1][0]}").context["newer"] is None

    @pytest.mark.parametrize("query", ["?before=x", "?before=-1", "?after=99999999999999999999", "?before=๑", "?seq=1"])
    def test_rubbish_in_the_address_shows_the_latest(self, client, office, query):
        agency, _admin, officer = office
        happen(agency, officer)

        assert listed(client, query) == [1]

    def test_an_action_of_an_older_release_is_shown_by_its_code(self, client, office):
        agency, _admin, officer = office
        happen(agency, officer, "something_old")

        assert "something_old" in client.get("/office/history/").content.decode()


class TestOneEvent:
    def test_shows_before_and_after_and_its_place_in_the_chain(self, client, office):
        agency, _admin, officer = office
        event = happen(agency, officer)

        text = client.get("/office/history/1/").content.decode()

        assert "not_started" not in text
        for word in ("สถานะ", "ยังไม่เริ่ม", "แล้วเสร็จ"):
            assert word in text
        assert event.hash in text
        assert FIRST_PREV in text
        assert get_head(agency.slug) in text

    def test_hides_personal_values_until_asked_and_then_says_so_in_the_history(self, client, office):
        agency, _admin, officer = office
        happen(agency, officer, person=Personal(SECRET))

        assert SECRET not in client.get("/office/history/1/").content.decode()
        assert SECRET not in client.get("/office/history/").content.decode()
        assert Event.objects.filter(agency=agency.slug).count() == 1
        assert SECRET in client.post("/office/history/1/").content.decode()
        assert Event.objects.get(agency=agency.slug, seq=2).action == "personal_values_revealed"

    @pytest.mark.parametrize("role", ["clerk_office", "top_executive"])
    def test_those_who_only_read_the_history_never_see_them(self, client, office, role):
        agency, _admin, officer = office
        happen(agency, officer, person=Personal(SECRET))
        client.force_login(make_user(agency, role), backend=BACKEND)

        page = client.get("/office/history/1/").content.decode()

        assert SECRET not in page
        assert "•••" in page
        assert "เปิดดูข้อมูลส่วนบุคคล</button>" not in page
        assert client.post("/office/history/1/").status_code == 404
        assert Event.objects.filter(agency=agency.slug).count() == 1

    def test_what_was_erased_stays_hidden(self, client, office):
        agency, _admin, officer = office
        happen(agency, officer, person=Personal(SECRET))
        PersonalValue.objects.all().delete()

        page = client.post("/office/history/1/").content.decode()

        assert SECRET not in page
        assert "•••" in page

    def test_one_that_is_not_there_is_404(self, client, office):
        assert client.get("/office/history/1/").status_code == 404
        assert client.get("/office/history/99999999999999999999999/").status_code == 404


def content_of(response):
    return b"".join(response.streaming_content).decode()


class TestExport:
    def test_json_lines_are_the_whole_chain_and_hold(self, client, office):
        agency, _admin, officer = office
        for _turn in range(3):
            happen(agency, officer, person=Personal(SECRET))

        response = client.get("/office/history/export/jsonl/")
        lines = content_of(response).splitlines()

        assert len(lines) == 4  # that it was exported is the last line
        assert verify_chain(lines) == []
        assert json.loads(lines[-1])["action"] == "history_exported"
        assert SECRET not in "".join(lines)
        assert response["Content-Disposition"] == f'attachment; filename="{agency.slug}-history.jsonl"'

    def test_a_part_says_so_in_its_name(self, client, office):
        agency, admin, officer = office
        happen(agency, officer), happen(agency, admin)

        response = client.get(f"/office/history/export/jsonl/?actor={officer.pk}")

        assert [json.loads(line)["seq"] for line in content_of(response).splitlines()] == [1]
        assert "-history-part.jsonl" in response["Content-Disposition"]

    def test_csv_opens_in_a_spreadsheet_with_names_and_no_formula(self, client, office):
        agency, _admin, officer = office
        happen(agency, officer, label='=HYPERLINK("http://evil")', note="มี,จุลภาค")

        text = content_of(client.get("/office/history/export/csv/"))
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))

        assert text.startswith("\ufeff")
        assert rows[0]["actor_name"] == "เจ้าหน้าที่หนึ่ง"
        assert rows[0]["object_label"] == '\'=HYPERLINK("http://evil")'
        assert json.loads(rows[0]["after"]) == {"status": "done", "note": "มี,จุลภาค"}
        assert rows[0]["hash"] == Event.objects.get(agency=agency.slug, seq=1).hash

    def test_of_another_kind_is_404_and_no_event(self, client, office):
        assert client.get("/office/history/export/xml/").status_code == 404
        assert not Event.objects.filter(action="history_exported").exists()

    def test_the_words_looked_for_are_not_kept_in_the_event(self, client, office):
        agency, _admin, officer = office
        happen(agency, officer)
        client.get("/office/history/export/csv/?text=นางสาว&action=progress_recorded")

        event = Event.objects.filter(agency=agency.slug).latest("seq")

        assert event.after == {"format": "csv", "action": "progress_recorded"}


class TestKeepersOfHeads:
    def test_an_address_is_added_shown_and_removed(self, client, office):
        client.post("/office/history/heads/", {"address": "audit@oag.go.th"})
        row = HeadAddress.objects.get()

        assert "audit@oag.go.th" in client.get("/office/history/heads/").content.decode()

        client.post(f"/office/history/heads/{row.pk}/remove/")

        assert not HeadAddress.objects.exists()

    def test_says_when_no_mail_can_be_sent(self, client, office):
        assert "PRONGSAI_SMTP_URL" in client.get("/office/history/heads/").content.decode()

    @pytest.mark.parametrize("address", ["", "x", "a@b", "a b@x.go.th"])
    def test_what_is_no_address_is_refused_with_a_word(self, client, office, address):
        response = client.post("/office/history/heads/", {"address": address})

        assert 'role="alert"' in response.content.decode()
        assert not HeadAddress.objects.exists()

    def test_the_same_twice_is_refused_with_a_word(self, client, office):
        for _turn in range(2):
            response = client.post("/office/history/heads/", {"address": "a@x.go.th"})

        assert "มีอีเมลนี้อยู่แล้ว" in response.content.decode()

    def test_another_agencys_address_is_404(self, client, office):
        row = HeadAddress.objects.create(agency="other", address="a@x.go.th", added_at=NOW)

        assert client.post(f"/office/history/heads/{row.pk}/remove/").status_code == 404
        assert HeadAddress.objects.exists()


class TestErasing:
    def test_forgets_and_says_how_many(self, client, office):
        agency, _admin, officer = office
        happen(agency, officer, person=Personal(SECRET)), happen(agency, officer, person=Personal(SECRET))

        response = client.post("/office/history/erase/", {"value": SECRET, "reason": "คำขอ 1/2569"}, follow=True)

        assert "2 แห่ง" in response.content.decode()
        assert not PersonalValue.objects.exists()

    def test_what_is_not_there_is_said_at_the_field(self, client, office):
        response = client.post("/office/history/erase/", {"value": SECRET, "reason": "x"})

        assert "ไม่พบข้อมูลนี้" in response.content.decode()

    def test_the_reason_may_not_hold_what_is_erased(self, client, office):
        agency, _admin, officer = office
        happen(agency, officer, person=Personal(SECRET))

        client.post("/office/history/erase/", {"value": SECRET, "reason": f"คำขอของ {SECRET}"})

        assert PersonalValue.objects.exists()


def fill(agency, actors, count):
    """Many events at once; their hashes do not chain, which reading does not ask."""
    events = [
        Event(
            agency=agency.slug, seq=seq, at=NOW + timedelta(minutes=seq), action="progress_recorded" if seq % 50 else "plan_started",
            actor=str(actors[seq % len(actors)]), role="officer", device="", object_type="work", object_id=str(seq % 900),
            object_label=f"{seq % 43}. ประเด็น", before=None, after={"status": "done"}, prev=f"{seq:064x}", hash=f"{agency.pk:032x}{seq:032x}",
        )
        for seq in range(1, count + 1)
    ]  # fmt: skip
    Event.objects.bulk_create(events, batch_size=2000)
    ChainHead.objects.update_or_create(agency=agency.slug, defaults={"seq": count, "hash": events[-1].hash})


QUERIES = {
    "latest": "",
    "deep": "?before=200",
    "who": "?actor={actor}",
    "rare": "?action=plan_started",
    "object": "?object_type=plan",
    "word": "?text=ไม่มีคำนี้",
    "days": "?since_day=1&since_month=12&since_year=2565&until_day=2&until_month=12&until_year=2565",
}


class TestAHundredThousandEvents:
    def test_cost_as_many_queries_as_three_and_at_most_ten(self, client, office):
        agency, admin, officer = office
        fill(agency, [admin.pk, officer.pk], 3)
        counts = {}
        for size in (3, 100_000):
            if size > 3:
                agency = make_agency()
                admin = make_user(agency, "agency_admin")
                client.force_login(admin, backend=BACKEND)
                fill(agency, [admin.pk, *(make_user(agency).pk for _person in range(20))], size)
            for name, query in QUERIES.items():
                url = "/office/history/" + query.format(actor=admin.pk)
                client.get(url)
                with CaptureQueriesContext(connection) as captured:
                    assert client.get(url).status_code == 200
                counts.setdefault(name, []).append(len(captured))

        assert all(few == many <= 10 for few, many in counts.values()), counts

    def test_an_export_costs_as_many_queries_for_2000_lines_as_for_40(self, client, office):
        agency, admin, _officer = office
        fill(agency, [admin.pk], 2_000)

        lines, queries = [], []
        for action in ("history_exported", "plan_started", "progress_recorded"):  # the first fills what is kept once
            with CaptureQueriesContext(connection) as captured:
                response = client.get(f"/office/history/export/csv/?action={action}")
                lines.append(sum(part.count(b"\n") for part in response.streaming_content))
            queries.append(len(captured))

        assert lines[1:] == [41, 1_961]
        assert queries[1] == queries[2] <= 30


class TestFindEvents:
    def test_of_nothing_is_an_empty_page(self):
        page = find_events("nobody", EventFilter())

        assert (page.events, page.older, page.newer) == ([], None, None)


class TestTimeStamps:
    @pytest.fixture
    def authority(self, settings):
        with TimeStampServer() as server:
            settings.PRONGSAI = replace(
                settings.PRONGSAI, time_stamps=TimeStampAuthority(server.address, server.ca_file)
            )
            yield server

    def test_a_person_asks_a_job_stamps_and_the_file_proves_it(self, client, office, authority):
        agency, admin, officer = office
        happen(agency, officer)

        asked = client.post("/office/history/stamps/", follow=True).content.decode()
        jobs.stamp_one(agency=agency.slug)
        text = client.get("/office/history/stamps/").content.decode()

        row = HeadStamp.objects.get()
        file = client.get(f"/office/history/stamps/{row.pk}.tsr")
        assert "ขอประทับเวลาแล้ว" in asked
        assert row.hash in text
        assert f"/office/history/stamps/{row.pk}.tsr" in text
        assert f'filename="{agency.slug}-2.tsr"' in file["Content-Disposition"]
        assert check_stamp(file.content, bytes.fromhex(row.hash), read_roots(authority.ca_file)).signer == "Test TSA"
        asked_by = Event.objects.get(action="head_stamp_asked")
        assert (asked_by.actor, asked_by.role) == (str(admin.pk), "agency_admin")

    def test_the_history_tells_up_to_where_it_is_stamped(self, client, office, authority):
        agency, admin, officer = office
        happen(agency, officer)
        assert "ยังไม่เคยประทับเวลา" in client.get("/office/history/").content.decode()
        jobs.stamp_one(agency=agency.slug)

        assert "รายการที่ 1 และก่อนหน้าได้รับการประทับเวลา" in client.get("/office/history/").content.decode()
        admin.language = "en"
        admin.save()
        assert "Entry 1 and all before it were stamped on" in client.get("/office/history/").content.decode()
        assert "Ask for a time stamp now" in client.get("/office/history/stamps/").content.decode()

    def test_a_failure_is_told_in_words_and_old_stamps_stay(self, client, office, authority):
        agency, _admin, officer = office
        happen(agency, officer)
        jobs.stamp_one(agency=agency.slug)
        authority.manner = "breaks"
        with pytest.raises(OutsideError):
            jobs.stamp_one(agency=agency.slug)

        text = client.get("/office/history/stamps/").content.decode()

        assert "ติดต่อผู้ให้บริการไม่ได้" in text
        assert text.count('.tsr"') == 1

    def test_who_only_reads_may_download_but_not_ask(self, client, office, authority):
        agency, _admin, officer = office
        happen(agency, officer)
        client.force_login(make_user(agency, "auditor"), backend=BACKEND)

        assert client.post("/office/history/stamps/").status_code == 404
        text = client.get("/office/history/stamps/").content.decode()
        assert "ขอประทับเวลาเดี๋ยวนี้" not in text
        assert not Event.objects.filter(action="head_stamp_asked").exists()

    def test_anothers_stamp_is_not_found(self, client, office, authority):
        _agency, _admin, officer = office
        other = make_agency()
        happen(other, officer)
        jobs.stamp_one(agency=other.slug)

        assert client.get(f"/office/history/stamps/{HeadStamp.objects.get().pk}.tsr").status_code == 404

    def test_without_an_authority_the_page_says_who_must_do_what(self, client, office):
        text = client.get("/office/history/stamps/").content.decode()

        assert "PRONGSAI_TSA_URL" in text
        assert "ขอประทับเวลาเดี๋ยวนี้" not in text

    def test_the_report_prints_the_stamped_hash(self, client, office, authority):
        agency, _admin, officer = office
        plan = make_plan(agency)
        happen(agency, officer)
        jobs.stamp_one(agency=agency.slug)
        stamp = HeadStamp.objects.get()

        text = client.get(f"/office/plans/{plan.pk}/report/txt/").content.decode()

        assert "รหัสที่มีตราประทับเวลา (RFC 3161) โดย Test TSA" in text
        assert stamp.hash in text

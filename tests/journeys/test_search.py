"""Searching the office: people find what their agency has at the next page they open, and nothing of any other."""

import html
import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prongsai.apps.evidence.actions import save_check
from prongsai.apps.plans import actions
from prongsai.apps.plans.models import Evidence, Measure
from prongsai.apps.plans.progress import add_evidence, record_progress, remove_evidence
from prongsai.apps.plans.queries import get_measure_facts, measures_of
from prongsai.apps.search.actions import rebuild
from prongsai.apps.search.models import Build, Entry
from prongsai.core import plan as core
from tests.apps.evidence.seen import result
from tests.apps.factories import NOW, first_measure, make_agency, make_plan, make_user, measure_facts
from tests.apps.handover.office import EVERY_UNIT, hand_in, make_office, step, walk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def agency():
    return make_agency()


@pytest.fixture
def clerk(agency):
    return make_user(agency, "clerk_office")


def page(client, user, **query):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get("/office/search/", query)
    assert response.status_code == 200
    return response.content.decode()


def titles(text):
    found = re.findall(r'<a class="title" href="([^"]+)">(.*?)</a>', text)
    return [(html.unescape(address), html.unescape(re.sub("<[^>]+>", "", title))) for address, title in found]


def plan_with(agency, issue, **fields):
    facts = core.Plan(agency.facts(), 2566, measures=(measure_facts(1, issue=issue, **fields),))
    return actions.store_plan(agency=agency, facts=facts, by=None, at=NOW)


class TestWhatIsFound:
    def test_a_measure_its_work_and_the_years_items(self, client, agency, clerk):
        plan = plan_with(agency, "การจัดซื้อจัดจ้าง", steps=(core.Step(1, "จัดทำแผนจัดซื้อจัดจ้างประจำปี"),))

        found = titles(page(client, clerk, q="จัดซื้อจัดจ้าง"))

        measure = first_measure(plan)
        step = measure.work.get(kind="step")
        assert (f"/office/measures/{measure.pk}/", "การจัดซื้อจัดจ้าง") in found
        assert (f"/office/measures/{measure.pk}/#w{step.pk}", "จัดทำแผนจัดซื้อจัดจ้างประจำปี") in found
        assert (f"/office/plans/{plan.pk}/", "แผนการจัดซื้อจัดจ้างหรือแผนการจัดหาพัสดุ") in found

    def test_an_item_by_its_code(self, client, agency, clerk):
        plan = plan_with(agency, "ประเด็น")

        first = titles(page(client, clerk, q="O-07"))[0]

        assert first == (f"/office/plans/{plan.pk}/", "ข่าวประชาสัมพันธ์")

    def test_a_changed_measure_under_its_new_words_only(self, client, agency, clerk):
        measure = first_measure(plan_with(agency, "ขยะมูลฝอย"))
        facts = get_measure_facts(measure.pk)
        keys = {
            kind: list(measure.work.filter(kind=kind).values_list("pk", flat=True)) for kind in ("step", "follow_up")
        }

        actions.change_measure(
            measure=measure, facts=replace(facts, issue="น้ำเสียชุมชน"), work_keys=keys, version=1, by=clerk, at=NOW
        )

        assert [title for _address, title in titles(page(client, clerk, q="น้ำเสียชุมชน"))][:1] == ["น้ำเสียชุมชน"]
        assert "ไม่พบ" in page(client, clerk, q="ขยะมูลฝอย")

    def test_work_taken_out_of_a_measure_no_more(self, client, agency, clerk):
        measure = first_measure(
            plan_with(agency, "ประเด็น", steps=(core.Step(1, "สำรวจสุนัขจรจัด"), core.Step(2, "รายงาน")))
        )
        kept = measure.work.get(kind="step", position=2).pk
        follow_ups = list(measure.work.filter(kind="follow_up").values_list("pk", flat=True))
        facts = get_measure_facts(measure.pk)
        assert titles(page(client, clerk, q="สุนัข"))

        actions.change_measure(
            measure=measure,
            facts=replace(facts, steps=facts.steps[1:]),
            work_keys={"step": [kept], "follow_up": follow_ups},
            version=1,
            by=clerk,
            at=NOW,
        )

        assert "ไม่พบ" in page(client, clerk, q="สุนัข")

    def test_a_measure_added_and_removed(self, client, agency, clerk):
        plan = plan_with(agency, "ประเด็นแรก")
        row = actions.add_measure(plan=plan, facts=measure_facts(2, issue="ถนนลูกรัง"), by=clerk, at=NOW)
        assert titles(page(client, clerk, q="ลูกรัง"))[0][0] == f"/office/measures/{row.pk}/"

        actions.remove_measure(measure=row, by=clerk, at=NOW)

        assert "ไม่พบ" in page(client, clerk, q="ลูกรัง")

    def test_nothing_of_a_deleted_plan(self, client, agency, clerk):
        plan = plan_with(agency, "การจัดซื้อจัดจ้าง")

        actions.delete_plan(plan=plan, by=clerk, at=NOW)

        assert not Entry.objects.filter(agency=agency).exists()
        assert "ไม่พบ" in page(client, clerk, q="จัดซื้อจัดจ้าง")

    def test_evidence_by_its_address_file_name_and_the_title_of_its_page(self, client, agency, clerk):
        measure = first_measure(plan_with(agency, "ประเด็น"))
        add_evidence(measure=measure, links=["https://www.thai.go.th/budget-2566.html"], by=clerk, at=NOW)
        row = Evidence.objects.get(origin="added")
        where = f"/office/evidence/{row.pk}/"
        assert titles(page(client, clerk, q="budget 2566"))[0][0] == where

        save_check(evidence=row, result=result(row, title="ประกาศสถานะทางการเงิน"), at=NOW)

        assert titles(page(client, clerk, q="สถานะการเงิน")) == [(where, "ประกาศสถานะทางการเงิน")]
        remove_evidence(evidence=row, by=clerk, at=NOW)
        assert "ไม่พบ" in page(client, clerk, q="สถานะการเงิน")

    def test_evidence_handed_in_with_progress(self, client, agency, clerk):
        item = first_measure(plan_with(agency, "ประเด็น")).work.filter(kind="step").first()

        record_progress(
            item=item,
            version=1,
            status="done",
            done_on=date(2022, 12, 1),
            note=None,
            links=["https://www.thai.go.th/annual-report"],
            by=clerk,
            at=NOW,
        )

        assert len(titles(page(client, clerk, q="annual", kind="evidence"))) == 1

    def test_a_document_being_read_until_it_is_a_plan(self, client, agency, clerk):
        facts = core.Plan(agency.facts(), 2567, measures=(measure_facts(1, issue="ป้องกันไฟป่า"),))
        draft = actions.save_import(agency=agency, name="มาตรการ 2567.docx", content=b"x", plan=facts, by=clerk, at=NOW)
        where = f"/office/imports/{draft.pk}/"
        assert titles(page(client, clerk, q="ไฟป่า")) == [(where, "มาตรการ 2567.docx")]

        plan = actions.accept_import(draft=draft, by=clerk, at=NOW)

        assert where not in [address for address, _title in titles(page(client, clerk, q="2567.docx"))]
        assert (f"/office/plans/{plan.pk}/", "แผนปีงบประมาณ พ.ศ. 2567") in titles(page(client, clerk, q="2567.docx"))

    def test_a_hand_over_by_what_was_written_on_it(self, client):
        office = make_office(measures=EVERY_UNIT)

        hand_in(office, note="แนบบันทึกของเทศบาลแล้ว")

        found = titles(page(client, office.officer, q="แนบบันทึก"))
        assert [address for address, _title in found] == [f"/office/handover/{office.handover().pk}/"]

    def test_a_hand_over_by_the_executives_order(self, client):
        office = make_office()

        walk(office, to="endorse")
        step(office, "acknowledge", comment="เร่งรัดให้เสร็จก่อนสงกรานต์")

        assert len(titles(page(client, office.officer, q="สงกรานต์"))) == 1


class TestWhoFindsWhat:
    def test_only_what_the_own_agency_has(self, client, agency, clerk):
        other = make_agency("เทศบาลอื่น")
        plan_with(other, "ความลับของที่อื่น")
        plan_with(agency, "ประเด็นของเรา")

        assert "ไม่พบ" in page(client, clerk, q="ความลับของที่อื่น")
        assert titles(page(client, make_user(other), q="ความลับของที่อื่น"))

    def test_a_draft_only_by_who_edits_plans(self, client, agency, clerk):
        facts = core.Plan(agency.facts(), 2567, measures=(measure_facts(1, issue="ป้องกันไฟป่า"),))
        actions.save_import(agency=agency, name="ร่าง.docx", content=b"x", plan=facts, by=clerk, at=NOW)
        officer = make_user(agency, "officer", "กองคลัง")

        assert titles(page(client, clerk, q="ไฟป่า"))
        assert "ไม่พบ" in page(client, officer, q="ไฟป่า")
        assert "ไม่พบ" in page(client, officer, q="ไฟป่า", kind="import")

    def test_nobody_without_an_agency(self, client):
        client.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")

        assert client.get("/office/search/", {"q": "แผน"}).status_code == 404

    def test_nobody_who_has_not_signed_in(self, client):
        assert client.get("/office/search/", {"q": "แผน"}).status_code == 302


class TestThePage:
    def test_has_its_box_in_the_header_of_every_page(self, client, clerk):
        client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")

        text = client.get("/office/plans/").content.decode()

        assert '<form class="search" role="search" action="/office/search/">' in text
        assert 'name="q"' in text

    def test_asks_before_anything_was_typed(self, client, clerk):
        text = page(client, clerk)

        assert "หาอะไรได้บ้าง" in text
        assert "ไม่พบ" not in text

    def test_says_what_to_try_when_nothing_is_found(self, client, clerk):
        text = page(client, clerk, q="ปลาวาฬ")

        assert "ไม่พบ “ปลาวาฬ”" in text
        assert "ใช้คำน้อยลง" in text
        assert "ตรวจตัวสะกด" in text

    def test_says_when_too_little_was_typed(self, client, clerk):
        assert "คำค้นสั้นเกินไป" in page(client, clerk, q="ก")

    def test_says_that_it_looked_inside_words_or_forgave_a_tone(self, client, agency, clerk):
        plan_with(agency, "แผนอัตรากำลัง")

        assert "อยู่กลางคำ" in page(client, clerk, q="ตรากำ")
        assert "ไม่นับวรรณยุกต์" in page(client, clerk, q="อัตร่ากำลัง")

    def test_marks_what_answers_and_nothing_gets_out_of_its_quotes(self, client, agency, clerk):
        plan_with(agency, "<b>แผน</b> จัดซื้อ & จัดจ้าง")

        text = page(client, clerk, q='จัดซื้อ"><script>')
        assert "<script>" not in text.replace('<script src="', "")
        marked = page(client, clerk, q="จัดซื้อ")
        assert "&lt;b&gt;แผน&lt;/b&gt; <mark>จัดซื้อ</mark> &amp; จัดจ้าง" in marked

    def test_filters_by_kind_and_year_with_counts(self, client, agency, clerk):
        for year in (2565, 2566):
            facts = core.Plan(agency.facts(), year, measures=(measure_facts(1, issue="ถนนลูกรัง"),))
            actions.store_plan(agency=agency, facts=facts, by=None, at=NOW)

        both = page(client, clerk, q="ลูกรัง", kind="measure")
        one = page(client, clerk, q="ลูกรัง", kind="measure", year="๒๕๖๕")

        assert len(titles(both)) == 2
        assert len(titles(one)) == 1
        assert 'value="2566"' in one  # the other year can still be chosen

    def test_a_choice_that_leaves_nothing_can_be_taken_back(self, client, agency, clerk):
        plan_with(agency, "ถนนลูกรัง")

        text = page(client, clerk, q="ลูกรัง", year="2560")

        assert "ไม่มีรายการตามที่เลือก" in text
        assert 'href="?q=%E0%B8%A5%E0%B8%B9%E0%B8%81%E0%B8%A3%E0%B8%B1%E0%B8%87"' in text

    def test_pages(self, client, agency, clerk):
        plan = plan_with(agency, "ถนนลูกรัง สาย 1")
        for number in range(2, 26):
            actions.add_measure(
                plan=plan, facts=measure_facts(number, issue=f"ถนนลูกรัง สาย {number}", steps=()), by=clerk, at=NOW
            )

        first = page(client, clerk, q="ลูกรัง", kind="measure")
        second = page(client, clerk, q="ลูกรัง", kind="measure", page="2")

        assert (len(titles(first)), len(titles(second))) == (20, 5)
        assert 'rel="next"' in first
        assert 'start="21"' in second
        assert not set(titles(first)) & set(titles(second))

    @pytest.mark.parametrize(
        "query", [{"kind": "nothing"}, {"year": "x"}, {"page": "-4"}, {"page": "9" * 30}, {"sort": "x"}]
    )
    def test_what_the_address_says_wrongly_counts_as_not_given(self, client, agency, clerk, query):
        plan_with(agency, "ถนนลูกรัง")

        assert titles(page(client, clerk, q="ลูกรัง", **query))

    def test_makes_as_many_queries_for_300_as_for_3(self, client, agency, clerk):
        make_plan(agency, measures=3)
        made = []
        for _size in (3, 300):
            page(client, clerk, q="ประเด็น")
            with CaptureQueriesContext(connection) as queries:
                page(client, clerk, q="ประเด็น")
            made.append(len([one for one in queries if "django_session" not in one["sql"]]))
            make_plan(agency, 2567, measures=300) if len(made) == 1 else None

        assert made[0] == made[1]
        assert made[1] <= 10

    def test_says_while_the_index_is_not_made_yet(self, client, agency, clerk):
        Build.objects.all().delete()
        assert "กำลังทำดัชนี" in page(client, clerk)

        rebuild(at=NOW)

        assert "กำลังทำดัชนี" not in page(client, clerk)

    def test_takes_only_looks(self, client, clerk):
        client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")

        assert client.post("/office/search/", {"q": "แผน"}).status_code == 405


class TestRebuilding:
    def test_finds_the_same_as_what_the_actions_kept(self, agency, clerk):
        office = make_office(measures=EVERY_UNIT)
        hand_in(office, note="แนบบันทึก")
        plan = plan_with(agency, "การจัดซื้อจัดจ้าง")
        add_evidence(measure=first_measure(plan), links=["https://www.thai.go.th/a"], by=clerk, at=NOW)
        kept = sorted(Entry.objects.values_list("agency", "kind", "object_id", "words", "address", "title"))

        Entry.objects.all().delete()
        rebuild(at=NOW)

        assert sorted(Entry.objects.values_list("agency", "kind", "object_id", "words", "address", "title")) == kept

    def test_takes_away_what_is_of_no_source_any_more(self, agency):
        plan_with(agency, "ประเด็น")
        Entry.objects.filter(kind="measure").update(kind="gone")

        rebuild(at=NOW)

        assert not Entry.objects.filter(kind="gone").exists()
        assert Entry.objects.filter(kind="measure").count() == Measure.objects.count()
        assert list(measures_of(agency.plans.get()))

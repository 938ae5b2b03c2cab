"""Every page of the year, the results, the form, the keys and the public site, each with something to show.

`OFFICE` and `PUBLIC` say for each name of the URL table which addresses show it, `NOT_PAGES` which names show no page. A name in
neither is one that nobody looked at: see test_every_page.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.data_out.keys import make_key
from prongsai.apps.data_out.models import Webhook
from prongsai.apps.disclosure import gate
from prongsai.apps.disclosure.actions import approve_version, draft_publication, hand_to_approval, return_version
from prongsai.apps.disclosure.drafting import Draft
from prongsai.apps.disclosure.link_actions import link_of, save_visit
from prongsai.apps.disclosure.link_answers import answer_finding, withdraw_answer
from prongsai.apps.disclosure.models import DisclosureYear, ElementState, OldAddress, Version
from prongsai.apps.disclosure.publish_actions import schedule_version
from prongsai.apps.disclosure.year_actions import open_year
from prongsai.apps.handover.models import Handover
from prongsai.apps.plans.models import Evidence
from prongsai.apps.plans.progress import HandedFile
from prongsai.apps.results.actions import add_result, enter_tool, save_draft
from prongsai.apps.submission.clarifying import rows_of
from prongsai.apps.submission.models import Clarification, Contest, FormEntry, Frozen, PreliminaryScore
from prongsai.apps.submission.standing import form_of
from prongsai.audit.result import LinkResult
from prongsai.audit.watch.notes import note
from prongsai.core.public_address import item_path
from prongsai.core.submission import hash_of_form
from prongsai.wiring import framework_files
from tests.apps.disclosure import test_nothing_work as nothing_work
from tests.apps.disclosure.desk import LINK, NOTHING, PAGE, TABLE, clear, file_draft
from tests.apps.factories import give_post, make_agency, make_plan, make_post, make_user, measure_facts
from tests.apps.handover.office import check, hand_in, step
from tests.apps.handover.office import make_office as make_chain_office
from tests.apps.portal.published import AT as SAID_AT
from tests.apps.portal.published import PDF, item_of, make_profile, mask, publish
from tests.apps.portal.published import open_year as open_public_year
from tests.core.result.made import d, result

AT = datetime(2022, 12, 1, 3, 0, tzinfo=UTC)
LONG_TITLE = "ประกาศเทศบาลตำบลทดสอบ เรื่อง นโยบายการบริหารและพัฒนาทรัพยากรบุคคลประจำปีงบประมาณ พ.ศ. 2566 (แก้ไขเพิ่มเติมครั้งที่ 2)"
LONG_LINK = "https://www.example.go.th/" + "รายงานผลการดำเนินงาน-" * 6 + "2566.pdf"
PERSONAL = "ผู้รับเบี้ย นางสาวตัวอย่าง ใจดี เลขประจำตัวประชาชน 1-1037-02071-81-1 โทรศัพท์ 081-234-5678"


@dataclass(frozen=True)
class Place:
    """An address and who looks at it; None is the public."""

    path: str
    who: User | None


@dataclass
class Seen:
    """What was filled in."""

    agency: Agency
    clerk: User
    officer: User
    executive: User
    admin: User
    year: DisclosureYear
    versions: dict[str, Version]
    frozen: Frozen
    confirmed: Frozen
    draft_result: int
    webhook: int
    ready: int
    chain_clerk: User
    offered: int
    offered_clerk: User
    new_clerk: User
    public: Agency

    def item(self, code: str) -> int:
        return self.year.items.get(code=code).pk


def fill() -> Seen:
    """Three agencies: one with everything, one whose work came through its chain, one that only begins."""
    agency = make_agency("เทศบาลตำบลหนองบัวแดงพัฒนา", slug="nong-bua")
    clerk = make_user(agency, "clerk_office", display_name="นางสาวสมศรี มีสุข")
    administrator = make_user(agency, "chief_administrator", display_name="นายประสิทธิ์ ดีงาม")
    executive = make_user(agency, "top_executive", display_name="นางนายก ใจดี")
    admin = make_user(agency, "agency_admin", display_name="ผู้ดูแล")
    officer = make_user(agency, "officer", unit="กองคลัง", display_name="เจ้าหน้าที่กองคลัง")
    year = _opened_years(agency, clerk)
    versions = _versions(year, clerk, administrator)
    frozen, confirmed = _form(year, clerk, executive)
    plan = make_plan(agency, 2566, (measure_facts(1), measure_facts(2, item_codes=("O1", "O21"))))
    Evidence.objects.filter(measure__plan=plan).update(url=LONG_LINK)
    for fiscal_year in (2564, 2565, 2566):
        lost = [] if fiscal_year == 2564 else ["O30" if fiscal_year == 2566 else "O35", "O1"]
        tools = {"IIT": 84.1 + fiscal_year % 10, "EIT": 87.25, "OIT": 90}
        add_result(agency=agency, result=result(fiscal_year, lost=lost, tools=tools), by=clerk, at=AT)
    enter_tool(agency=agency, fiscal_year=2566, tool="IIT", score=d(91), source="คาดการณ์", by=clerk, at=AT)
    read = save_draft(
        agency=agency,
        name="ผลการประเมิน ITA ปี 2567.xlsx",
        content=b"x",
        results=[result(2567, lost=["O2"]), result(2568)],
        findings=[],
        by=clerk,
        at=AT,
    )
    now = timezone.now()
    make_key(agency=agency, name="ระบบสารบรรณ", scopes=["drafts:read"], days=90, by=admin, at=now)
    hook = Webhook.objects.create(
        agency=agency, url=LONG_LINK, made_by="ผู้ดูแล", made_at=AT, failed_since=AT, last_problem="ปลายทางตอบ 503"
    )
    OldAddress.objects.create(
        agency=agency,
        host="www.old.example.go.th",
        path="/index.php",
        leads_to="/nong-bua/2566/o1/",
        added_by="x",
        added_at=AT,
    )
    chain_clerk, ready = _chain_work()
    offering = _nothing_to_report()
    return Seen(
        agency=agency,
        clerk=clerk,
        officer=officer,
        executive=executive,
        admin=admin,
        year=year,
        versions=versions,
        frozen=frozen,
        confirmed=confirmed,
        draft_result=read.pk,
        webhook=hook.pk,
        ready=ready,
        chain_clerk=chain_clerk,
        offered=nothing_work.item_of(offering).pk,
        offered_clerk=offering.clerk,
        new_clerk=make_user(make_agency("องค์การบริหารส่วนตำบลเริ่มใหม่"), "clerk_office"),
        public=fill_public(),
    )


def _opened_years(agency: Agency, clerk: User) -> DisclosureYear:
    """2565 with something to carry over, and 2566 whose windows are open now."""
    before = open_year(agency=agency, fiscal_year=2565, by=clerk, at=AT - timedelta(days=300))
    publish(before.items.select_related("year__agency").get(code="O1"), LONG_TITLE)
    publish(before.items.select_related("year__agency").get(code="O10"), "แผนดำเนินงาน 2565")
    year = open_year(agency=agency, fiscal_year=2566, by=clerk, at=AT)
    now = timezone.now()
    year.entry_opens_at, year.entry_closes_at = now - timedelta(days=40), now - timedelta(days=10)
    year.contest_opens_at, year.contest_closes_at = now - timedelta(days=5), now + timedelta(days=5)
    year.save()
    item = year.items.get(code="O1")
    for position, state in enumerate(("there", "not_there", "cannot_tell")):
        ElementState.objects.create(
            item=item, position=position, by_machine=state, machine_at=AT, by_person="there" if position else "",
            person_name="นางสาวสมศรี มีสุข" if position else "", person_at=AT if position else None,
            person_reason="อยู่หน้า 3" if position else "",
        )  # fmt: skip
    return year


def _versions(year: DisclosureYear, clerk: User, administrator: User) -> dict[str, Version]:
    """One version of each state and kind, by a word for it."""

    def drafted(code: str, what: Draft) -> Version:
        item = year.items.select_related("year__agency").get(code=code)
        return draft_publication(agency=year.agency, item=item, draft=what, by=clerk, at=AT)

    def waiting(code: str, what: Draft) -> Version:
        version = drafted(code, what)
        return hand_to_approval(version=version, seen_sha256=version.content_sha256, by=clerk, at=AT)

    def approved(code: str, what: Draft) -> Version:
        version = waiting(code, what)
        clear(version)
        return approve_version(version=version, seen_sha256=version.content_sha256, by=administrator, at=AT)

    def where(code: str) -> Any:
        return year.items.select_related("year__agency").get(code=code)

    personal = drafted("O2", Draft("page", "รายชื่อผู้รับเบี้ยยังชีพ", body=PERSONAL))
    gate.look(personal, at=AT)
    decided = drafted("O2", Draft("page", "เบอร์สำนักงาน", body="# โทร\n081-234-5678"))
    gate.look(decided, at=AT)
    returned = waiting("O3", replace(PAGE, title=LONG_TITLE))
    return_version(version=returned, reason="ภาพไม่ชัด กรุณาสแกนใหม่", by=administrator, at=AT)
    first = publish(where("O1"), "แผนผังโครงสร้าง", "replaced", content=PDF, as_of_on=AT.date())
    published = publish(where("O1"), "แผนผังโครงสร้าง (แก้ไข)", publication=first.publication, content=PDF)
    months = [date(2022, 10, 1), date(2022, 11, 1)]
    for month in months:
        table = [["ลำดับ", "งานที่จัดซื้อหรือจัดจ้าง", "วงเงิน (บาท)", "ราคาที่ตกลง (บาท)", "วิธี", "ผู้ได้รับคัดเลือก"]]
        table += [["1", "ซื้อวัสดุสำนักงาน", "18,400.00", "18,400.00", "เฉพาะเจาะจง", "ร้านสวนใสเครื่องเขียน"]] * 3
        last = (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        table_version = publish(
            where("O21"), f"สรุปผลการจัดซื้อจัดจ้าง {month.month}/2565", kind="table", table=table,
            period_from=month, period_to=last,
        )  # fmt: skip
    broken = publish(where("O6"), LONG_TITLE, kind="link", url=LONG_LINK)
    seen = LinkResult(
        link_of(broken), "soft_404", "หน้าแจ้งว่าไม่พบข้อมูล กรุณาแก้ลิงก์", "the page says that it is not there", AT,
        notes=(note("hidden_spam_links", count=40, example=LONG_LINK),),
    )  # fmt: skip
    save_visit(version=broken, result=seen, at=AT)
    answer_finding(version=broken, finding="verdict_soft_404", reason="เปิดดูแล้ว เนื้อหาอยู่ครบ", by=clerk, at=AT)
    back = answer_finding(version=broken, finding="hidden_spam_links", reason="ไม่ใช่โฆษณา", by=clerk, at=AT)
    withdraw_answer(answer=back, by=clerk, at=AT)
    return {
        "broken link": broken,
        "draft": drafted("O5", PAGE),
        "file": drafted("O6", file_draft(LONG_TITLE, f"{LONG_TITLE[:80]}.pdf")),
        "table": drafted("O21", replace(TABLE, title="สรุปผลการจัดซื้อจัดจ้าง เดือนธันวาคม 2565")),
        "link": drafted("O4", replace(LINK, url=LONG_LINK)),
        "nothing": drafted("O21", NOTHING),
        "personal": personal,
        "decided": decided,
        "returned": Version.objects.get(pk=returned.pk),
        "waiting": waiting("O7", PAGE),
        "approved": approved("O8", PAGE),
        "scheduled": schedule_version(
            version=approved("O9", PAGE), publish_at=timezone.now() + timedelta(days=2), by=clerk, at=timezone.now()
        ),
        "published": published,
        "published table": table_version,
        "withdrawn": publish(where("O10"), "ประกาศ", "withdrawn", content=PDF),
        "news": publish(year.agency, "รับสมัครอาสาสมัครป้องกันภัยฝ่ายพลเรือน", body="# กำหนดการ\n- วันที่ 1"),
        "news draft": draft_publication(agency=year.agency, item=None, draft=PAGE, by=clerk, at=AT),
    }


def _form(year: DisclosureYear, clerk: User, executive: User) -> tuple[Frozen, Frozen]:
    """Answers, two frozen forms of which the first is confirmed, scores, a contest, and a clarification that was sent."""
    for item in year.items.all():
        own = f"http://localhost{item_path(year.agency.slug, year.fiscal_year, item.code)}"
        has = item.code != "O43"
        FormEntry.objects.create(
            item=item,
            has=has,
            addresses=[own, LONG_LINK] if item.code == "O2" else [own] if has else [],
            explanation=f'จากหน้าแรกของ{year.agency.name} กดเลือก "ข้อมูลสาธารณะ 2566" › "{item.code} …"' if has else "",
            changed_by="นางสาวสมศรี มีสุข",
            changed_at=AT,
        )
    form = form_of(year)
    rows = [
        Frozen.objects.create(
            year=year,
            number=number,
            form=form.to_dict(),
            sha256=hash_of_form(form),
            entered_on=AT.date(),
            frozen_by=clerk,
            frozen_by_name=str(clerk),
            frozen_at=AT,
        )
        for number in (1, 2)
    ]
    Frozen.objects.filter(pk=rows[0].pk).update(
        confirmed_by_name=str(executive), capacity="holder", confirmed_at=AT + timedelta(hours=1)
    )
    scored = year.items.get(code="O2")
    PreliminaryScore.objects.create(
        item=scored, score=0, said="ไม่พบผังโครงสร้าง", recorded_by="นางสาวสมศรี มีสุข", recorded_at=AT
    )
    Contest.objects.create(
        item=scored, reason="อยู่ในหน้าที่กรอกไว้ตั้งแต่วันแรก ดูใบรับรอง", changed_by="นางสาวสมศรี มีสุข", changed_at=AT
    )
    contested = rows_of(year)
    Clarification.objects.create(
        year=year, number=1, rows=contested, sha256="0" * 64, sent_on=AT.date(), sent_by_name=str(clerk), recorded_at=AT
    )
    return Frozen.objects.get(pk=rows[1].pk), Frozen.objects.get(pk=rows[0].pk)


def _chain_work() -> tuple[User, int]:
    """Work that went up the whole chain of an office with its year open; gives its clerk and the evidence."""
    office = make_chain_office(measures=(measure_facts(evidence=()),))
    open_year(agency=office.agency, fiscal_year=2566, by=None, at=AT)
    hand_in(office, files=(HandedFile("แผนผัง 2566.pdf", b"%PDF-1.4\n%%EOF\n"),))
    check(office)
    for name in ("compile", "endorse", "acknowledge"):
        step(office, name)  # type: ignore[arg-type]
    handover = Handover.objects.get(pk=office.handover().pk)
    return office.clerk, Evidence.objects.get(occurrence=handover.occurrence, url=None).pk


def _nothing_to_report() -> Any:
    """An office whose chain approved that a month had nothing to report."""
    office = nothing_work.office_with()
    nothing_work.say(office)
    nothing_work.go_on(office)
    return office


def fill_public() -> Agency:
    """An agency with one of everything that the public may see."""
    year = open_public_year(make_agency("เทศบาลตำบลบ้านสวน", slug="ban-suan"))
    agency = year.agency
    open_public_year(agency, 2575, codes=3)
    make_profile(agency, contact_url="https://www.example.go.th/contact", site="https://www.example.go.th/")
    give_post(make_user(agency, display_name="นายสมชาย ใจดี"), make_post(agency, "top_executive", title="นายกเทศมนตรี"))
    item = item_of(year)
    first = publish(item, "แผนผังโครงสร้างหน่วยงาน", "replaced", content=PDF, as_of_on=SAID_AT.date())
    publish(item, LONG_TITLE, publication=first.publication, content=PDF)
    table = [["เดือน", "โครงการที่จัดซื้อจัดจ้าง", "วงเงิน (บาท)"], *[["ตุลาคม", "ซื้อวัสดุสำนักงาน", "4,500"]] * 20]
    publish(item, "สรุปการจัดซื้อจัดจ้าง", kind="table", table=table, period_from=SAID_AT.date(), period_to=SAID_AT.date())
    publish(item, "เว็บไซต์กรม", kind="link", url=LONG_LINK)
    mask(publish(item, "รายชื่อผู้รับเบี้ย", content=PDF))
    publish(item, "ไม่มีเรื่องร้องเรียน", kind="nothing", period_from=SAID_AT.date(), period_to=SAID_AT.date())
    publish(item_of(year, "O2"), "ประกาศ", "withdrawn", content=PDF)
    body = "# คุณสมบัติ\n- สัญชาติไทย\n- อายุ 18 ปี\n\n## เอกสาร\n1. บัตร\n2. รูป\n\nดู https://example.go.th/a"
    publish(agency, "รับสมัครพนักงาน", body=body)
    for position, state in enumerate(("there", "not_there", "cannot_tell")):
        ElementState.objects.create(item=item, position=position, by_machine=state, machine_at=SAID_AT)
    return agency


KINDS = ("file", "page", "table", "link", "nothing")


def _item(seen: Seen, name: str, code: str = "O1", *more: object) -> str:
    return reverse(f"disclosure:{name}", args=(seen.item(code), *more))


def _version(name: str, *which: str) -> Callable[[Seen], list[str]]:
    return lambda seen: [reverse(f"disclosure:{name}", args=(seen.versions[one].pk,)) for one in which]


def _publication(name: str, which: str, *more: object) -> Callable[[Seen], list[str]]:
    return lambda seen: [reverse(f"disclosure:{name}", args=(seen.versions[which].publication_id, *more))]


def _of_year(name: str, *queries: str) -> Callable[[Seen], list[str]]:
    return lambda seen: [reverse(name, args=(seen.year.pk,)) + query for query in ("", *queries)]


def _plain(name: str, *args: object, queries: tuple[str, ...] = ("",)) -> Callable[[Seen], list[str]]:
    return lambda _seen: [reverse(name, args=args) + query for query in queries]


def _public(*tails: str) -> Callable[[Seen], list[str]]:
    return lambda seen: [f"/{seen.public.slug}/{tail}" for tail in tails]


OFFICE: dict[str, tuple[str, Callable[[Seen], list[str]]]] = {
    "disclosure:year_home": ("new_clerk", _plain("disclosure:year_home")),
    "disclosure:year_open": ("clerk", _plain("disclosure:year_open")),
    "disclosure:board": ("clerk", _of_year("disclosure:board", "?state=complete", "?unit=none")),
    "disclosure:year_calendar": ("clerk", _of_year("disclosure:year_calendar")),
    "disclosure:year_close": ("clerk", _of_year("disclosure:year_close")),
    "disclosure:carry_over": ("clerk", _of_year("disclosure:carry_over")),
    "disclosure:item_detail": ("clerk", lambda seen: [_item(seen, "item_detail", code) for code in ("O1", "O2", "O6", "O21")]),
    "disclosure:item_detail with an offer": (
        "offered_clerk",
        lambda seen: [reverse("disclosure:item_detail", args=(seen.offered,))],
    ),
    "disclosure:item_change": ("clerk", lambda seen: [_item(seen, "item_change")]),
    "disclosure:publication_add": (
        "clerk",
        lambda seen: [_item(seen, "publication_add", "O3", kind) for kind in KINDS],
    ),
    "disclosure:news_list": ("clerk", _plain("disclosure:news_list")),
    "disclosure:news_add": ("clerk", _plain("disclosure:news_add", "page")),
    "disclosure:waiting_list": ("executive", _plain("disclosure:waiting_list")),
    "disclosure:ready_list": ("chain_clerk", _plain("disclosure:ready_list")),
    "disclosure:ready_take": ("chain_clerk", lambda seen: [reverse("disclosure:ready_take", args=(seen.ready,))]),
    "disclosure:version_add": ("clerk", _publication("version_add", "published", "file")),
    "disclosure:withdraw": ("clerk", _publication("withdraw", "published")),
    "disclosure:version_detail": (
        "clerk",
        _version(
            "version_detail", "draft", "file", "table", "link", "nothing", "personal", "returned", "waiting",
            "approved", "scheduled", "published", "published table", "withdrawn", "news", "broken link",
        ),
    ),
    "disclosure:version_edit": ("clerk", _version("version_edit", "draft", "file", "table", "returned")),
    "disclosure:personal": ("clerk", _version("personal", "personal", "draft", "file", "approved")),
    "disclosure:discard": ("clerk", _version("discard", "draft")),
    "results:result_list": ("clerk", _plain("results:result_list")),
    "results:result_new": ("clerk", _plain("results:result_new", queries=("",))),
    "results:result_import": ("clerk", _plain("results:result_import")),
    "results:draft_detail": ("clerk", lambda seen: [reverse("results:draft_detail", args=(seen.draft_result,))]),
    "results:result_detail": ("clerk", _plain("results:result_detail", 2566)),
    "results:result_edit": ("clerk", _plain("results:result_edit", 2566)),
    "results:result_remove": ("clerk", _plain("results:result_remove", 2566)),
    "results:analysis": ("clerk", _plain("results:analysis", 2566)),
    "results:score": ("clerk", _plain("results:score", 2566, queries=("", "?fix=O1&fix=O2&iit=92&eit=88"))),
    "results:proposal_list": ("clerk", _plain("results:proposal_list", 2567)),
    "results:proposal_edit": ("clerk", _plain("results:proposal_edit", 2567, "O1")),
    "submission:form_now": ("new_clerk", _plain("submission:form_now")),
    "submission:form_detail": ("clerk", _of_year("submission:form_detail", "?only=wrong", "?only=open")),
    "submission:looks": ("clerk", _of_year("submission:looks")),
    "submission:item_edit": ("clerk", lambda seen: [reverse("submission:item_edit", args=(seen.item("O2"),))]),
    "submission:freeze": ("clerk", _of_year("submission:freeze")),
    "submission:frozen_detail": (
        "executive",
        lambda seen: [reverse("submission:frozen_detail", args=(one.pk,)) for one in (seen.frozen, seen.confirmed)],
    ),
    "submission:score_list": ("clerk", _of_year("submission:score_list")),
    "submission:score_edit": ("clerk", lambda seen: [reverse("submission:score_edit", args=(seen.item("O2"),))]),
    "submission:clarification": ("clerk", _of_year("submission:clarification")),
    "data_out:key_list": ("admin", _plain("data_out:key_list")),
    "data_out:webhook_detail": ("admin", lambda seen: [reverse("data_out:webhook_detail", args=(seen.webhook,))]),
    "portal_office:profile": ("admin", _plain("portal_office:profile")),
    "portal_office:own_site": ("admin", _plain("portal_office:own_site")),
    "portal_office:old_addresses": ("admin", _plain("portal_office:old_addresses")),
}  # fmt: skip
"""For each page of the office who looks, and at which addresses; words after a name tell looks at one page apart."""

PUBLIC: dict[str, Callable[[Seen], list[str]]] = {
    "front": _public(""),
    "news": _public("news/"),
    "changes": _public("changes/"),
    "data": _public("data/"),
    "search": _public("search/", "search/?q=แผน", "search/?q=ไม่มีคำนี้"),
    "year": _public("2566/", "2575/"),
    "item": _public("2566/o1/", "2566/o2/", "2566/o43/", "2575/o1/"),
    "publication": _public("2566/o1/1/", "2566/o1/2/", "2566/o1/3/", "2566/o1/4/", "2566/o1/5/", "2566/o2/1/"),
    "version": _public("2566/o1/1/v1/"),
    "news_publication": _public("news/1/"),
    "news_version": _public("news/1/v1/"),
    "embed": _public("embed/"),
    "embed_news": _public("embed/news/"),
    "embed_year": _public("embed/2566/", "embed/2575/"),
}
"""Public pages in Thai; the English ones lie one word deeper."""

WRONGLY_FILLED: tuple[tuple[str, int, str, dict[str, str]], ...] = (
    *(("disclosure:publication_add", place, "form[enctype]", {"#id_title": ""}) for place in range(len(KINDS))),
    ("disclosure:publication_add", 2, "form[enctype]", {"#id_period_from_day": "31", "#id_period_from_year": "2566"}),
    ("disclosure:news_add", 0, "form[enctype]", {"#id_title": ""}),
    ("disclosure:version_edit", 0, "form[enctype]", {"#id_title": ""}),
    ("disclosure:version_add", 0, "form[enctype]", {"#id_as_of_on_day": "99"}),
    ("disclosure:item_change", 0, "form[data-once]", {"#id_due_on_day": "99"}),
    ("disclosure:withdraw", 0, "form[data-once]", {"#id_reason": ""}),
    ("disclosure:personal", 0, "form[data-once]", {}),
    ("disclosure:year_calendar", 0, "form[data-once]", {"#id_entry_opens_day": "99", "#id_entry_clock": "x"}),
    ("disclosure:year_open", 0, "form[data-once]", {"#id_entry_opens_day": "99"}),
    ("disclosure:ready_take", 0, "form[data-once]", {"#id_title": ""}),
    ("disclosure:version_detail", 7, "form[action$='/return/']", {"#id_reason": ""}),
    ("disclosure:version_detail", 8, "form[action$='/schedule/']", {"#id_on_day": "99", "#id_clock": "x"}),
    ("results:result_new", 0, "form[method=post]", {"#id_fiscal_year": "x"}),
    ("results:result_edit", 0, "form[method=post]", {"#id_total": "x", "#id_t_IIT": "120"}),
    ("results:result_import", 0, "form[enctype]", {}),
    ("results:score", 0, "form[action$='/tools/']", {"#id_score": "x"}),
    ("results:proposal_edit", 0, "form[data-once]", {"#id_issue": ""}),
    ("submission:item_edit", 0, "form[data-once]", {"#id_addresses": "ดูที่เว็บ"}),
    ("submission:freeze", 0, "form[data-once]", {"#id_entered_on_day": "99"}),
    ("submission:score_edit", 0, "form[data-once]", {"#id_score": "200"}),
    ("submission:clarification", 0, "form[data-once]", {"#id_sent_on_day": "99"}),
    ("data_out:key_list", 0, "form[action$='/keys/']", {"#id_name": ""}),
    ("data_out:key_list", 0, "form[action$='/webhooks/']", {"#id_url": "x"}),
    ("portal_office:profile", 0, "form[novalidate]", {"#id_site": "x", "#id_email": "x"}),
    ("portal_office:old_addresses", 0, "form[novalidate] >> nth=0", {}),
    ("portal_office:old_addresses", 0, "form[enctype]", {}),
)
"""Forms as somebody in a hurry leaves them: page, which of its addresses, the form, and what is typed into it."""

NOT_PAGES = frozenset(
    [
        "disclosure:element_state",
        "disclosure:version_file",
        "disclosure:version_copy",
        "disclosure:link_line",
        "disclosure:link_check",
        "disclosure:link_answer",
        "disclosure:link_answer_withdraw",
        "disclosure:link_certificate",
        "disclosure:hand_on",
        "disclosure:approve",
        "disclosure:return_version",
        "disclosure:take_back",
        "disclosure:take_nothing",
        "disclosure:publish",
        "disclosure:schedule",
        "results:draft_move",
        "results:draft_accept",
        "results:draft_discard",
        "results:result_template",
        "results:analysis_download",
        "results:score_now",
        "results:tool_enter",
        "results:proposal_accept",
        "results:proposal_aside",
        "submission:take",
        "submission:explain",
        "submission:walk",
        "submission:form_download",
        "submission:confirm",
        "submission:frozen_download",
        "submission:draft_download",
        "submission:sent_download",
        "data_out:key_make",
        "data_out:key_revoke",
        "data_out:webhook_add",
        "data_out:webhook_remove",
        "data_out:webhook_on",
        "portal_office:old_address_forget",
        "portal_office:plugin",
        "portal:fragment_items",
        "portal:fragment_items_en",
        "portal:fragment_news",
        "portal:fragment_news_en",
        "portal:fragment_year",
        "portal:fragment_year_en",
        "portal:sitemap_index",
        "portal:robots",
        "portal:sitemap",
        "portal:feed_rss",
        "portal:feed_json",
        "portal:signing_key",
        "portal:publications_csv",
        "portal:items_csv",
        "portal:changes_csv",
        "portal:qr",
        "portal:file",
        "portal:news_file",
        "portal:asset",
    ]
)
"""Names that show no page: steps that only POST takes, files, feeds, pieces for pages elsewhere, addresses that lead on."""


def office_places(seen: Seen) -> dict[str, list[Place]]:
    """Every page of the office by name."""
    return {name: [Place(path, getattr(seen, who)) for path in paths(seen)] for name, (who, paths) in OFFICE.items()}


def public_places(seen: Seen) -> dict[str, list[Place]]:
    """Every public page by name, in both languages, and those that answer without a name of their own."""
    places = {f"portal:{name}": [Place(path, None) for path in paths(seen)] for name, paths in PUBLIC.items()}
    english = {
        f"{name}_en": [
            Place(one.path.replace(f"/{seen.public.slug}/", f"/{seen.public.slug}/en/"), None) for one in found
        ]
        for name, found in places.items()
    }
    other = [Place(path, None) for path in ("/", "/ban-suan/nothing/here/", "/ban-suan/2566/o2/1/v1/ประกาศ.pdf")]
    return {**places, **english, "front": other}


def codes_of(year: int) -> tuple[str, ...]:
    """The items of a year's framework."""
    return framework_files().get(year).item_codes

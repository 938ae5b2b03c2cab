"""What the example municipality publishes: three years, through the same steps as people take."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from typing import Any

import yaml
from django.db import transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure import gate
from prongsai.apps.disclosure.actions import approve_version, draft_publication, draft_version, hand_to_approval
from prongsai.apps.disclosure.drafting import Draft
from prongsai.apps.disclosure.gate_actions import confirm_personal
from prongsai.apps.disclosure.models import GateDecision, PublicProfile, Version, YearItem
from prongsai.apps.disclosure.public_log import touch_public
from prongsai.apps.disclosure.publish_actions import withdraw_publication
from prongsai.apps.disclosure.scan_actions import publish_when_scanned
from prongsai.apps.disclosure.year_actions import open_year
from prongsai.apps.plans.progress import HandedFile
from prongsai.apps.plans.queries import get_plan_facts
from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_of, fiscal_year_start
from prongsai.core.item_standing import months_missing
from prongsai.core.thai.format import format_month
from prongsai.wiring import ReportRequest, framework_files, write_report

FIRST_YEARS = (2566, 2567)
HEADINGS = ("ลำดับ", "งานที่จัดซื้อหรือจัดจ้าง", "วงเงิน (บาท)", "ราคาที่ตกลง (บาท)", "วิธี", "ผู้ได้รับคัดเลือก", "เหตุผลที่คัดเลือก")


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who does what in the example."""

    agency: Agency
    clerk: User
    administrator: User
    executive: User
    at: datetime


@transaction.atomic
def publish_something(agency: Agency, today: date, at: datetime) -> list[str]:
    """Open the years and publish. Nothing on a second call, or where the example's people are gone."""
    people = {user.username: user for user in User.objects.filter(memberships__agency=agency, is_demo=True)}
    if agency.disclosure_years.exists() or not {"clerk", "palad", "mayor"} <= set(people):
        return []
    desk = _Desk(agency, people["clerk"], people["palad"], people["mayor"], at)
    data = yaml.safe_load((resources.files("prongsai.data") / "example" / "publications.yaml").read_text("utf-8"))
    _set_profile(desk)
    made = []
    for fiscal_year in dict.fromkeys((*FIRST_YEARS, fiscal_year_of(today))):
        year = open_year(agency=agency, fiscal_year=fiscal_year, by=desk.clerk, at=at)
        items = {item.code: item for item in year.items.select_related("year__agency")}
        count = 0
        for entry in data["publications"]:
            found = framework_files().get(fiscal_year).find_item_by_topic(entry["topic"])
            if found is None:
                continue
            for draft in _drafts(agency, entry, fiscal_year, today):
                count += 1
                _publish(desk, items[found.code], draft)
        made.append(f"{count} publications of {fiscal_year}")
    news = [_publish(desk, None, Draft("page", one["title"], body=one["body"])) for one in data["news"]]
    _change_and_withdraw(desk, news[0])
    return made


def _drafts(agency: Agency, entry: dict[str, Any], fiscal_year: int, today: date) -> Iterator[Draft]:
    title = entry["title"].format(year=fiscal_year, last=fiscal_year - 1, month="{month}")
    first, last = _period(entry.get("period", ""), fiscal_year)
    if entry["kind"] == "monthly":
        for month in months_missing("monthly_current_fy", fiscal_year, (), today)[:6]:
            yield _month_of_procurement(entry, title, month)
    elif entry["kind"] == "report":
        content = _report(agency, fiscal_year)
        if content:
            name = f"รายงานผลตามมาตรการ-{fiscal_year}.pdf"
            yield Draft(
                "file", title, as_of_on=min(today, fiscal_year_end(fiscal_year)), file=HandedFile(name, content)
            )
    elif entry.get("period") != "first_half" or (last is not None and last < today):
        table = tuple(tuple(str(cell) for cell in row) for row in entry.get("table", ()))
        yield Draft(
            entry["kind"], title, first, last, body=entry.get("body", ""), table=table, url=entry.get("url", "")
        )


def _month_of_procurement(entry: dict[str, Any], title: str, month: date) -> Draft:
    days = _month_end(month)
    rows = tuple((str(number), *row) for number, row in enumerate(entry["rows"], start=1))
    name = format_month(month, "full", "arabic")
    return Draft("table", title.format(month=name), month, days, as_of_on=days, table=(HEADINGS, *rows))


def _month_end(month: date) -> date:
    """The last day of the month that begins on a day."""
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)


def _period(word: str, fiscal_year: int) -> tuple[date | None, date | None]:
    if word == "year":
        return fiscal_year_start(fiscal_year), fiscal_year_end(fiscal_year)
    if word == "first_half":
        return fiscal_year_start(fiscal_year), date(fiscal_year_end(fiscal_year).year, 3, 31)
    return None, None


def _report(agency: Agency, fiscal_year: int) -> bytes | None:
    """The report of the year's plan as the public gets it; None for a year still running."""
    plan = agency.plans.filter(fiscal_year=fiscal_year).first()
    if plan is None or fiscal_year not in FIRST_YEARS:
        return None
    return write_report(get_plan_facts(plan), "pdf", ReportRequest(public=True))


def _publish(desk: _Desk, item: YearItem | None, draft: Draft) -> Version:
    version = draft_publication(agency=desk.agency, item=item, draft=draft, by=desk.clerk, at=desk.at)
    return _to_the_public(desk, version)


def _to_the_public(desk: _Desk, version: Version) -> Version:
    seen = version.content_sha256
    gate.look(version, at=desk.at)
    if not GateDecision.objects.filter(version=version).exists():
        why = "ตรวจแล้ว เป็นข้อมูลของหน่วยงานและผู้ปฏิบัติหน้าที่"
        confirm_personal(version=version, seen_sha256=seen, reason=why, by=desk.administrator, at=desk.at)
    version = hand_to_approval(version=version, seen_sha256=seen, by=desk.clerk, at=desk.at)
    version = approve_version(version=version, seen_sha256=seen, by=desk.executive, at=desk.at)
    publish_when_scanned(version=version, by=desk.clerk, at=desk.at)
    version.refresh_from_db()
    return version


def _change_and_withdraw(desk: _Desk, news: Version) -> None:
    """One piece of news with an older version, one withdrawn: what the public site shows of both."""
    longer = Draft("page", news.title, body=news.body + "\nขยายเวลารับสมัครถึงสิ้นเดือน")
    _to_the_public(desk, draft_version(publication=news.publication, draft=longer, by=desk.clerk, at=desk.at))
    mistaken = _publish(desk, None, Draft("page", "ประกาศหยุดจ่ายน้ำ", body="หยุดจ่ายน้ำหมู่ 3 และ 4"))
    withdraw_publication(publication=mistaken.publication, why="แจ้งหมู่ผิด", by=desk.clerk, at=desk.at)


def _set_profile(desk: _Desk) -> None:
    PublicProfile.objects.create(
        agency=desk.agency,
        postal_address="สำนักงานเทศบาลตำบลบ้านสวนใส อำเภอหนองบัวแดง จังหวัดชัยภูมิ 36210",
        phone="0 4400 0000",
        site="https://www.bansuansai.go.th/",
        complaint_url="https://www.bansuansai.go.th/complaint",
        contact_url="https://www.bansuansai.go.th/contact",
    )
    touch_public(desk.agency, desk.at)

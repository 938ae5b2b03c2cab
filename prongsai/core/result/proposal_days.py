"""The days of a proposed measure, as rules before the entry window: each says in words how it was computed."""

from dataclasses import dataclass
from datetime import date, timedelta

from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_start
from prongsai.core.framework.model import Period
from prongsai.core.plan import Deadline
from prongsai.core.result.window import EntryWindow
from prongsai.core.thai.digits import to_thai_digits
from prongsai.core.thai.format import format_date

READY_DAYS, PUBLISHED_DAYS, CHECKED_DAYS = 45, 30, 14
"""Days before the window opens by which the data are ready, public, and looked at again. Our own choice."""

HALF_YEAR_DAYS, HALF_YEAR_CHECKED_DAYS = 10, 14
"""Data of October to March: public so many days after 31 March, looked at again so many before the window closes."""

SOONEST_DAYS = 7
"""A day that the rule puts into the past is moved to so many days from now."""

READY = "จัดทำข้อมูลของ{what} ให้ครบทุกองค์ประกอบและเสนอผู้บริหาร"
PUBLISHED = "เผยแพร่ข้อมูลของ{what} บนเว็บไซต์และรายงานผู้บริหาร"
CHECKED = "เปิดลิงก์ตรวจข้อมูลของ{what} ซ้ำอย่างบุคคลภายนอก"
OF_INDICATOR = (
    "กำหนดสิ่งที่จะปรับปรุงตาม{what} และเสนอผู้บริหาร",
    "ดำเนินการปรับปรุงตาม{what} และรายงานผู้บริหาร",
    "สื่อสารผลการปรับปรุงตาม{what} ให้ผู้มีส่วนได้ส่วนเสียทราบ",
)

IN_ENGLISH = {
    READY: "Get all elements of the data of {what} ready and submit them to the executive",
    PUBLISHED: "Publish the data of {what} on the website and report to the executive",
    CHECKED: "Open the links of {what} once more as an outsider would",
    **dict(
        zip(
            OF_INDICATOR,
            (
                "Decide what to improve for {what} and submit it to the executive",
                "Make the improvements for {what} and report to the executive",
                "Tell the stakeholders what was improved for {what}",
            ),
            strict=True,
        )
    ),
}
"""The same tasks said in English."""


@dataclass(frozen=True, slots=True)
class ProposalDays:
    """What the rules need: the plan's year (Buddhist era), the entry window where one is known, and today."""

    fiscal_year: int
    window: EntryWindow | None
    today: date

    def for_period(self, period: Period) -> tuple[tuple[str, Deadline], ...]:
        """The tasks of an item with data of a period, each with its deadline; `{what}` stands for the item."""
        if period == "monthly_current_fy":
            return (
                (READY, self._before_opening(READY_DAYS)),
                (PUBLISHED, self._every_month()),
                (CHECKED, self._before_opening(CHECKED_DAYS)),
            )
        if period == "first_half_current_fy":
            return ((PUBLISHED, self._after_half_year()), (CHECKED, self._before_closing()))
        return (
            (READY, self._before_opening(READY_DAYS)),
            (PUBLISHED, self._before_opening(PUBLISHED_DAYS)),
            (CHECKED, self._before_opening(CHECKED_DAYS)),
        )

    def for_indicator(self) -> tuple[tuple[str, Deadline], ...]:
        """The tasks of a survey indicator, before the window as well: people answer about what they have seen by then."""
        days = (READY_DAYS, PUBLISHED_DAYS, CHECKED_DAYS)
        return tuple((text, self._before_opening(one)) for text, one in zip(OF_INDICATOR, days, strict=True))

    def _before_opening(self, days: int) -> Deadline:
        if self.window is None:
            return _open("ไม่ทราบช่วงกรอกแบบวัด OIT กรุณากำหนดวันเอง")
        return self._on(
            self.window.from_on - timedelta(days=days),
            f"{days} วันก่อนวันเปิดกรอกแบบวัด OIT ({format_date(self.window.from_on, 'short')})",
        )

    def _after_half_year(self) -> Deadline:
        end = date(fiscal_year_end(self.fiscal_year).year, 3, 31)
        day = end + timedelta(days=HALF_YEAR_DAYS)
        if self.window is not None:
            day = min(day, self.window.to_on)
        return self._on(day, f"{HALF_YEAR_DAYS} วันหลังสิ้นเดือนมีนาคม ซึ่งเป็นวันสุดท้ายของข้อมูล 6 เดือนแรก")

    def _before_closing(self) -> Deadline:
        if self.window is None:
            return _open("ไม่ทราบช่วงกรอกแบบวัด OIT กรุณากำหนดวันเอง")
        day = self.window.to_on - timedelta(days=HALF_YEAR_CHECKED_DAYS)
        return self._on(
            day, f"{HALF_YEAR_CHECKED_DAYS} วันก่อนวันปิดกรอกแบบวัด OIT ({format_date(self.window.to_on, 'short')})"
        )

    def _every_month(self) -> Deadline:
        last = self.window.to_on if self.window else fiscal_year_end(self.fiscal_year)
        return Deadline(
            "monthly",
            from_on=fiscal_year_start(self.fiscal_year),
            until_on=max(last, fiscal_year_start(self.fiscal_year)),
            why=to_thai_digits("ทุกเดือนจนถึงวันปิดกรอกแบบวัด OIT" if self.window else "ทุกเดือนของปีงบประมาณ"),
            inferred=self._inferred(),
        )

    def _on(self, day: date, why: str) -> Deadline:
        if self.window is not None and self.window.is_assumed and "OIT" in why:
            why += f" วันเปิดปิดของปี {self.fiscal_year} ยังไม่ทราบ ใช้วันของปี {self.window.known_from} ไปก่อน"
        soonest = self.today + timedelta(days=SOONEST_DAYS)
        if day < soonest:
            why += f" เลยวันนั้นหรือใกล้ถึงแล้ว จึงใช้ {SOONEST_DAYS} วันนับจากวันนี้"
            day = soonest
        return Deadline("date", due_on=day, why=to_thai_digits(why), inferred=self._inferred() if "OIT" in why else ())

    def _inferred(self) -> tuple[str, ...]:
        return ("entry_window",) if self.window is not None and self.window.is_assumed else ()


def watch_until(days: ProposalDays) -> Deadline:
    """The executive's monthly look, from the year's beginning (or this month) until entry ends."""
    start = max(fiscal_year_start(days.fiscal_year), days.today.replace(day=1))
    end = days.window.to_on if days.window else fiscal_year_end(days.fiscal_year)
    end = end if end >= start else fiscal_year_end(days.fiscal_year)
    start = min(start, end)
    return Deadline("monthly", from_on=start, until_on=end, why="ผู้บริหารกำกับทุกเดือนจนปิดกรอกแบบวัด OIT")


def _open(why: str) -> Deadline:
    return Deadline("none", why=why)

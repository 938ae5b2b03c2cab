"""A later fiscal year's plan from this one: dates moved, items mapped, results cleared, every change said."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from prongsai.core.checks.day_words import day_th, year_th
from prongsai.core.errors import PersonError
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.framework.crosswalk import Crosswalk
from prongsai.core.plan import AsPrinted, Deadline, FollowUp, Measure, Plan, Responsible, Step
from prongsai.core.thai.digits import to_thai_digits
from prongsai.core.year_shift import ShiftedText, shift_day, shift_years_in_text

MOST_YEARS = 10
"""How far a plan is rolled over at once: what is older says little about the year wanted."""


@dataclass(frozen=True, slots=True)
class RollOverLine:
    """One thing that came from the year before.

    `kind`: "measure" (where a measure came from), "deadline", "text" (years moved inside a text), "year_left" (a year
    near the plan's that was not moved, since it names a law or order), "item". `before` and `after` are as shown.
    """

    kind: str
    measure: int
    from_fiscal_year: int
    from_measure: int
    where: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RollOver:
    """The new plan, what came from where, and what a person should look at (`plan.findings` is empty)."""

    plan: Plan
    lines: list[RollOverLine]
    findings: list[Finding]


def roll_over(
    plan: Plan, *, to_fiscal_year: int, source: Framework, target: Framework, crosswalk: Crosswalk
) -> RollOver:
    """The plan of a later fiscal year (Buddhist era), most often the next.

    Deadlines and the years inside texts move by as many years, item codes follow the crosswalk; statuses, days of
    completion, notes, evidence, problems, monthly rounds and texts as printed are cleared; the plan has no round.
    Findings: `rolled_from`, `item_moved`, `item_dropped`, `item_new`, `framework_draft`.
    Raises PersonError when `to_fiscal_year` is not after the plan's year, or more than MOST_YEARS after it.
    """
    _require_later_year(plan.fiscal_year, to_fiscal_year)
    years = to_fiscal_year - plan.fiscal_year
    if source.fiscal_year != plan.fiscal_year or target.fiscal_year != to_fiscal_year:
        raise ValueError(
            f"frameworks {source.fiscal_year}, {target.fiscal_year} do not fit {plan.fiscal_year}, {to_fiscal_year}"
        )
    lines: list[RollOverLine] = []
    findings: list[Finding] = [_rolled_from(plan, to_fiscal_year)]
    measures = []
    for number, measure in enumerate(plan.measures, start=1):
        mover = _Mover(plan.fiscal_year, years, measure.number, number, lines)
        mover.say_origin()
        codes = _map_codes(measure, number, source, target, crosswalk, lines, findings)
        measures.append(mover.measure(measure, codes))
    covered = {code for measure in measures for code in measure.item_codes}
    for item in crosswalk.compare(source, target).new_items:
        if item.code not in covered:
            findings.append(_item_new(item.code, item.title_th, item.title_en, to_fiscal_year))
    if target.is_draft:
        findings.append(_framework_draft(to_fiscal_year))
    rolled = replace(
        plan,
        fiscal_year=to_fiscal_year,
        based_on_fiscal_year=plan.based_on_fiscal_year + years if plan.based_on_fiscal_year else None,
        round=None,
        measures=tuple(measures),
        monthly_rounds=(),
        findings=(),
    )
    return RollOver(rolled, lines, findings)


@dataclass(frozen=True, slots=True)
class _Mover:
    """Moves one measure by some years and writes down what it did."""

    fiscal_year: int
    years: int
    from_number: int
    number: int
    lines: list[RollOverLine]

    def say_origin(self) -> None:
        self._say(
            "measure",
            "มาตรการ",
            f"มาตรการที่ {self.from_number} ปีงบประมาณ {self.fiscal_year}",
            f"มาตรการที่ {self.number} ปีงบประมาณ {self.fiscal_year + self.years}",
        )

    def measure(self, measure: Measure, codes: tuple[str, ...]) -> Measure:
        return Measure(
            number=self.number,
            issue=self.text(measure.issue, "ประเด็น"),
            issue_kind=measure.issue_kind,
            indicator=measure.indicator,
            item_codes=codes,
            responsible=tuple(self._responsible(who) for who in measure.responsible),
            steps=tuple(self._step(step) for step in measure.steps),
            follow_ups=tuple(self._follow_up(one) for one in measure.follow_ups),
            status="not_started",
            budget=self._optional(measure.budget, "งบประมาณ"),
            remarks=self._optional(measure.remarks, "หมายเหตุ"),
            extra={
                heading: self.text(text, heading) for heading, text in measure.extra.items() if not _is_result(heading)
            },
            as_printed=AsPrinted(),
        )

    def text(self, text: str, where: str) -> str:
        shifted: ShiftedText = shift_years_in_text(text, fiscal_year=self.fiscal_year, years=self.years)
        if shifted.moved:
            self._say("text", where, text, shifted.text)
        for year in shifted.left:
            self._say("year_left", where, year, year)
        return shifted.text

    def _optional(self, text: str | None, where: str) -> str | None:
        return None if text is None else self.text(text, where)

    def _responsible(self, who: Responsible) -> Responsible:
        return replace(who, unit=self.text(who.unit, "ผู้รับผิดชอบ"))

    def _step(self, step: Step) -> Step:
        where = f"ขั้นตอนที่ {to_thai_digits(str(step.number))}"
        return Step(
            number=step.number,
            text=self.text(step.text, where),
            deadline=self._deadline(step.deadline, where),
            status="not_started",
        )

    def _follow_up(self, one: FollowUp) -> FollowUp:
        where = f"การรายงานผล ข้อ {to_thai_digits(str(one.number))}"
        return FollowUp(
            number=one.number,
            text=self._optional(one.text, where),
            role=one.role,
            deadline=self._deadline(one.deadline, where),
            status="not_started",
        )

    def _deadline(self, deadline: Deadline | None, where: str) -> Deadline | None:
        if deadline is None:
            return None
        moved = replace(
            deadline,
            due_on=shift_day(deadline.due_on, self.years) if deadline.due_on else None,
            from_on=shift_day(deadline.from_on, self.years) if deadline.from_on else None,
            until_on=shift_day(deadline.until_on, self.years) if deadline.until_on else None,
            as_printed=shift_years_in_text(deadline.as_printed, fiscal_year=self.fiscal_year, years=self.years).text,
        )
        if deadline.due_on and moved.due_on:
            before, after = day_th(deadline.due_on), day_th(moved.due_on)
            self._say("deadline", where, before, after)
            why = f"เลื่อนจาก {before} ของแผนปีงบประมาณ พ.ศ. {year_th(self.fiscal_year)} ไป{_years_th(self.years)}เป็น {after}"
            return replace(moved, why=why)
        return replace(moved, why=f"ยกมาจากแผนปีงบประมาณ พ.ศ. {year_th(self.fiscal_year)}")

    def _say(self, kind: str, where: str, before: str, after: str) -> None:
        self.lines.append(RollOverLine(kind, self.number, self.fiscal_year, self.from_number, where, before, after))


def _is_result(heading: str) -> bool:
    """Whether a column of the office's own holds results of the year before."""
    return any(word in heading for word in ("ผลการ", "ผลที่", "ผลสำเร็จ", "ร้อยละ", "หลักฐาน", "สถานะ", "ปัญหา", "เบิกจ่าย"))


def years_to_roll_to(from_year: int, this_year: int) -> list[int]:
    """The years that a plan is offered for: those after its own up to the one after today's, the next at least."""
    last = min(max(from_year, this_year) + 1, from_year + MOST_YEARS)
    return list(range(from_year + 1, last + 1))


def first_to_roll_to(years: Sequence[int], taken: Collection[int], this_year: int) -> int:
    """The year to offer first: this one, else the next, else the newest before, that has no plan; else the plan's next."""
    wanted = sorted(
        (year for year in years if year not in taken), key=lambda year: (year < this_year, abs(year - this_year))
    )
    return wanted[0] if wanted else years[0]


def _require_later_year(from_year: int, to_year: int) -> None:
    if to_year <= from_year:
        raise PersonError(
            f"แผนนี้เป็นของปีงบประมาณ {from_year} จึงยกไปปี {to_year} ไม่ได้ กรุณาระบุปี {from_year + 1}",
            f"this plan is for fiscal year {from_year}; it cannot be rolled over to {to_year}: give {from_year + 1}",
        )
    if to_year > from_year + MOST_YEARS:
        raise PersonError(
            f"ยกแผนจากปีงบประมาณ {from_year} ไปปี {to_year} ไม่ได้ ยกได้ไม่เกิน {MOST_YEARS} ปี คือไม่เกินปี {from_year + MOST_YEARS}",
            f"a plan of fiscal year {from_year} cannot be rolled over to {to_year}: at most {MOST_YEARS} years, "
            f"to {from_year + MOST_YEARS}",
        )


def _years_th(years: int) -> str:
    return "หนึ่งปี" if years == 1 else f" {to_thai_digits(str(years))} ปี "


def _years_en(years: int) -> str:
    return "one year" if years == 1 else f"{years} years"


def _map_codes(
    measure: Measure,
    number: int,
    source: Framework,
    target: Framework,
    crosswalk: Crosswalk,
    lines: list[RollOverLine],
    findings: list[Finding],
) -> tuple[str, ...]:
    kept: list[str] = []
    changes: list[tuple[str, str]] = []
    for code in measure.item_codes:
        if not source.has_item(code):
            findings.append(_item_dropped(number, code, "", (), target.fiscal_year))
            continue
        move = crosswalk.move(code, source, target)
        if move.to_code is None:
            title = source.item(code).title_th
            findings.append(_item_dropped(number, code, title, move.near_codes, target.fiscal_year))
            lines.append(RollOverLine("item", number, source.fiscal_year, measure.number, "รหัสข้อ", code, ""))
            continue
        if move.to_code not in kept:
            kept.append(move.to_code)
        if move.to_code != code or move.kind == "absorbed_into":
            changes.append((code, move.to_code))
            lines.append(RollOverLine("item", number, source.fiscal_year, measure.number, "รหัสข้อ", code, move.to_code))
    if changes:
        listed = ", ".join(f"{old} → {new}" for old, new in changes)
        findings.append(
            Finding(
                "item_moved",
                "note",
                number,
                "รหัสข้อ",
                f"มาตรการที่ {to_thai_digits(str(number))}: รหัสข้อเปลี่ยนตามรายการปีงบประมาณ พ.ศ. "
                f"{year_th(target.fiscal_year)}: {listed} กรุณาตรวจสอบ",
                f"Measure {number}: item codes follow the list of fiscal year {target.fiscal_year}: {listed}. Check them",
            )
        )
    return tuple(code for code in target.item_codes if code in kept)


def _rolled_from(plan: Plan, to_fiscal_year: int) -> Finding:
    count = to_thai_digits(str(len(plan.measures)))
    years = to_fiscal_year - plan.fiscal_year
    return Finding(
        "rolled_from",
        "note",
        None,
        "ทั้งแผน",
        f"แผนปีงบประมาณ พ.ศ. {year_th(to_fiscal_year)} ยกมาจากแผนปีงบประมาณ พ.ศ. {year_th(plan.fiscal_year)} "
        f"จำนวน {count} มาตรการ เลื่อนวันไป{_years_th(years)}และล้างผลการดำเนินการแล้ว กรุณาทบทวนกับผลการประเมินล่าสุดก่อนใช้",
        f"The plan of fiscal year {to_fiscal_year} comes from that of {plan.fiscal_year} ({len(plan.measures)} measures): "
        f"dates moved by {_years_en(years)}, results cleared. Review it against the latest result before use",
    )


def _item_dropped(number: int, code: str, title: str, near: tuple[str, ...], year: int) -> Finding:
    name = f" {title}" if title else ""
    look_th = f" ข้อที่ใกล้เคียง: {', '.join(near)}" if near else ""
    look_en = f" Near to it: {', '.join(near)}." if near else ""
    return Finding(
        "item_dropped",
        "warning",
        number,
        f"ข้อ {code}",
        f"มาตรการที่ {to_thai_digits(str(number))}: ข้อ {code}{name} ไม่มีในรายการปีงบประมาณ พ.ศ. {year_th(year)} "
        f"จึงตัดรหัสออก{look_th} กรุณาพิจารณาว่ายังต้องดำเนินการหรือไม่",
        f"Measure {number}: item {code} is not asked for in fiscal year {year}; its code was taken out.{look_en} "
        "Decide whether the work is still needed",
    )


def _item_new(code: str, title_th: str, title_en: str, year: int) -> Finding:
    return Finding(
        "item_new",
        "warning",
        None,
        f"ข้อ {code}",
        f"ข้อ {code} {title_th} เป็นข้อใหม่ของปีงบประมาณ พ.ศ. {year_th(year)} ยังไม่มีมาตรการรองรับ "
        "กรุณาเพิ่มมาตรการหรือโยงกับมาตรการเดิม",
        f"Item {code} ({title_en}) is new in fiscal year {year} and no measure covers it. Add a measure or tie it to one",
    )


def _framework_draft(year: int) -> Finding:
    return Finding(
        "framework_draft",
        "warning",
        None,
        "รายการข้อ",
        f"ยังไม่มีรายการข้อที่ยืนยันแล้วของปีงบประมาณ พ.ศ. {year_th(year)} จึงใช้รายการของปีก่อนเป็นร่าง "
        "กรุณาตรวจสอบรหัสข้ออีกครั้งเมื่อประกาศรายการใหม่",
        f"The list of fiscal year {year} is not there yet; the year before stands in as a draft. "
        "Check the item codes again once the new list is out",
    )

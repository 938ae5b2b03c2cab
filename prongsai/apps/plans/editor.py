"""The form of one measure: the same for a measure of a plan and for one of a draft import.

It shows the values of core/plan.py and gives such values back. What the form does not show (progress, evidence of
work, printed cells) is kept from the measure it was opened with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.plans.labels import deadline_why
from prongsai.apps.plans.models import DEADLINE_KINDS, STATUSES
from prongsai.core import plan as core
from prongsai.core.deadline_rule.options import SET_BY_OFFICE, SET_TO_MONTH_END, options_of
from prongsai.core.link.evidence import fix_evidence
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.web.day_field import DayField

ALL_UNITS = "ทุกส่วนงาน"
"""The unit of a line that is ticked as every unit's and names none."""

MOST_LINES = 300


class MeasureForm(forms.Form):
    """The measure itself."""

    issue = forms.CharField(
        label=gettext_lazy("ประเด็น"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("กรอกประเด็น")},
    )
    issue_kind = forms.ChoiceField(
        label=gettext_lazy("ลักษณะของประเด็น"),
        required=False,
        choices=[
            ("", gettext_lazy("ไม่ระบุ")),
            ("fix", gettext_lazy("ต้องปรับปรุงแก้ไข")),
            ("develop", gettext_lazy("ต้องพัฒนา")),
        ],
    )
    indicator = forms.CharField(
        label=gettext_lazy("ตัวชี้วัดที่"), required=False, max_length=2, widget=forms.TextInput(attrs={"class": "w2"})
    )
    item_codes = forms.CharField(
        label=gettext_lazy("ข้อ OIT ที่เกี่ยวข้อง"),
        required=False,
        help_text=gettext_lazy("คั่นด้วยจุลภาค เช่น O1, O2, O3"),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("ผลการดำเนินการของทั้งมาตรการ"),
        required=False,
        choices=STATUSES,
        help_text=gettext_lazy("ใช้เมื่อไม่ได้บันทึกผลแยกตามขั้นตอน"),
    )
    evidence = forms.CharField(
        label=gettext_lazy("หลักฐานของทั้งมาตรการ"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "wide"}),
        help_text=gettext_lazy("หนึ่งบรรทัดต่อหนึ่งลิงก์"),
    )
    budget = forms.CharField(label=gettext_lazy("งบประมาณ"), required=False)
    problems = forms.CharField(
        label=gettext_lazy("ปัญหา อุปสรรค"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    remarks = forms.CharField(label=gettext_lazy("หมายเหตุ"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_indicator(self) -> int | None:
        text = to_arabic_digits(self.cleaned_data["indicator"]).strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 99):
            raise forms.ValidationError(_("กรอกเลขตัวชี้วัด เช่น 9"))
        return int(text)

    def clean_item_codes(self) -> tuple[str, ...]:
        text = to_arabic_digits(self.cleaned_data["item_codes"]).upper()
        codes = [part.strip() for part in text.replace("\n", ",").replace(" ", ",").split(",") if part.strip()]
        codes = [f"O{code}" if code.isdigit() else code for code in codes]
        for code in codes:
            if not (code[0] == "O" and code[1:].isascii() and code[1:].isdigit() and len(code) <= 4):
                raise forms.ValidationError(_("อ่านรหัสข้อ “%(code)s” ไม่ได้ กรุณาพิมพ์แบบ O1, O2"), params={"code": code})
        return tuple(dict.fromkeys(codes))


class ResponsibleForm(forms.Form):
    """One responsible unit."""

    unit = forms.CharField(label=gettext_lazy("ส่วนงาน"), required=False, max_length=500)
    person = forms.CharField(label=gettext_lazy("ชื่อบุคคล (ถ้ามี)"), required=False, max_length=300)
    role = forms.ChoiceField(
        label=gettext_lazy("หน้าที่"),
        required=False,
        choices=[
            ("does", gettext_lazy("ดำเนินการ")),
            ("compiles", gettext_lazy("รวบรวม")),
            ("publishes", gettext_lazy("เผยแพร่")),
        ],
    )
    all_units = forms.BooleanField(label=gettext_lazy("หมายถึงทุกส่วนงาน"), required=False)


class WorkForm(forms.Form):
    """One step or follow-up with its deadline."""

    key = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("ข้อความ"), required=False, widget=forms.Textarea(attrs={"rows": 2, "class": "wide"})
    )
    role = forms.ChoiceField(
        label=gettext_lazy("ลักษณะ"),
        required=False,
        choices=[
            ("task", gettext_lazy("งานที่ต้องรายงานผล")),
            ("supervision", gettext_lazy("การกำกับติดตามของผู้บริหาร")),
        ],
    )
    deadline_kind = forms.ChoiceField(label=gettext_lazy("กำหนดเวลา"), required=False, choices=DEADLINE_KINDS)
    start = DayField(label=gettext_lazy("ตั้งแต่วันที่ (ถ้ามี)"), required=False)
    end = DayField(
        label=gettext_lazy("ภายในวันที่"),
        required=False,
        to_month_end=True,
        help_text=gettext_lazy("กรอกเพียงเดือนและปีคือภายในสิ้นเดือนนั้น"),
    )
    days = forms.CharField(
        label=gettext_lazy("จำนวนวันหลังเหตุการณ์"), required=False, widget=forms.TextInput(attrs={"class": "w4"})
    )
    working_days = forms.BooleanField(label=gettext_lazy("นับเฉพาะวันทำการ"), required=False)
    due_day = forms.CharField(
        label=gettext_lazy("งานทุกเดือน: ภายในวันที่เท่าใดของเดือนถัดไป"),
        required=False,
        help_text=gettext_lazy("เว้นว่างคือภายในสิ้นเดือนนั้น"),
        widget=forms.TextInput(attrs={"class": "w2", "inputmode": "numeric"}),
    )
    check_every = forms.CharField(
        label=gettext_lazy("งานต่อเนื่อง: ตรวจทุกกี่วันหรือกี่เดือน"),
        required=False,
        help_text=gettext_lazy("เว้นว่างคือตรวจครั้งเดียวเมื่อสิ้นสุด"),
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )
    check_unit = forms.ChoiceField(
        label=gettext_lazy("หน่วยของการตรวจ"),
        required=False,
        choices=[("months", gettext_lazy("เดือน")), ("days", gettext_lazy("วัน"))],
    )
    to_working_day = forms.BooleanField(label=gettext_lazy("ถ้าครบกำหนดตรงวันหยุด เลื่อนเป็นวันทำการถัดไป"), required=False)
    ends_with_year = forms.BooleanField(label=gettext_lazy("จบเมื่อสิ้นปีงบประมาณ แม้ยังไม่มีแผนปีถัดไป"), required=False)
    remove = forms.BooleanField(label=gettext_lazy("ลบรายการนี้"), required=False)

    def clean_days(self) -> int | None:
        return _whole_number(self.cleaned_data["days"], 365, _("กรอกจำนวนวัน 1 ถึง 365"))

    def clean_due_day(self) -> int | None:
        return _whole_number(self.cleaned_data["due_day"], 31, _("กรอกวันที่ 1 ถึง 31"))

    def clean_check_every(self) -> int | None:
        return _whole_number(self.cleaned_data["check_every"], 366, _("กรอกจำนวน 1 ถึง 366"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        kind, start, end = values.get("deadline_kind"), values.get("start"), values.get("end")
        if values.get("remove"):
            return values
        values["to_month_end"] = end is not None and not self["end"].data[0].strip()
        if kind == "date" and end is None and "end" not in self.errors:
            self.add_error("end", _("กรอกวันครบกำหนด"))
        if start and end and start > end:
            self.add_error("start", _("วันเริ่มต้องไม่หลังวันครบกำหนด"))
        if kind == "relative" and values.get("days") is None and "days" not in self.errors:
            self.add_error("days", _("กรอกจำนวนวัน 1 ถึง 365"))
        return values

    @property
    def why(self) -> str:
        """How the deadline shown was computed, "" for a new line."""
        return str(self.initial.get("why", ""))

    @property
    def as_printed(self) -> str:
        """The deadline's words in the source, "" for a new line."""
        return str(self.initial.get("as_printed", ""))

    @property
    def has_options(self) -> bool:
        """Whether anything was set beside the days."""
        return any(self.initial.get(name) for name in ("due_day", "check_every", "to_working_day", "ends_with_year"))

    @property
    def is_new(self) -> bool:
        """Whether this is an empty line to fill in."""
        return not self.initial


_ResponsibleSet = formset_factory(ResponsibleForm, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES)
_WorkSet = formset_factory(WorkForm, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES)


@dataclass(frozen=True, slots=True)
class Edited:
    """What a person entered: the measure, and which stored line is behind each of its steps and follow-ups."""

    facts: core.Measure
    work_keys: dict[str, list[int | None]]


class MeasureEditor:
    """The form of a measure with its lines; `keys` name the stored rows behind the lines of `facts`."""

    def __init__(
        self,
        facts: core.Measure,
        keys: Mapping[str, Sequence[int]],
        data: QueryDict | None = None,
        known_hosts: Sequence[str] = (),
    ) -> None:
        self.before = facts
        self.known_hosts = tuple(known_hosts)
        self._work: dict[str, Mapping[int, core.Work]] = {
            "step": dict(zip(keys["step"], facts.steps, strict=True)),
            "follow_up": dict(zip(keys["follow_up"], facts.follow_ups, strict=True)),
        }
        self.adds = data.get("add", "") if data is not None else ""
        data = self._with_added_line(data)
        bound = data is not None
        work = {kind: _work_initial(lines) for kind, lines in self._work.items()}
        if not bound:  # one empty line of each to fill in
            blank: dict[str, Any] = {}
            work = {kind: [*lines, blank] for kind, lines in work.items()}
        responsible: list[dict[str, Any]] = [
            {"unit": who.unit, "person": who.person, "role": who.role, "all_units": who.all_units}
            for who in facts.responsible
        ]
        self.form = MeasureForm(data, initial=_measure_initial(facts))
        self.responsible: BaseFormSet[Any] = _ResponsibleSet(
            data, prefix="who", initial=responsible if bound else [*responsible, {}]
        )
        self.steps: BaseFormSet[Any] = _WorkSet(data, prefix="step", initial=work["step"])
        self.follow_ups: BaseFormSet[Any] = _WorkSet(data, prefix="follow_up", initial=work["follow_up"])

    @property
    def forms(self) -> list[Any]:
        """Everything whose errors the summary lists."""
        return [self.form, self.responsible, self.steps, self.follow_ups]

    def is_valid(self) -> bool:
        """Whether all parts are; every part is checked, so that the summary is complete."""
        if self.adds:
            return False
        answers = [part.is_valid() for part in self.forms]
        return all(answers)

    def edited(self) -> Edited:
        """The measure as entered; call after is_valid()."""
        values = self.form.cleaned_data
        steps, step_keys = self._lines("step", self.steps)
        follow_ups, follow_up_keys = self._lines("follow_up", self.follow_ups)
        facts = replace(
            self.before,
            issue=_clean(values["issue"]),
            issue_kind=values["issue_kind"] or None,
            indicator=values["indicator"],
            item_codes=values["item_codes"],
            responsible=self._responsible(),
            steps=tuple(cast("list[core.Step]", steps)),
            follow_ups=tuple(cast("list[core.FollowUp]", follow_ups)),
            status=cast("core.Status", values["status"] or self.before.status),
            evidence=self._evidence(values["evidence"]),
            budget=_clean(values["budget"]) or None,
            problems=_clean(values["problems"]) or None,
            remarks=_clean(values["remarks"]) or None,
        )
        return Edited(facts, {"step": step_keys, "follow_up": follow_up_keys})

    def _with_added_line(self, data: QueryDict | None) -> QueryDict | None:
        prefix = {"who": "who", "step": "step", "follow_up": "follow_up"}.get(self.adds)
        if data is None or prefix is None:
            return data
        copy = data.copy()
        total = copy.get(f"{prefix}-TOTAL_FORMS", "0")
        known = int(total) if total.isascii() and total.isdigit() and len(total) < 10 else 0
        copy[f"{prefix}-TOTAL_FORMS"] = str(min(known, MOST_LINES - 1) + 1)
        return copy

    def _responsible(self) -> tuple[core.Responsible, ...]:
        return tuple(
            core.Responsible(
                unit=_clean(line.get("unit", "")) or (ALL_UNITS if line.get("all_units") else ""),
                person=_clean(line.get("person", "")) or None,
                role=line.get("role") or "does",
                all_units=bool(line.get("all_units")),
            )
            for line in (form.cleaned_data for form in self.responsible.forms)
            if _clean(line.get("unit", "")) or _clean(line.get("person", "")) or line.get("all_units")
        )

    def _lines(self, kind: str, formset: BaseFormSet[Any]) -> tuple[list[core.Work], list[int | None]]:
        lines: list[core.Work] = []
        keys: list[int | None] = []
        for form in formset.forms:
            values = form.cleaned_data
            before = self._work[kind].get(values.get("key")) if values.get("key") is not None else None
            text = _clean(values.get("text", ""))
            if values.get("remove") or (before is None and not text and not values.get("deadline_kind")):
                continue
            if kind == "step" and not text:
                continue
            lines.append(_line(kind, len(lines) + 1, text, values, before))
            keys.append(values["key"] if before is not None else None)
        return lines, keys

    def _evidence(self, text: str) -> tuple[core.Evidence, ...]:
        known = {(one.url or one.as_printed): one for one in self.before.evidence}
        printed = {one.as_printed: one for one in self.before.evidence}
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return tuple(known.get(line) or printed.get(line) or fix_evidence(line, self.known_hosts) for line in lines)


def _line(kind: str, number: int, text: str, values: dict[str, Any], before: core.Work | None) -> core.Work:
    deadline = _deadline(values, before.deadline if before else None)
    if kind == "step":
        step = before if isinstance(before, core.Step) else core.Step(number, text)
        return replace(step, number=number, text=text, deadline=deadline)
    line = before if isinstance(before, core.FollowUp) else core.FollowUp(number, text)
    return replace(line, number=number, text=text or None, role=values.get("role") or "task", deadline=deadline)


def _deadline(values: dict[str, Any], before: core.Deadline | None) -> core.Deadline | None:
    kind = values.get("deadline_kind") or ""
    if not kind:
        return None
    start, end = values.get("start"), values.get("end")
    if kind == "date" and values.get("to_month_end") and start is None and end is not None:
        start = end.replace(day=1)  # a whole month, as readers give "ภายในเดือน…"
    dated = kind in {"date", "monthly", "continuous"}
    made = core.Deadline(
        kind=cast("core.DeadlineKind", kind),
        due_on=end if kind == "date" else None,
        from_on=start if dated else None,
        until_on=end if kind in {"monthly", "continuous"} else None,
        days_after_event=values.get("days") if kind == "relative" else None,
        working_days=bool(values.get("working_days")) if kind == "relative" else False,
        as_printed=before.as_printed if before else "",
        why=SET_TO_MONTH_END if values.get("to_month_end") else SET_BY_OFFICE,
    )
    made = _with_options(made, values)
    if before is not None and replace(made, inferred=before.inferred, why=before.why) == before:
        return before
    return made


def _with_options(deadline: core.Deadline, values: dict[str, Any]) -> core.Deadline:
    """The deadline with what was set beside its days; without options where nothing was."""
    given = core.DeadlineOptions(
        due_day=values.get("due_day"),
        check_every=values.get("check_every"),
        check_unit=cast("core.CheckUnit", values.get("check_unit") or "months"),
        to_working_day=bool(values.get("to_working_day")),
        ends_with_year=bool(values.get("ends_with_year")),
    )
    options = options_of(replace(deadline, options=given))
    return replace(deadline, options=None if options == core.DeadlineOptions() else options)


def _whole_number(entered: str, most: int, sentence: str) -> int | None:
    text = to_arabic_digits(entered).strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= most):
        raise forms.ValidationError(sentence)
    return int(text)


def _measure_initial(facts: core.Measure) -> dict[str, Any]:
    return {
        "issue": facts.issue,
        "issue_kind": facts.issue_kind or "",
        "indicator": "" if facts.indicator is None else str(facts.indicator),
        "item_codes": ", ".join(facts.item_codes),
        "status": facts.status,
        "evidence": "\n".join(one.url or one.as_printed for one in facts.evidence),
        "budget": facts.budget or "",
        "problems": facts.problems or "",
        "remarks": facts.remarks or "",
    }


def _work_initial(lines: Mapping[int, core.Work]) -> list[dict[str, Any]]:
    return [
        {
            "key": key,
            "text": line.text or "",
            "role": line.role if isinstance(line, core.FollowUp) else "",
            "deadline_kind": line.deadline.kind if line.deadline else "",
            "start": line.deadline.from_on if line.deadline else None,
            "end": (line.deadline.due_on or line.deadline.until_on) if line.deadline else None,
            "days": line.deadline.days_after_event if line.deadline else None,
            "working_days": line.deadline.working_days if line.deadline else False,
            **_options_initial(line.deadline.options if line.deadline else None),
            "why": deadline_why(line.deadline),
            "as_printed": line.deadline.as_printed if line.deadline else "",
        }
        for key, line in lines.items()
    ]


def _options_initial(options: core.DeadlineOptions | None) -> dict[str, Any]:
    return asdict(options or core.DeadlineOptions())


def _clean(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").replace("\x00", "").strip()

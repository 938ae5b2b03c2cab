"""Forms of results: typing one in, reading a document, entering IIT and EIT."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.plans.forms import YearField
from prongsai.core.framework.model import TOOL_CODES, Framework
from prongsai.core.result import YearResult
from prongsai.intake.results.scores import read_score
from prongsai.web.templatetags.reading import in_language

ITEM_CHOICES = (("", gettext_lazy("ไม่ทราบ")), ("100", gettext_lazy("ได้ 100")), ("0", gettext_lazy("ได้ 0")))


class ScoreField(forms.CharField):
    """A score from 0 to 100 with at most two decimals, Thai or Arabic digits, comma or point; None when left blank."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": "w5", "inputmode": "decimal"})
        super().__init__(**{"required": False, "max_length": 20, "widget": widget, **options})

    def clean(self, value: Any) -> Decimal | None:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        score = read_score(text)
        if score is None or not 0 <= score <= 100:
            raise forms.ValidationError(_("กรอกคะแนน 0 ถึง 100 เช่น 92.45"))
        if score != round(score, 2):
            raise forms.ValidationError(_("กรอกทศนิยมไม่เกินสองตำแหน่ง เช่น 92.45"))
        return score


class ResultForm(forms.Form):
    """One year's result, field by field as the year's framework has its parts."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, framework: Framework, facts: YearResult | None, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.framework, self.facts = framework, facts or YearResult(framework.fiscal_year)
        self._add_scores()
        self.fields["source"] = forms.CharField(
            label=_("ที่มาของผล"),
            required=False,
            max_length=300,
            help_text=_("เช่น ประกาศผลของสำนักงาน ป.ป.ช. วันที่ใด"),
            initial=self.facts.source,
        )
        for item in framework.items:
            self.fields[f"o_{item.code}"] = forms.ChoiceField(
                label=f"{item.code} {in_language((item.title_th, item.title_en))}",
                required=False,
                choices=ITEM_CHOICES,
                initial=_whole(self.facts.items.get(item.code)),
            )
        self.fields["rest_kept"] = forms.BooleanField(label=_("ข้อที่เว้นไว้ถือว่าได้ 100"), required=False)

    def _add_scores(self) -> None:
        known = self.facts
        self.fields["total"] = ScoreField(label=_("คะแนนรวม ITA"), initial=_shown(known.total))
        self.fields["level"] = forms.CharField(
            label=_("ระดับตามประกาศ"),
            required=False,
            max_length=200,
            help_text=" / ".join(
                in_language((level.name_th, f"{level.name_th} ({level.name_en})")) for level in self.framework.levels
            ),
            initial=known.level,
        )
        for tool in self.framework.tools:
            self.fields[f"t_{tool.code}"] = ScoreField(label=tool.code, initial=_shown(known.tools.get(tool.code)))
        for entry in self.framework.indicators:
            label = f"{entry.number} {in_language((entry.name_th, entry.name_en))}"
            self.fields[f"i_{entry.number}"] = ScoreField(
                label=label, initial=_shown(known.indicators.get(entry.number))
            )
        for sub in self.framework.sub_indicators:
            label = f"{sub.code} {in_language((sub.name_th, sub.name_en))}"
            self.fields[f"s_{sub.code}"] = ScoreField(label=label, initial=_shown(known.sub_indicators.get(sub.code)))

    @property
    def part_fields(self) -> list[Any]:
        """Bound fields of indicators and sub-indicators."""
        return [self[name] for name in self.fields if name.startswith(("i_", "s_"))]

    @property
    def tool_fields(self) -> list[Any]:
        """Bound fields of the tools."""
        return [self[name] for name in self.fields if name.startswith("t_")]

    @property
    def item_fields(self) -> list[Any]:
        """Bound fields of the items."""
        return [self[name] for name in self.fields if name.startswith("o_")]

    def result(self) -> YearResult:
        """The values entered. Items that the year's list does not have stay as they were."""
        data = self.cleaned_data
        rest = "100" if data["rest_kept"] else ""
        chosen = {item.code: data[f"o_{item.code}"] or rest for item in self.framework.items}
        others = {code: score for code, score in self.facts.items.items() if not self.framework.has_item(code)}
        return YearResult(
            fiscal_year=self.framework.fiscal_year,
            agency_name=self.facts.agency_name,
            tools={code: data[f"t_{code}"] for code in TOOL_CODES if data.get(f"t_{code}") is not None},
            indicators={
                one.number: data[f"i_{one.number}"]
                for one in self.framework.indicators
                if data[f"i_{one.number}"] is not None
            },
            sub_indicators={
                one.code: data[f"s_{one.code}"]
                for one in self.framework.sub_indicators
                if data[f"s_{one.code}"] is not None
            },
            items={**{code: Decimal(score) for code, score in chosen.items() if score}, **others},
            titles=self.facts.titles,
            total=data["total"],
            level=data["level"].strip(),
            source=data["source"].strip(),
        )


class NewResultForm(forms.Form):
    """The year of a result to type in."""

    fiscal_year = YearField(
        label=gettext_lazy("ปีงบประมาณ พ.ศ. ของผล"),
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("กรอกปีงบประมาณ พ.ศ. เช่น 2566")},
    )


class ResultImportForm(forms.Form):
    """A document with results: a file or pasted text."""

    file = forms.FileField(
        label=gettext_lazy("เลือกไฟล์ผลการประเมิน"),
        required=False,
        help_text=gettext_lazy("Excel (XLSX), CSV, Word (DOCX), PDF, หน้าเว็บ (HTML) หรือข้อความ ไม่เกิน 10 MB"),
    )
    text = forms.CharField(
        label=gettext_lazy("หรือวางข้อความ"),
        required=False,
        max_length=200_000,
        help_text=gettext_lazy("คัดลอกตารางคะแนนจากประกาศหรือ Excel แล้ววางที่นี่ได้"),
        widget=forms.Textarea(attrs={"rows": 6, "class": "wide"}),
    )
    fiscal_year = YearField(
        label=gettext_lazy("ปีงบประมาณ พ.ศ. (ถ้าเอกสารไม่ได้ระบุ)"),
        required=False,
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        has_text = bool(values.get("text", "").strip())
        if not values.get("file") and not has_text and not self.errors:
            raise forms.ValidationError(_("เลือกไฟล์ หรือวางข้อความ อย่างใดอย่างหนึ่ง"))
        if values.get("file") and has_text:
            raise forms.ValidationError(_("เลือกไฟล์ หรือวางข้อความ เพียงอย่างเดียว"))
        return values


class ToolForm(forms.Form):
    """A score of IIT or EIT with where it is from."""

    tool = forms.ChoiceField(label=gettext_lazy("เครื่องมือ"), choices=[("IIT", "IIT"), ("EIT", "EIT")])
    score = ScoreField(label=gettext_lazy("คะแนน"), required=False)
    source = forms.CharField(
        label=gettext_lazy("ที่มาของคะแนน"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("เช่น ประมาณการจากปีก่อน หรือผลสำรวจของหน่วยงานเอง"),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("score") is not None and not values.get("source", "").strip():
            self.add_error("source", _("เขียนว่าคะแนนนี้มาจากที่ใด"))
        return values


def _shown(score: Decimal | None) -> str:
    return "" if score is None else f"{score:f}"


def _whole(score: Decimal | None) -> str:
    return "" if score is None else "100" if score == 100 else "0" if score == 0 else ""

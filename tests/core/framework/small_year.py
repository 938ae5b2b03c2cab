"""The smallest valid year, to break one thing at a time."""

SMALL_YEAR = """\
schema: prongsai/framework/1
fiscal_year: 2599
status: weak
item_count: 3
item_count_confidence: inferred
notes:
- th: หมายเหตุ
  en: a note
tools:
- code: IIT
  name_th: ภายใน
  name_en: internal
  weight_percent: 30
  indicators: [1]
  respondents_th: บุคลากร
  respondents_en: personnel
  confidence: inferred
  sources: []
- code: EIT
  name_th: ภายนอก
  name_en: external
  weight_percent: 30
  indicators: [6]
  respondents_th: ประชาชน
  respondents_en: people
  confidence: inferred
  sources: []
- code: OIT
  name_th: การเปิดเผยข้อมูล
  name_en: disclosure
  weight_percent: 40
  indicators: [9, 10]
  respondents_th: ผู้ประเมิน
  respondents_en: evaluators
  confidence: inferred
  sources: [handbook]
indicators:
- {number: 1, name_th: การปฏิบัติหน้าที่, name_en: duty, tool: IIT, confidence: verified, sources: []}
- {number: 6, name_th: คุณภาพ, name_en: quality, tool: EIT, confidence: verified, sources: []}
- {number: 9, name_th: การเปิดเผยข้อมูล, name_en: disclosure, tool: OIT, confidence: verified, sources: []}
- {number: 10, name_th: การป้องกันการทุจริต, name_en: prevention, tool: OIT, confidence: verified, sources: []}
sub_indicators:
- {code: 9.1, name_th: ข้อมูลพื้นฐาน, name_en: basic, confidence: verified, sources: [handbook]}
- {code: '10.1', name_th: มาตรการ, name_en: measures, confidence: verified, sources: []}
levels:
- {code: good, name_th: ผ่านดี, name_en: good, minimum_total: 85, minimum_each_tool: 85, passes: true, confidence: inferred}
- {code: pass, name_th: ผ่าน, name_en: pass, minimum_total: 85, passes: true, confidence: inferred}
- {code: improve, name_th: ต้องปรับปรุง, name_en: improve, minimum_total: 0, passes: false, confidence: inferred}
calendar:
- step: result
  name_th: ประกาศผล
  name_en: result
  from: 2056-08-01
  to: 2056-08-10
  confidence: single_source
  sources: [handbook]
rules:
- th: ได้ 100 หรือ 0
  en: 100 or 0
  confidence: verified
  sources: [handbook]
items:
- code: O1
  title_th: โครงสร้าง
  title_en: Structure
  topic: structure
  absorbs: [authority]
  sub_indicator: 9.1
  period: evergreen
  elements:
  - th: แผนผัง
    en: a chart
  - th: ตำแหน่ง
    en: positions
    confidence: recalled_unverified
  confidence: verified
  elements_confidence: single_source
  sources: [handbook]
- code: O2
  title_th: ข้อมูลผู้บริหาร
  title_en: Executives
  topic: executives
  sub_indicator: '9.1'
  period: evergreen
  elements: []
  confidence: verified
  elements_confidence: inferred
  sources: []
- code: O3
  title_th: มาตรการ
  title_en: Measures
  topic: measures
  sub_indicator: '10.1'
  period: analysis_of_previous_fy_result
  elements: []
  confidence: recalled_unverified
  elements_confidence: recalled_unverified
  sources: []
sources:
  handbook:
    title: คู่มือ
    address: https://example.go.th/handbook
"""


def without_line(text: str) -> str:
    """The small year without the one line that holds `text`."""
    lines = SMALL_YEAR.splitlines(keepends=True)
    at = [place for place, line in enumerate(lines) if text in line]
    assert len(at) == 1, text
    return "".join(line for place, line in enumerate(lines) if place != at[0])


def changed(old: str, new: str) -> str:
    """The small year with the first `old` replaced."""
    assert old in SMALL_YEAR, old
    return SMALL_YEAR.replace(old, new, 1)

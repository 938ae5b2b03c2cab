"""Generated plans: realistic Thai, and text made to be mistaken for the form's own words."""

from datetime import date, timedelta

from hypothesis import strategies as st

from prongsai.core.plan import (
    STATUSES,
    Agency,
    Deadline,
    Evidence,
    FollowUp,
    Measure,
    MonthlyRound,
    Plan,
    Responsible,
    Step,
)
from prongsai.core.plan_same import _folded
from prongsai.core.reporting_round import ReportingRound, round_of

THAI_PHRASES = (
    "เจ้าหน้าที่ผู้รับผิดชอบจัดทำแผนดำเนินงานประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
    "รายงานผู้บริหาร",
    "เผยแพร่ข้อมูลบนเว็บไซต์หน่วยงานและช่องทางอื่นๆ",
    "ผู้บริหารกำกับติดตามการดำเนินการให้แล้วเสร็จ",
    "ภายในเดือนมกราคม ๒๕๖๖",
    "ภายในวันที่ ๓๑ มีนาคม",
    "ทุกเดือน",
    "ไม่เกิน ๗ วันหลังเสร็จสิ้นแต่ละภารกิจ",
    "ตลอดปีงบประมาณ",
    "รอบ ๖ เดือน",
    "น้ำ คำ ทำ กำลัง สำนักปลัด",
    "กลุ่มละ ๑ ภารกิจ",
)

MARKER_LIKE = (
    "๑.", "๒.", "2.", "ข้อ ๑. ๒. ๓.", "๑๐.", "๒.๑", "(กำหนดแล้วเสร็จ: ภายในวันที่ ๓๑ มกราคม ๒๕๖๖)",
    "(กำหนด: ทุกเดือน)", "(ไม่กำหนดเวลา)", "(ไม่ได้ระบุกำหนดเวลา)", "(งานกำกับติดตาม)", "มาตรการที่ ๒", "ตัวชี้วัดที่ ๙",
    "ประเด็นที่ต้องพัฒนา:", "ประเด็น :", "หมายเหตุ:", "หลักฐาน: https://example.go.th/", "ขั้นตอนที่ ๑ ดำเนินการแล้ว",
    "การติดตามข้อที่ ๑", "ผลการดำเนินการ: ดำเนินการเรียบร้อยแล้ว", "เจ้าหน้าที่:", "(รวบรวม)", "(ทุกส่วนงาน)", "“", "”", "“”", "” “",
    "””", "-", "–", "ไม่ระบุ", "ไม่มีบันทึก", "ไม่มีมาตรการ", "• ผู้รับผิดชอบ: ข", "ผู้รับผิดชอบ", "ที่อยู่: x", "ชื่อ:", "งบประมาณ", "ลงชื่อ",
    "------------", "แบบรายงานโปร่งใส รุ่น ๑", "=1+1", "@SUM(A1)", "+๕", "<b>หนา</b>", "&amp;", "&lt;", "|ก|ข|", "\t", "\n", '"', "'",
    "_x0041_", "https://www.example.go.th/แผน 2566.pdf?id=1&x=ก", "(", ")", "[", "]", ",", ";", "%", "\\", "#", "$$",
)  # fmt: skip

_NASTY_LETTERS = st.characters(
    exclude_categories=("Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp", "Mn", "Me", "Mc"), max_codepoint=0x2FFF
)
_FORMATS_KEEP = st.text(_NASTY_LETTERS, max_size=12)

DRAWABLE_LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "กขคงจชซญดตทนบปผพฟมยรลวสหอะาเแโใไๆฯ๐๑๒๓๔๕๖๗๘๙"

_words = st.one_of(
    st.sampled_from(THAI_PHRASES),
    st.sampled_from(THAI_PHRASES),
    st.sampled_from(MARKER_LIKE),
    _FORMATS_KEEP,
    st.just("ก" * 90),
    st.integers(0, 9999).map(str),
)


def texts(*, parts: st.SearchStrategy[str] = _words, most: int = 5) -> st.SearchStrategy[str]:
    """Free text of a few parts with and without blanks between them."""
    return st.tuples(st.lists(parts, min_size=1, max_size=most), st.sampled_from([" ", "", " "])).map(
        lambda pair: pair[1].join(pair[0])
    )


drawable_words = st.one_of(
    st.sampled_from(THAI_PHRASES),
    st.sampled_from(MARKER_LIKE),
    st.text(DRAWABLE_LETTERS, max_size=12),
    st.just("ก" * 90),
    st.integers(0, 9999).map(str),
)


def plain_texts() -> st.SearchStrategy[str]:
    """Text as offices write it, nothing of the form's own words in it."""
    return st.lists(st.sampled_from(THAI_PHRASES), min_size=1, max_size=4).map(" ".join)


days = st.one_of(
    st.dates(date(2021, 9, 1), date(2024, 12, 31)),
    st.sampled_from(
        [
            date(2022, 9, 30),
            date(2022, 10, 1),
            date(2022, 12, 31),
            date(2023, 1, 1),
            date(2024, 2, 29),
            date(2023, 9, 30),
        ]
    ),
)


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline | None:
    """Every kind a reader can give, and a few that only a hand-made plan.json holds."""
    kind = draw(
        st.sampled_from(["date", "range", "month", "monthly", "relative", "continuous", "none", "missing", "odd"])
    )
    day = draw(days)
    later = day + timedelta(days=draw(st.integers(0, 400)))
    start, end = draw(st.sampled_from([(day, later), (None, None), (day, None), (None, later)]))
    if kind == "date":
        return Deadline("date", due_on=day, as_printed=draw(st.sampled_from(THAI_PHRASES)))
    if kind == "range":
        return Deadline("date", due_on=later, from_on=day)
    if kind == "month":
        first = day.replace(day=1)
        return Deadline("date", due_on=(first + timedelta(days=31)).replace(day=1) - timedelta(days=1), from_on=first)
    if kind == "monthly":
        return Deadline("monthly", from_on=start, until_on=end)
    if kind == "continuous":
        return Deadline("continuous", from_on=start, until_on=end)
    if kind == "relative":
        return Deadline("relative", days_after_event=draw(st.integers(0, 90)), working_days=draw(st.booleans()))
    if kind == "none":
        return Deadline("none")
    if kind == "odd":
        return draw(
            st.sampled_from(
                [
                    Deadline("date"),
                    Deadline("relative"),
                    Deadline("none", due_on=day),
                    Deadline("date", due_on=day, until_on=later, days_after_event=3, working_days=True),
                    Deadline("monthly", from_on=day, until_on=later, days_after_event=15),
                ]
            )
        )
    return None


urls = st.one_of(
    st.sampled_from(
        [
            "https://www.example.go.th/",
            "http://www.example.go.th/datacenter/doc_download/a_120123_101112.pdf",
            "https://www.example.go.th/news/detail/123/data.html?page=2&x=%E0%B8%81#top",
            "https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789/view",
            "https://www.example.go.th/" + "very-long-path/" * 12 + "รายงาน.pdf",
            "/index.php/2566",
            "https://xn--12c.example/๑.pdf",
        ]
    ),
    st.text("abcXYZ0189-_./?=&%~#@:ก", min_size=1, max_size=30),
)


@st.composite
def evidence(draw: st.DrawFn, words: st.SearchStrategy[str]) -> Evidence:
    url = draw(st.one_of(urls, st.none()))
    return Evidence(
        as_printed=draw(st.one_of(words, st.just(url or ""))),
        url=url,
        proposed_url=draw(st.one_of(st.none(), st.none(), urls)),
        title=draw(st.one_of(st.none(), words)),
        link_class=draw(st.sampled_from(["ok", "homepage-only", "empty", "third-party-host", "", "new-class"])),
        repairs=tuple(
            draw(st.lists(st.sampled_from(["white_space", "scheme", "new_repair"]), max_size=2, unique=True))
        ),
        needs_review=draw(st.booleans()),
    )


@st.composite
def measures(draw: st.DrawFn, number: int, words: st.SearchStrategy[str], persons: st.SearchStrategy[str]) -> Measure:
    maybe = st.one_of(st.none(), st.none(), words)
    proofs = st.lists(evidence(words), max_size=2).map(tuple)

    def work(kind: type, position: int, text: st.SearchStrategy[str | None]) -> Step | FollowUp:
        fields = {
            "number": position,
            "text": draw(text),
            "deadline": draw(deadlines()),
            "status": draw(st.sampled_from(STATUSES)),
            "done_on": draw(st.one_of(st.none(), days)),
            "note": draw(maybe),
            "evidence": draw(proofs),
        }
        if kind is FollowUp:
            fields["role"] = draw(st.sampled_from(["task", "supervision"]))
        return kind(**fields)

    return Measure(
        number=number,
        issue=draw(words),
        issue_kind=draw(st.sampled_from(["fix", "develop", None])),
        indicator=draw(st.one_of(st.none(), st.integers(1, 10))),
        item_codes=tuple(draw(st.lists(st.integers(1, 43).map(lambda n: f"O{n}"), max_size=4, unique=True))),
        responsible=tuple(
            draw(
                st.lists(
                    st.builds(
                        Responsible,
                        unit=st.one_of(st.sampled_from(["สำนักปลัด", "กองคลัง / งานพัสดุ", "ทุกภารกิจงาน"]), words),
                        person=st.one_of(st.none(), persons),
                        role=st.sampled_from(["does", "compiles", "publishes"]),
                        all_units=st.booleans(),
                    ),
                    max_size=3,
                )
            )
        ),
        steps=tuple(work(Step, n, words) for n in range(1, draw(st.integers(0, 4)) + 1)),
        follow_ups=tuple(
            work(FollowUp, n, st.one_of(words, words, st.none())) for n in range(1, draw(st.integers(0, 4)) + 1)
        ),
        status=draw(st.sampled_from(STATUSES)),
        status_as_printed=draw(st.sampled_from(["", "ดำเนินการเรียบร้อยแล้วตามหลักฐาน", "กำลังดำเนินการ"])),
        evidence=draw(proofs),
        budget=draw(maybe),
        problems=draw(maybe),
        remarks=draw(maybe),
        extra=_distinct(draw(st.dictionaries(words, words, max_size=2))),
    )


@st.composite
def plans(draw: st.DrawFn, *, words: st.SearchStrategy[str] | None = None, most: int = 4, most_rare: int = 12) -> Plan:
    """0 to `most` measures, seldom up to `most_rare`."""
    words = texts() if words is None else words
    persons = st.sampled_from(["นางสาวตัวอย่าง ใจดี", "นายสมมุติ เรียบร้อย", "ว่าที่ร้อยตรีทดลอง ซื่อตรง"])
    fiscal_year = draw(st.integers(2563, 2570))
    agency = Agency(
        name=draw(st.one_of(st.sampled_from(["เทศบาลตำบลตัวอย่าง", "องค์การบริหารส่วนตำบลสมมุติ"]), words)) or "ก",
        kind=draw(st.sampled_from([None, "tambon_municipality", "tao", "pao", "city_municipality"])),
        district=draw(st.one_of(st.none(), st.just("เมืองตัวอย่าง"), words)),
        province=draw(st.one_of(st.none(), st.just("ชัยภูมิ"), words)),
        hosts=tuple(draw(st.lists(st.sampled_from(["www.example.go.th", "example.go.th", "a-b.go.th"]), max_size=2))),
    )
    count = draw(st.one_of(st.integers(0, most), st.integers(0, most), st.integers(0, most_rare)))
    return Plan(
        agency,
        fiscal_year,
        draw(st.one_of(st.none(), st.just(fiscal_year - 1))),
        draw(
            st.sampled_from(
                [
                    None,
                    round_of("half_year", fiscal_year),
                    round_of("full_year", fiscal_year),
                    ReportingRound("half_year", date(2022, 10, 15), date(2023, 3, 31)),
                ]
            )
        ),
        tuple(draw(measures(number, words, persons)) for number in range(1, count + 1)),
        monthly_rounds=tuple(
            draw(
                st.lists(
                    st.builds(
                        MonthlyRound,
                        month=st.just(f"{fiscal_year - 543}-01"),
                        held_on=st.one_of(st.none(), days),
                        signed_by_post=st.one_of(st.none(), st.just("นายกเทศมนตรี")),
                        decisions=st.lists(words, max_size=2).map(tuple),
                    ),
                    max_size=1,
                )
            )
        ),
    )


def _distinct(extra: dict[str, str]) -> dict[str, str]:
    """Headings that differ by more than white space and digit script."""
    kept: dict[str, str] = {}
    for heading, text in extra.items():
        if _folded(heading) and _folded(heading) not in {_folded(other) for other in kept}:
            kept[heading] = text
    return kept

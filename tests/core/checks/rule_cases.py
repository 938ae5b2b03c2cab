"""For each rule a plan on which it fires once, what its finding says, and plans just beside it."""

from dataclasses import dataclass, replace
from datetime import date

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.plan import Deadline, FollowUp, Plan, Responsible, Step
from prongsai.core.reporting_round import round_of
from tests.core.checks.plans import MONTHLY, due, healthy_measure, link, plan_of, supervision, task

FILES = FrameworkFiles()
HOME = link("https://www.tambon.go.th/", "homepage-only")
SIX, SEVEN = 6, 7
"""Numbers of the spoiled measures, so that a sentence with another measure's number shows."""


def one(**changes):
    """A plan of healthy measures 1 and 2, with measure 6 spoiled between them."""
    return plan_of(healthy_measure(1), healthy_measure(SIX, **changes), healthy_measure(2))


def works(*follow_ups, **changes):
    return one(follow_ups=follow_ups, **changes)


def day(year, month, number):
    return due(date(year, month, number))


def printed_without_year(deadline, printed):
    return replace(deadline, inferred=("year",), as_printed=printed)


def steps(*texts):
    return tuple(Step(number, text) for number, text in enumerate(texts, start=1))


def actions(count, length):
    """A step of so many verbs of work and so many letters."""
    verbs = ("จัดทำแผน ", "สรุปยอด ", "ประกาศใช้ ", "แต่งตั้งคณะ ", "สำรวจพื้นที่ ", "เผยแพร่ข่าว ")
    text = "".join(verbs[:count])
    return Step(3, text + "ก" * (length - len(text)))


REPORTED = steps("จัดทำข้อมูล", "รายงานผู้บริหาร")
DONE = {"status": "done", "done_on": date(2023, 1, 5)}


@dataclass(frozen=True)
class Case:
    """A plan on which a rule fires once, what its finding holds, and plans beside it on which it is quiet."""

    fires: Plan
    quiet: tuple[Plan, ...]
    measure: int | None
    where: str
    thai: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    year: int | None = None


CASES = {
    "homepage_only": Case(
        one(evidence=(link(), HOME)),
        (one(evidence=(link("https://www.tambon.go.th/a"),)), one(evidence=())),
        SIX,
        "หลักฐานที่ ๒",
        ("https://www.tambon.go.th/ เป็นหน้าแรก", "๐ คะแนน"),
        ("evidence 2: https://www.tambon.go.th/ is the front page",),
    ),
    "url_malformed": Case(
        one(steps=(Step(2, "ก", evidence=(link("htp//x…", "truncated"),)),)),
        (one(evidence=(link("https://a.go.th/x", "ok-site-relative"),)),),
        SIX,
        "ขั้นตอนที่ ๒ หลักฐานที่ ๑",
        ('"htp//x…"',),
        ('"htp//x…" cannot be used',),
    ),
    "link_not_public": Case(
        works(task(3, None, evidence=(link("http://localhost/x", "localhost"),))),
        (one(evidence=(link("http://1.2.3.4/x", "ip-host"),)),),
        SIX,
        "การรายงานผล ข้อ ๓ หลักฐานที่ ๑",
        ("http://localhost/x",),
        ("follow-up 3, evidence 1: http://localhost/x",),
    ),
    "link_off_site": Case(
        works(supervision(4, None, evidence=(link("https://fb.com/x", "social-media"),))),
        (one(evidence=(link("https://login.go.th/x", "login-page"),)), one(evidence=(HOME,))),
        SIX,
        "การกำกับติดตาม ข้อ ๔ หลักฐานที่ ๑",
        ("https://fb.com/x", "เว็บไซต์หลัก"),
        ("supervision 4, evidence 1", "agency's own site"),
    ),
    "deadline_before_fiscal_year": Case(
        one(steps=(Step(2, "ก", day(2022, 9, 30)),)),
        (works(task(1, day(2022, 10, 1))), works(task(1, None))),
        SIX,
        "ขั้นตอนที่ ๒",
        ("๓๐ กันยายน ๒๕๖๕", "พ.ศ. ๒๕๖๖ (๑ ตุลาคม ๒๕๖๕)"),
        ("due on 30 September 2022", "fiscal year 2566 begins (1 October 2022)"),
    ),
    "deadline_after_fiscal_year": Case(
        works(task(1, day(2023, 10, 1))),
        (works(task(1, day(2023, 9, 30))), works(task(1, Deadline("relative", days_after_event=900)))),
        SIX,
        "การรายงานผล ข้อ ๑",
        ("๑ ตุลาคม ๒๕๖๖", "พ.ศ. ๒๕๖๖ (๓๐ กันยายน ๒๕๖๖)"),
        ("due on 1 October 2023", "fiscal year 2566 ends (30 September 2023)"),
    ),
    "done_before_deadline": Case(
        works(task(1, day(2023, 4, 1), status="done")),
        (
            works(task(1, day(2023, 3, 31), status="done")),
            works(task(1, day(2023, 4, 1), status="not_started")),
            works(task(1, day(2023, 4, 1), **DONE)),
            replace(works(task(1, day(2023, 4, 1), status="done")), round=round_of("full_year", 2566)),
        ),
        SIX,
        "การรายงานผล ข้อ ๑",
        ("๑ เมษายน ๒๕๖๖", "๓๑ มีนาคม ๒๕๖๖"),
        ("due on 1 April 2023", "round ends (31 March 2023)"),
    ),
    "done_on_after_round": Case(
        one(steps=(Step(1, "ก", status="done", done_on=date(2023, 4, 1)),)),
        (one(steps=(Step(1, "ก", status="done", done_on=date(2023, 3, 31)),)),),
        SIX,
        "ขั้นตอนที่ ๑",
        ("๑ เมษายน ๒๕๖๖", "๓๑ มีนาคม ๒๕๖๖"),
        ("done on 1 April 2023", "31 March 2023"),
    ),
    "status_without_date": Case(
        works(task(4, day(2023, 1, 31), status="done")),
        (works(task(4, day(2023, 1, 31), **DONE)), works(task(4, None), status="in_progress")),
        SIX,
        "การดำเนินการ",
        ("มาตรการที่ ๖: การรายงานผลข้อ ๔ รายงานว่า",),
        ("Measure 6: follow-up 4 reported as done",),
    ),
    "done_without_evidence": Case(
        one(status="done", evidence=()),
        (
            one(status="done"),
            one(status="in_progress", evidence=()),
            works(task(1, None, evidence=(link(),), **DONE), status="done", evidence=()),
        ),
        SIX,
        "หลักฐาน",
        ("๐ คะแนน",),
        ("the item scores 0",),
    ),
    "supervision_before_task": Case(
        works(task(1, day(2023, 4, 30)), supervision(2, day(2023, 4, 29))),
        (
            works(task(1, day(2023, 4, 30)), supervision(2, day(2023, 4, 30))),
            works(task(1, day(2023, 4, 30)), supervision(2, MONTHLY)),
            works(task(1, MONTHLY), supervision(2, day(2023, 4, 29))),
        ),
        SIX,
        "การกำกับติดตาม ข้อ ๒",
        ("ถึง ๒๙ เมษายน ๒๕๖๖", "การรายงานผล ข้อ ๑ ครบกำหนด ๓๐ เมษายน ๒๕๖๖"),
        ("ends on 29 April 2023", "follow-up 1 is due on 30 April 2023"),
    ),
    "no_deadline": Case(
        works(task(1, day(2023, 1, 31)), task(5, Deadline("none"))),
        (works(task(1, day(2023, 1, 31)), task(5, MONTHLY)), works(task(1, day(2023, 1, 31)), supervision(5, None))),
        SIX,
        "การรายงานผล ข้อ ๕",
        ("ไม่ได้กำหนดเวลา",),
        ("follow-up 5: this task has no deadline",),
    ),
    "no_supervision": Case(
        works(task(1, day(2023, 1, 31))),
        (works(supervision(1, None)),),
        SIX,
        "การกำกับติดตาม",
        ("ต่างจากมาตรการอื่น",),
        ("Measure 6: no supervision",),
    ),
    "host_lookalike": Case(
        one(evidence=(link("http://www.tam.bon.go.th/x", proposed_url="http://www.tambon.go.th/x"),)),
        (one(evidence=(link("http://www.tam.bon.go.th/x"),)),),
        SIX,
        "หลักฐานที่ ๑",
        ("http://www.tam.bon.go.th/x มีชื่อ", "น่าจะเป็น http://www.tambon.go.th/x", "ยังไม่ได้เปลี่ยน"),
        ("http://www.tam.bon.go.th/x is nearly", "http://www.tambon.go.th/x: confirm"),
    ),
    "item_without_measure": Case(
        plan_of(healthy_measure(1, item_codes=tuple(code for code in FILES.get(2566).item_codes if code != "O7"))),
        (plan_of(healthy_measure(1, item_codes=FILES.get(2566).item_codes)), plan_of(measures=())),
        None,
        "ข้อ O7",
        ("ข้อ O7 ข่าวประชาสัมพันธ์ ไม่มีมาตรการใด", "๐.๔๐ คะแนน"),
        ("No measure covers item O7", "0.40 of 100 points"),
        2566,
    ),
    "item_not_in_framework": Case(
        one(item_codes=("O6", "O44", "o6")),
        (one(item_codes=("O6", "O43")), one(item_codes=())),
        SIX,
        "รหัสข้อ",
        ("รหัสข้อ O44, o6 ไม่มี", "พ.ศ. ๒๕๖๖"),
        ("item code O44, o6 is not", "fiscal year 2566"),
        2566,
    ),
    "measure_without_item": Case(
        one(item_codes=(), issue="ข่าว\n ประชาสัมพันธ์"),
        (one(item_codes=("O99",)),),
        SIX,
        "รหัสข้อ",
        ('"ข่าว ประชาสัมพันธ์"',),
        ('"ข่าว ประชาสัมพันธ์" is not tied',),
    ),
    "measure_without_unit": Case(
        one(responsible=(Responsible(" \n"),)),
        (
            one(responsible=(Responsible(""), Responsible("กองคลัง"))),
            one(responsible=(Responsible("", all_units=True),)),
        ),
        SIX,
        "ผู้รับผิดชอบ",
        ("สำนักหรือกอง",),
        ("no responsible unit",),
    ),
    "measure_without_steps": Case(
        one(steps=(Step(1, " "), Step(2, "\n"))),
        (one(steps=(Step(1, " "), Step(2, "รายงานผู้บริหาร"))),),
        SIX,
        "ขั้นตอนหรือวิธีการ",
        ("ไม่มีขั้นตอน",),
        ("no steps",),
    ),
    "same_issue_twice": Case(
        plan_of(healthy_measure(1), healthy_measure(SIX, issue="ข่าว สาร"), healthy_measure(SEVEN, issue="ข่าวสาร")),
        (
            plan_of(
                healthy_measure(SIX, issue="ข่าว"),
                healthy_measure(SEVEN, issue="ข่าว", responsible=(Responsible("กองช่าง"),)),
            ),
            plan_of(healthy_measure(SIX, issue="ข่าว"), healthy_measure(SEVEN, issue="ข่าวสาร")),
        ),
        SIX,
        "ประเด็น",
        ("มาตรการที่ ๖ และ ๗ ซ้ำกัน", '"ข่าว สาร"'),
        ('Measures 6 and 7 are the same ("ข่าว สาร")',),
    ),
    "responsible_disagrees": Case(
        one(steps=(*REPORTED, Step(3, "ทุกส่วน ราชการส่งข้อมูล"))),
        (
            one(steps=(*REPORTED, Step(3, "ทุกหน่วยงานของรัฐต้องเปิดเผย"))),
            one(steps=(*REPORTED, Step(3, "ทุกส่วนราชการส่ง")), responsible=(Responsible("ทุกส่วน ราชการ"),)),
            one(steps=(*REPORTED, Step(3, "ทุกส่วนราชการส่ง")), responsible=()),
            one(steps=(*REPORTED, Step(3, "ทุกส่วนราชการส่ง")), responsible=(Responsible("กองคลัง", all_units=True),)),
        ),
        SIX,
        "ผู้รับผิดชอบ",
        ("ทุกหน่วยงาน",),
        ("a step binds every unit",),
    ),
    "personal_name": Case(
        one(responsible=(Responsible("กองคลัง", person="ใจดี"),), problems="นายทดสอบ ระบบดี ลาออก"),
        (one(responsible=(Responsible("กองคลัง", person=""),)), one(problems="นายกเทศมนตรีตำบล ลาออก")),
        SIX,
        "ผู้รับผิดชอบ",
        ("ในช่องผู้รับผิดชอบ และปัญหาอุปสรรค",),
        ("a person is named",),
    ),
    "year_inferred": Case(
        works(task(1, printed_without_year(day(2022, 12, 31), "ภายในเดือน\nธันวาคม"))),
        (works(task(1, day(2022, 12, 31))), works(task(1, Deadline("none", inferred=("year",))))),
        SIX,
        "การรายงานผล ข้อ ๑",
        ('"ภายในเดือน ธันวาคม"', "๓๑ ธันวาคม ๒๕๖๕", "พ.ศ. ๒๕๖๖"),
        ("read as 31 December 2022", "fiscal year 2566"),
    ),
    "deadline_after_round": Case(
        one(steps=(Step(2, "ก", day(2023, 4, 1)),)),
        (
            one(steps=(Step(2, "ก", day(2023, 3, 31)),)),
            replace(one(steps=(Step(2, "ก", day(2023, 9, 30)),)), round=round_of("full_year", 2566)),
        ),
        SIX,
        "ขั้นตอนที่ ๒",
        ("๑ เมษายน ๒๕๖๖", "(๓๑ มีนาคม ๒๕๖๖)"),
        ("due on 1 April 2023", "(31 March 2023)"),
    ),
    "url_repaired": Case(
        one(evidence=(replace(link(), as_printed="https:// www.tambon.go.th/ita/o1", repairs=("white_space", "new")),)),
        (
            one(evidence=(link(repairs=("host_lookalike",)),)),
            one(evidence=(link(repairs=("some_new_repair",)),)),
            one(evidence=(replace(link(repairs=("white_space",)), url=None),)),
        ),
        SIX,
        "หลักฐานที่ ๑",
        ('"https:// www.tambon.go.th/ita/o1"', "อ่านเป็น https://www.tambon.go.th/ita/o1 ("),
        ('printed as "https:// www.tambon.go.th/ita/o1", read as https://www.tambon.go.th/ita/o1 (',),
    ),
    "supervision_same_day": Case(
        works(task(1, day(2023, 1, 30)), task(2, day(2023, 1, 31)), supervision(3, day(2023, 1, 31))),
        (
            works(task(1, day(2023, 1, 30)), task(2, day(2023, 1, 31)), supervision(3, day(2023, 1, 30))),
            works(task(1, day(2023, 1, 31)), supervision(3, day(2023, 2, 1))),
        ),
        SIX,
        "การกำกับติดตาม ข้อ ๓",
        ("(๓๑ มกราคม ๒๕๖๖)",),
        ("(31 January 2023)",),
    ),
    "supervision_without_date": Case(
        works(task(1, day(2023, 1, 31)), supervision(2, Deadline("none", as_printed="ภายในกำหนด"))),
        (works(supervision(2, Deadline("continuous"))), works(task(2, None))),
        SIX,
        "การกำกับติดตาม ข้อ ๒",
        ("ทุกเดือน",),
        ("supervision 2: the executive's supervision names no time",),
    ),
    "deadlines_out_of_order": Case(
        works(task(1, day(2023, 3, 1)), task(2, day(2023, 2, 28)), task(3, day(2023, 3, 1)), task(4, day(2023, 2, 1))),
        (
            works(task(1, day(2023, 3, 1)), task(2, day(2023, 3, 1))),
            works(task(1, day(2023, 3, 1)), supervision(2, day(2023, 1, 1)), task(3, MONTHLY)),
        ),
        SIX,
        "กำหนดเวลาแล้วเสร็จ",
        ("งานข้อ ๒ และ ๔ ครบกำหนดก่อน",),
        ("follow-up 2 and 4: due before",),
    ),
    "monthly_without_day": Case(
        works(FollowUp(2, None, "task", MONTHLY)),
        (
            works(FollowUp(2, None, "task", replace(MONTHLY, as_printed="ทุกสิ้นเดือน"))),
            works(task(2, Deadline("continuous"))),
            one(steps=(Step(1, "สรุปรายงานผู้บริหารทุกเดือน", MONTHLY),)),
        ),
        SIX,
        "กำหนดเวลา",
        ("วันสิ้นเดือน",),
        ("the time column: done every month",),
    ),
    "items_share_status": Case(
        works(task(1, day(2023, 1, 31)), status="done", item_codes=("O6", "O7")),
        (
            works(task(1, day(2023, 1, 31)), status="done", item_codes=("O6",)),
            works(task(1, day(2023, 1, 31)), status="in_progress", item_codes=("O6", "O7")),
            works(task(1, day(2023, 1, 31), status="in_progress"), status="done", item_codes=("O6", "O7")),
        ),
        None,
        "การดำเนินการ",
        ("มาตรการที่ ๖ มีหลายข้อ",),
        ("Measures 6 cover several",),
    ),
    "status_words_differ": Case(
        plan_of(
            healthy_measure(1, status="done", status_as_printed="เสร็จแล้ว"),
            healthy_measure(2, status="done", status_as_printed="เสร็จ"),
            healthy_measure(3, status="in_progress", status_as_printed="กำลังทำ"),
        ),
        (
            plan_of(
                healthy_measure(1, status="done", status_as_printed="เสร็จ"),
                healthy_measure(2, status="in_progress", status_as_printed="กำลังทำ"),
            ),
            plan_of(
                healthy_measure(1, status="unknown", status_as_printed="ก"),
                healthy_measure(2, status="unknown", status_as_printed="ข"),
            ),
            plan_of(
                healthy_measure(1, status="done", status_as_printed="เสร็จ"),
                healthy_measure(2, status="done", status_as_printed=" "),
            ),
        ),
        None,
        "การดำเนินการ",
        ('"เสร็จแล้ว", "เสร็จ" ควรใช้',),
        ('"เสร็จแล้ว", "เสร็จ". Use one',),
    ),
    "same_evidence": Case(
        one(evidence=(link("https://www.tambon.go.th/ita/o2"),)),
        (
            one(evidence=(link("https://www.tambon.go.th/ita/o6"), link("https://www.tambon.go.th/ita/o6"))),
            plan_of(healthy_measure(1, evidence=(HOME,)), healthy_measure(2, evidence=(HOME,))),
            plan_of(
                healthy_measure(1, evidence=(replace(link(), url=None),)),
                healthy_measure(2, evidence=(replace(link(), url=None),)),
            ),
            plan_of(
                healthy_measure(1, evidence=(link(link_class="truncated"),)),
                healthy_measure(2, evidence=(link(link_class="truncated"),)),
            ),
        ),
        SIX,
        "หลักฐาน",
        ("มาตรการที่ ๖ และ ๒ ใช้ลิงก์เดียวกัน https://www.tambon.go.th/ita/o2",),
        ("Measures 6 and 2 share one link, https://www.tambon.go.th/ita/o2.",),
    ),
    "item_in_several_measures": Case(
        one(item_codes=("O6", "O2")),
        (one(item_codes=("O6",)),),
        SIX,
        "ข้อ O2",
        ("ข้อ O2 อยู่ในมาตรการที่ ๖ และ ๒",),
        ("Item O2 stands in measures 6 and 2",),
    ),
    "no_report_to_executive": Case(
        one(steps=steps("จัดทำข้อมูล", "เผยแพร่ให้นายกทราบ")),
        (one(steps=steps("เสนอ\nนายกเทศมนตรี")), one(steps=steps("แจ้งผลให้ปลัดทราบ")), one(steps=())),
        SIX,
        "ขั้นตอนหรือวิธีการ",
        ("ไม่มีขั้นตอนรายงานผู้บริหาร",),
        ("no step reports",),
    ),
    "step_holds_several_actions": Case(
        one(steps=(*REPORTED, actions(5, 200))),
        (
            one(steps=(*REPORTED, actions(5, 199))),
            one(steps=(*REPORTED, actions(4, 200))),
        ),
        SIX,
        "ขั้นตอนที่ ๓",
        ("ประมาณ ๕ อย่าง",),
        ("about 5 actions",),
    ),
    "step_waits_for_event": Case(
        one(steps=(*REPORTED, Step(3, "- หลังจากสภาเห็นชอบ", Deadline("none")))),
        (
            one(steps=(*REPORTED, Step(3, "เมื่อวันที่ประกาศ"))),
            one(steps=(*REPORTED, Step(3, "หลังจากสภาเห็นชอบ", day(2023, 1, 31)))),
            one(steps=(*REPORTED, Step(3, "ประกาศเมื่อสภาเห็นชอบ"))),
        ),
        SIX,
        "ขั้นตอนที่ ๓",
        ("จำนวนวันหลังเหตุการณ์",),
        ("waits for an event",),
    ),
    "year_kind_unclear": Case(
        works(task(1, day(2023, 1, 31), note=None), steps=steps("รายงานผู้บริหาร", "แผนประจำ ปี ๒๕๖๖", "ประจำปี 2565")),
        (
            one(steps=steps("รายงานผู้บริหาร", "ประจำปีงบประมาณ ๒๕๖๖")),
            one(steps=steps("รายงานผู้บริหาร", "ประจำปี ๒๕๖๖๗")),
            one(steps=steps("รายงานผู้บริหาร", "ประจำปี")),
        ),
        SIX,
        "ขั้นตอนหรือวิธีการ",
        ('"ประจำปี ๒๕๖๕, ๒๕๖๖"',),
        ('"year 2565, 2566"',),
    ),
    "other_channels_unnamed": Case(
        works(FollowUp(1, "เผยแพร่ช่องทาง อื่น")),
        (works(FollowUp(1, "เผยแพร่หลายช่องทาง")),),
        None,
        "ขั้นตอนหรือวิธีการ",
        ("มาตรการที่ ๖ เขียนว่า",),
        ("Measures 6 publish",),
    ),
    "framework_unverified": Case(
        one(),
        (),
        None,
        "เกณฑ์ของปี",
        ("ปี ๒๕๗๐ เป็นร่างที่ยกมาจากปี ๒๕๖๙",),
        ("the list of 2570 is a draft taken from 2569",),
        year=2570,
    ),
}

"""Words for the codes of this app, Thai first."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from prongsai.apps.handover.models import STATES

STATE_WORDS: dict[str, str | Promise] = {**dict(STATES), "checked": gettext_lazy("ตรวจแล้ว")}
"""By whom is said beside: a unit's head, or the clerk's office where the unit has none."""
STEP_WORDS = {
    "check": gettext_lazy("หัวหน้าส่วนงานตรวจ"),
    "compile": gettext_lazy("สำนักปลัดรวบรวม"),
    "endorse": gettext_lazy("ปลัดเห็นควร"),
    "acknowledge": gettext_lazy("นายกทราบหรือสั่งการ"),
    "publish": gettext_lazy("เผยแพร่"),
    "close": gettext_lazy("ปิดงาน"),
}
_STATES_TOLD: dict[str, str | Promise] = {
    **STATE_WORDS,
    "endorsed": pgettext_lazy("state", "ปลัดเห็นควรแล้ว"),
    "closed": pgettext_lazy("state", "ปิดงานแล้ว"),
    "returned": pgettext_lazy("state", "ถูกส่งกลับให้แก้ไข"),
}
VALUES: dict[str, dict[str, str | Promise]] = {
    "handover.state": _STATES_TOLD,
    "state": _STATES_TOLD,
    "step": dict(STEP_WORDS),
    "steps": dict(STEP_WORDS),
}
"""Codes in the history's fields."""
CHECKED_BY_CLERK = gettext_lazy("สำนักปลัดตรวจแทนหัวหน้าส่วนงาน")
"""The check where the unit has no head."""
NOT_ONESELF = {
    "check": gettext_lazy(
        "ท่านเป็นผู้ส่งงานนี้ จึงตรวจเองไม่ได้ ให้หัวหน้าหรือผู้รักษาการแทนหัวหน้าส่วนงานคนอื่นตรวจ (ส่วนงานที่ไม่มีหัวหน้า: คนอื่นในสำนักปลัด) หรือให้สำนักปลัดบันทึกข้อยกเว้นของหน่วยงานก่อน"
    ),
    "compile": gettext_lazy("ท่านเป็นผู้ส่งงานนี้ จึงรวบรวมเองไม่ได้ ให้ผู้อื่นในสำนักปลัดรวบรวม หรือให้สำนักปลัดบันทึกข้อยกเว้นของหน่วยงานก่อน"),
    "endorse": gettext_lazy(
        "ท่านเป็นผู้ส่งงานนี้ จึงเห็นควรเองไม่ได้ ให้ผู้รักษาราชการแทนปลัดพิจารณา หรือให้สำนักปลัดบันทึกข้อยกเว้นของหน่วยงานก่อน"
    ),
    "acknowledge": gettext_lazy(
        "ท่านเป็นผู้ส่งงานหรือผู้เห็นควรงานนี้แล้ว จึงทราบหรือสั่งการเองไม่ได้ ให้ผู้รักษาราชการแทนนายกพิจารณา หรือให้สำนักปลัดบันทึกข้อยกเว้นของหน่วยงานก่อน"
    ),
}
"""Why a person is shown no button for a step on work they had a hand in, and who can take it."""
STEP_HINTS = {
    "check": gettext_lazy("หัวหน้าส่วนงานดูหลักฐานก่อนส่งให้สำนักปลัด"),
    "compile": gettext_lazy("สำนักปลัดรับเรื่องเมื่อทุกส่วนงานส่งครบ"),
    "endorse": gettext_lazy("ปลัดเห็นควรก่อนเสนอนายก"),
    "acknowledge": gettext_lazy("นายกรับทราบ หรือเขียนข้อสั่งการ"),
    "publish": gettext_lazy("สำนักปลัดบันทึกว่าเผยแพร่แล้ว"),
    "close": gettext_lazy("ปิดเรื่องเมื่อไม่มีอะไรต้องทำอีก"),
}
STEP_BUTTONS = {
    "check": gettext_lazy("ตรวจแล้ว ถูกต้อง"),
    "compile": gettext_lazy("รวบรวมครบแล้ว"),
    "endorse": gettext_lazy("เห็นควร"),
    "acknowledge": gettext_lazy("ทราบ"),
    "publish": gettext_lazy("เผยแพร่แล้ว"),
    "close": gettext_lazy("ปิดงาน"),
}
STEP_COMMENTS = {
    "check": gettext_lazy("ความเห็น (ถ้ามี)"),
    "compile": gettext_lazy("หมายเหตุของผู้รวบรวม (ถ้ามี)"),
    "endorse": gettext_lazy("ความเห็นของปลัด (ถ้ามี)"),
    "acknowledge": gettext_lazy("ข้อสั่งการ (ถ้ามี)"),
    "publish": gettext_lazy("เผยแพร่ที่ใด เช่น ที่อยู่หน้าเว็บ (ถ้ามี)"),
    "close": gettext_lazy("หมายเหตุ (ถ้ามี)"),
}
PUBLISHED_UNSEEN = gettext_lazy("เผยแพร่ที่ใด หรือเพราะเหตุใดจึงนับว่าเผยแพร่แล้ว (ต้องกรอก)")
"""Beside the step of publishing, where nothing public was found."""
DONE_WORDS = {
    "check": gettext_lazy("ตรวจแล้ว"),
    "compile": gettext_lazy("รวบรวมแล้ว"),
    "endorse": gettext_lazy("เห็นควร"),
    "acknowledge": gettext_lazy("ทราบ/สั่งการ"),
    "publish": gettext_lazy("เผยแพร่แล้ว"),
    "close": gettext_lazy("ปิดงาน"),
}
NEXT_WORDS = {
    "compile": gettext_lazy("ส่งต่อให้สำนักปลัดรวบรวม"),
    "endorse": gettext_lazy("ส่งต่อให้ปลัด"),
    "acknowledge": gettext_lazy("ส่งต่อให้นายก"),
    "publish": gettext_lazy("ส่งต่อให้สำนักปลัดเผยแพร่"),
    "close": gettext_lazy("ส่งต่อให้สำนักปลัดปิดงาน"),
}
"""To whom work goes that waits for a step, as the message after the step before says it."""
OTHERS_MISSING = gettext_lazy("รอส่วนงานอื่นส่งหรือรอหัวหน้าตรวจ")
"""The same after a check of one part while other parts are not there."""
OUTCOME_WORDS = {"returned": gettext_lazy("ส่งกลับให้แก้ไข"), "reopened": gettext_lazy("เปิดใหม่เพราะเนื้อหาเปลี่ยน")}
ACTIONS = {
    "part_saved": gettext_lazy("บันทึกร่างงานที่จะส่ง"),
    "part_handed_in": gettext_lazy("ส่งงาน"),
    "part_checked": gettext_lazy("ตรวจงานของส่วนงาน"),
    "part_excused": gettext_lazy("ยกเว้นส่วนงาน"),
    "work_compiled": gettext_lazy("รวบรวมงาน"),
    "work_endorsed": gettext_lazy("ปลัดเห็นควร"),
    "work_acknowledged": gettext_lazy("นายกทราบ/สั่งการ"),
    "work_published": gettext_lazy("เผยแพร่งาน"),
    "work_closed": gettext_lazy("ปิดงาน"),
    "work_returned": gettext_lazy("ส่งงานกลับให้แก้ไข"),
    "work_reopened": gettext_lazy("เปิดงานใหม่เพราะเนื้อหาเปลี่ยน"),
    "chain_changed": gettext_lazy("เปลี่ยนสายการส่งงาน"),
    "waiver_recorded": gettext_lazy("บันทึกข้อยกเว้นผู้ทำกับผู้ตรวจเป็นคนเดียวกัน"),
    "waiver_ended": gettext_lazy("ยุติข้อยกเว้น"),
}

"""Words for the codes of this app, Thai first."""

from django.utils.translation import gettext_lazy

from prongsai.apps.rounds.models import DECISION_STATES, STATES

STATE_WORDS = dict(STATES)
STATE_SIGNS = {"open": "◐", "signed": "✓", "recorded_on_paper": "✓", "missed": "✕"}
DECISION_WORDS = dict(DECISION_STATES)
ACTIONS = {
    "round_opened": gettext_lazy("เปิดรอบกำกับติดตามของเดือน"),
    "round_missed": gettext_lazy("รอบของเดือนผ่านไปโดยไม่มีการลงนาม"),
    "round_signed": gettext_lazy("ผู้บริหารลงนามรอบของเดือน"),
    "round_recorded_on_paper": gettext_lazy("บันทึกการลงนามบนกระดาษ"),
    "round_decided": gettext_lazy("ผู้บริหารสั่งการ"),
    "round_decision_recorded": gettext_lazy("บันทึกข้อสั่งการจากกระดาษ"),
    "round_decision_withdrawn": gettext_lazy("ยกเลิกข้อสั่งการ"),
    "round_decision_reported": gettext_lazy("รายงานผลตามข้อสั่งการ"),
    "round_decision_reopened": gettext_lazy("ให้ทำต่อตามข้อสั่งการ"),
    "memo_head_changed": gettext_lazy("แก้หัวบันทึกข้อความ"),
}
_OF_DECISIONS = ("round_decision_withdrawn", "round_decision_reported", "round_decision_reopened")
VALUES = {"round.state": STATE_WORDS, **{f"{action}.state": DECISION_WORDS for action in _OF_DECISIONS}}
"""Codes in the history's fields."""
FIELDS = {"opens_on": gettext_lazy("เปิดวันที่"), "days_off": gettext_lazy("วันหยุดก่อนหน้า")}
OBJECTS = {"round": gettext_lazy("รอบกำกับติดตามประจำเดือน")}

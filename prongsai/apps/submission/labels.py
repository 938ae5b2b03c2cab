"""Words for the codes of this app, Thai first."""

from django.utils.translation import gettext_lazy

from prongsai.apps.submission.models import LOOK_KINDS

LOOK_WORDS = dict(LOOK_KINDS)
ACTIONS = {
    "form_answered": gettext_lazy("แก้คำตอบในแบบประเมิน"),
    "form_proposed": gettext_lazy("ใช้คำตอบที่ระบบเสนอ"),
    "form_explained": gettext_lazy("ใส่ทางที่เดินพบเป็นคำอธิบาย"),
    "form_frozen": gettext_lazy("บันทึกแบบตามที่กรอกจริง"),
    "form_confirmed": gettext_lazy("ผู้บริหารสูงสุดยืนยันแบบ"),
    "preliminary_recorded": gettext_lazy("บันทึกคะแนนเบื้องต้น"),
    "item_contested": gettext_lazy("ชี้แจงเพิ่มเติมรายการ"),
    "contest_withdrawn": gettext_lazy("ยกเลิกการชี้แจงรายการ"),
    "clarification_sent": gettext_lazy("บันทึกการส่งคำชี้แจงเพิ่มเติม"),
    "final_look_made": gettext_lazy("ตรวจครั้งสุดท้ายก่อนปิดระบบ"),
}
OBJECTS = {"form": gettext_lazy("แบบประเมิน")}
VALUES = {"form.kind": LOOK_WORDS}
"""Codes in the history's fields."""
FIELDS = {
    "has": gettext_lazy("มี/ไม่มี"),
    "addresses": gettext_lazy("ที่อยู่"),
    "explanation": gettext_lazy("คำอธิบาย"),
    "score": gettext_lazy("คะแนน"),
    "said": gettext_lazy("ความเห็นของผู้ประเมิน"),
    "entered_on": gettext_lazy("วันที่กรอก"),
    "form.items": gettext_lazy("รายการ"),
    "form.number": gettext_lazy("ครั้งที่"),
    "content": gettext_lazy("รหัสเนื้อหา"),
    "capacity": gettext_lazy("ในฐานะ"),
    "form.problems": gettext_lazy("เรื่องที่พบ"),
}

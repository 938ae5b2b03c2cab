"""Words for what is done to people, posts and units, Thai first."""

from django.utils.translation import gettext_lazy

ACTIONS = {
    "unit_changed": gettext_lazy("แก้ข้อมูลส่วนงาน"),
    "post_added": gettext_lazy("เพิ่มตำแหน่ง"),
    "posts_added": gettext_lazy("เพิ่มตำแหน่งตามแบบ"),
    "post_changed": gettext_lazy("แก้ตำแหน่ง"),
    "post_removed": gettext_lazy("ลบตำแหน่ง"),
    "post_filled": gettext_lazy("แต่งตั้งผู้ดำรงตำแหน่ง"),
    "post_left": gettext_lazy("พ้นจากตำแหน่ง"),
    "appointment_cancelled": gettext_lazy("ยกเลิกการแต่งตั้ง"),
    "work_handed_on": gettext_lazy("ส่งต่องานให้ผู้ดำรงตำแหน่งคนใหม่"),
    "person_invited": gettext_lazy("เชิญผู้ใช้"),
    "invitation_mailed": gettext_lazy("ส่งคำเชิญทางอีเมล"),
    "invitation_renewed": gettext_lazy("ออกคำเชิญใหม่"),
    "invitation_revoked": gettext_lazy("ยกเลิกคำเชิญ"),
    "invitation_accepted": gettext_lazy("รับคำเชิญ"),
    "working_group_saved": gettext_lazy("บันทึกคำสั่งคณะทำงาน ITA"),
}
OBJECTS = {
    "invitation": gettext_lazy("คำเชิญ"),
    "post": gettext_lazy("ตำแหน่ง"),
    "working_group": gettext_lazy("คณะทำงาน ITA"),
}

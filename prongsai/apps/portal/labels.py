"""Words for the codes of this app, Thai first."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

ACTIONS: dict[str, str | Promise] = {
    "public_profile_changed": gettext_lazy("แก้ไขข้อมูลติดต่อบนหน้าสาธารณะ"),
    "old_addresses_kept": gettext_lazy("ตั้งที่อยู่เดิมให้ไปยังหน้าใหม่"),
    "old_address_forgotten": gettext_lazy("ลบที่อยู่เดิม"),
    "signing_key_made": gettext_lazy("สร้างกุญแจลงลายมือชื่อสำเนาเว็บไซต์"),
}
OBJECTS: dict[str, str | Promise] = {"signing_key": gettext_lazy("กุญแจลงลายมือชื่อ")}
FIELDS: dict[str, str | Promise] = {
    "postal_address": gettext_lazy("ที่อยู่"),
    "phone": gettext_lazy("โทรศัพท์"),
    "fax": gettext_lazy("โทรสาร"),
    "email": gettext_lazy("อีเมลกลาง"),
    "site": gettext_lazy("เว็บไซต์เดิม"),
    "social": gettext_lazy("เครือข่ายสังคมของหน่วยงาน"),
    "map_url": gettext_lazy("แผนที่"),
    "complaint_url": gettext_lazy("ช่องทางร้องเรียนการทุจริต"),
    "contact_url": gettext_lazy("ช่องทางติดต่อสอบถาม"),
    "about": gettext_lazy("แนะนำหน่วยงาน"),
    "shows_executives": gettext_lazy("แสดงรายชื่อผู้บริหาร"),
    "leads_to": gettext_lazy("นำไปที่"),
    "changed": gettext_lazy("จำนวนที่แก้"),
    "fingerprint": gettext_lazy("รหัสของกุญแจ"),
}

"""Words for what happened and to what, Thai first. Each app names its own actions in `ACTIONS` of its labels.py."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from prongsai.apps.agencies.models import ROLES

ACTIONS: dict[str, str | Promise] = {
    "signed_in": gettext_lazy("เข้าสู่ระบบ"),
    "user_created": gettext_lazy("สร้างบัญชีผู้ใช้"),
    "password_changed": gettext_lazy("เปลี่ยนรหัสผ่าน"),
    "preferences_changed": gettext_lazy("เปลี่ยนการแสดงผล"),
    "certificate_drawn": gettext_lazy("ออกใบรับรองหลักฐาน"),
    "heads_mailed": gettext_lazy("ส่งรหัสท้ายลูกโซ่ทางอีเมล"),
    "head_address_added": gettext_lazy("เพิ่มอีเมลผู้เก็บรหัส"),
    "head_address_removed": gettext_lazy("นำอีเมลผู้เก็บรหัสออก"),
    "personal_values_erased": gettext_lazy("ลบข้อมูลส่วนบุคคลตามคำขอ"),
    "personal_values_revealed": gettext_lazy("เปิดดูข้อมูลส่วนบุคคล"),
    "history_exported": gettext_lazy("ส่งออกประวัติ"),
}
OBJECTS: dict[str, str | Promise] = {
    "agency": gettext_lazy("หน่วยงาน"),
    "membership": gettext_lazy("ผู้ใช้และบทบาท"),
    "plan": gettext_lazy("แผน"),
    "measure": gettext_lazy("มาตรการ"),
    "work": gettext_lazy("งาน"),
    "evidence": gettext_lazy("หลักฐาน"),
    "import": gettext_lazy("เอกสารนำเข้า"),
    "history": gettext_lazy("ประวัติ"),
    "event": gettext_lazy("รายการในประวัติ"),
}


@cache
def action_words() -> dict[str, str | Promise]:
    """Every action's words: those here, and the `ACTIONS` of each installed app's labels.py."""
    words = dict(ACTIONS)
    for config in apps.get_app_configs():
        name = f"{config.name}.labels"
        if config.name.startswith("prongsai.apps.") and find_spec(name) is not None:
            words |= getattr(import_module(name), "ACTIONS", {})
    return words


@cache
def object_words() -> dict[str, str | Promise]:
    """The words of each kind of object, gathered the same way from `OBJECTS`."""
    words = dict(OBJECTS)
    for config in apps.get_app_configs():
        name = f"{config.name}.labels"
        if config.name.startswith("prongsai.apps.") and find_spec(name) is not None:
            words |= getattr(import_module(name), "OBJECTS", {})
    return words


def role_word(code: str) -> str | Promise:
    """The name of the role someone acted in; "" for the system and one's own account."""
    return dict(ROLES).get(code, "" if code in {"system", "self", "none"} else code)

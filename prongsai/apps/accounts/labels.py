"""What history calls the deeds of this app."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "signed_out": _("ออกจากระบบ"),
    "sign_in_failed": _("เข้าสู่ระบบไม่สำเร็จ"),
    "email_code_sent": _("ขอรหัสยืนยันอีเมล"),
    "mail_code_spent": _("รหัสทางอีเมลถูกใส่ผิดจนใช้ไม่ได้"),
    "password_reset_asked": _("ขอรหัสตั้งรหัสผ่านใหม่ทางอีเมล"),
    "email_verified": _("ยืนยันอีเมล"),
    "email_dropped": _("นำอีเมลออก เพราะเจ้าของยืนยันในบัญชีอื่น"),
    "identity_linked": _("ผูกบัญชีกับผู้ให้บริการยืนยันตัวตน"),
    "identity_unlinked": _("เลิกผูกบัญชีกับผู้ให้บริการยืนยันตัวตน"),
    "session_ended": _("ออกจากระบบในอุปกรณ์อื่น"),
    "sessions_ended": _("ออกจากระบบในอุปกรณ์อื่นทั้งหมด"),
    "factor_added": _("เพิ่มการยืนยันขั้นที่สอง"),
    "factor_removed": _("ลบการยืนยันขั้นที่สอง"),
    "recovery_codes_renewed": _("ออกรหัสสำรองใหม่"),
    "factors_reset": _("ล้างการยืนยันขั้นที่สองทั้งหมด"),
}
_WAYS: dict[str, str | Promise] = {
    "password": _("รหัสผ่าน"),
    "totp": _("แอปยืนยันตัวตน"),
    "webauthn": _("กุญแจความปลอดภัยหรืออุปกรณ์นี้"),
    "recovery_codes": _("รหัสสำรอง"),
    "openid": _("ผู้ให้บริการยืนยันตัวตน"),
    "second_factor": _("การยืนยันขั้นที่สอง"),
    "mfa": _("การยืนยันขั้นที่สอง"),
}
VALUES: dict[str, dict[str, str | Promise]] = {
    "methods": _WAYS,
    "user.step": _WAYS,
    "user.kind": _WAYS,
    "purpose": {"mailbox": _("ยืนยันอีเมล"), "password": _("ตั้งรหัสผ่านใหม่")},
}
"""Codes in the history's fields."""

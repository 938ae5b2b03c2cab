"""What the doctor looks at, Thai first; the code beside it is what the command line prints."""

from django.utils.translation import gettext_lazy

OPINION_TITLES = {
    "debug": gettext_lazy("โหมดตรวจข้อผิดพลาด"),
    "https": gettext_lazy("การเข้ารหัสที่อยู่ของระบบ"),
    "bind": gettext_lazy("ที่อยู่ที่รับการเชื่อมต่อ"),
    "audit_hosts": gettext_lazy("เครื่องภายในที่ให้ตรวจได้"),
    "home": gettext_lazy("โฟลเดอร์ข้อมูลของระบบ"),
    "secret_key": gettext_lazy("กุญแจลับของระบบ"),
    "disk": gettext_lazy("พื้นที่ดิสก์"),
    "tesseract": gettext_lazy("โปรแกรมอ่านภาพสแกน"),
    "libreoffice": gettext_lazy("โปรแกรมแปลงเอกสาร"),
    "pg_dump": gettext_lazy("โปรแกรมสำรองของ PostgreSQL"),
    "scanner": gettext_lazy("เครื่องตรวจไวรัส"),
    "mail": gettext_lazy("การส่งอีเมล"),
    "database": gettext_lazy("ฐานข้อมูลของระบบ"),
    "clock": gettext_lazy("นาฬิกาของเครื่อง"),
    "worker": gettext_lazy("ตัวทำงานเบื้องหลัง"),
    "queue": gettext_lazy("คิวงานเบื้องหลัง"),
    "dead_jobs": gettext_lazy("งานเบื้องหลังที่ล้มเหลว"),
    "verified": gettext_lazy("การตรวจลูกโซ่ประวัติ"),
    "backup": gettext_lazy("การสำรองข้อมูล"),
    "heads": gettext_lazy("รหัสท้ายลูกโซ่ที่ส่งออกนอกเครื่อง"),
    "time_stamps": gettext_lazy("การประทับเวลา"),
}

"""A step that was taken already, asked for once more: not refused, but told who took it and when, and shown."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from prongsai.web.templatetags.reading import moment


def lead_to_done(request: HttpRequest, address: str, *, by: int | None, name: str, at: datetime | None) -> HttpResponse:
    """To the page that shows the step, with who took it and when."""
    words = {"who": name or "–", "when": moment(at)}
    if by == request.user.pk:
        told = _("ท่านทำขั้นนี้ไปแล้วเมื่อ %(when)s ไม่ต้องทำซ้ำ")
    else:
        told = _("%(who)s ทำขั้นนี้ไปแล้วเมื่อ %(when)s ไม่ต้องทำซ้ำ")
    messages.info(request, told % words)
    return HttpResponseRedirect(address)


def own_conflict(at: datetime | None) -> str:
    """Instead of "somebody else saved first" where it was the person."""
    return _("ท่านบันทึกข้อนี้ไปแล้วเมื่อ %(when)s ที่ส่งมาครั้งนี้ยังไม่ได้บันทึก") % {"when": moment(at)}

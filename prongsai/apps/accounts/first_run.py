"""What the person who starts the system must know: the demo accounts, or how to open the first-run wizard."""

from django.conf import settings

from prongsai.apps.accounts.demo import DEMO_PASSWORD
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.place import is_loopback_name
from prongsai.apps.accounts.setup_code import ensure_setup_code


def greeting() -> str:
    """Lines for the terminal, Thai and English."""
    if not User.objects.exists():
        lines = ["เปิดครั้งแรก: เว็บจะพาไปตั้งค่าหน่วยงาน / first run: the pages lead you through the set-up"]
        if not is_loopback_name(settings.PRONGSAI.public_host):
            lines.append(f"รหัสติดตั้ง / set-up code: {ensure_setup_code()}")
        else:
            lines.append(f"จากเครื่องอื่นใช้รหัสติดตั้ง / from another machine, set-up code: {ensure_setup_code()}")
        return "\n".join(lines)
    demo = list(User.objects.filter(is_demo=True, is_active=True).order_by("pk"))
    if not demo:
        return ""
    width = max(len(user.username) for user in demo)
    lines = ["บัญชีทดลอง (ใช้ได้บนเครื่องนี้เท่านั้น) / demo sign-ins (on this machine only):"]
    lines += [f"  {user.username:<{width}}  {DEMO_PASSWORD}  {user.display_name}" for user in demo]
    return "\n".join(lines)

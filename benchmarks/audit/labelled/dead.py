"""Links behind which the evidence is not: gone, missing behind a 200, or only a front page."""

from functools import partial

from benchmarks.audit.labelled import content, missing
from benchmarks.audit.labelled.host import HOME_PATHS, sends, sends_to
from benchmarks.audit.labelled.site import LabelledSite
from benchmarks.audit.site.reply import page

UNKNOWN_EACH = 4
_LOST_RECORD = page(
    "<html><body><h3>ไม่พบข้อมูล</h3><p>ไม่มีบทความที่ท่านต้องการ</p><a href='/'>หน้าแรก</a></body></html>".encode()
)


def add_gone(site: LabelledSite) -> None:
    """404 and 410, whatever the body looks like."""
    hosts = site.turns(site.hard)
    for _number in range(48):
        host = next(hosts)
        site.label(site.url(host, host.new_target()), "gone", host.missing.__name__)
    for number in range(6):
        host = next(hosts)
        site.label(site.url(host, f"/files/lost-{number}.pdf"), "gone", "file_404")
        site.put(host, host.shows("Gone", "<h1>410 Gone</h1>", status=410), "gone", "gone_410")
    for _number in range(8):
        host = next(hosts)
        target = host.new_target()
        site.put(host, sends_to(target), "gone", "redirect_to_404")
    for _number in range(4):
        host = next(hosts)
        form = "<h2>404 ไม่พบหน้า</h2>" + content.SIGN_IN_BOX
        site.put(host, host.shows("404", form, status=404), "gone", "404_with_form")


def add_soft_404(site: LabelledSite) -> None:
    """Unknown paths on hosts that never say 404, and lost records on hosts that say it only for paths."""
    for host in site.soft:
        for number in range(UNKNOWN_EACH):
            target = host.new_target() if number else f"/files/lost-{host.draw.randrange(10**6)}.pdf"
            site.label(site.url(host, target), "soft_404", host.missing.__name__)
    for host in site.records:
        for _number in range(2):
            site.label(site.url(host, host.new_target()), "soft_404", host.missing.__name__)
    hosts = site.turns([host for host in site.hard if host not in site.robots_closed])
    for _number in range(6):
        site.put(next(hosts), sends(_LOST_RECORD), "soft_404", "record_not_found_on_honest_host")
        host = next(hosts)
        site.put(host, partial(missing.soft_empty, host), "soft_404", "empty_article_on_honest_host")
    for _number in range(8):
        host = next(hosts)
        text = "<h2>ไฟล์ถูกลบ</h2><p>ไฟล์ที่ท่านร้องขอถูกลบออกจากระบบแล้ว หรือไม่มีอยู่จริง</p>"
        site.put(host, host.shows("ไฟล์ถูกลบ", text), "soft_404", "file_removed_notice")


def add_homepage_only(site: LabelledSite) -> None:
    """Front pages by their path, and redirects that end there."""
    living = site.hard + site.living_soft() + site.sends_home
    hosts = site.turns(living)
    for number in range(40):
        site.label(
            site.url(next(hosts), (*HOME_PATHS, "")[number % (len(HOME_PATHS) + 1)]), "homepage_only", "front_page"
        )
    for host in site.sends_home:
        for _number in range(3):
            site.label(site.url(host, host.new_target()), "homepage_only", "unknown_path_sent_home")
    for number in range(20):
        host = next(hosts)
        goal = ("/", "/index.php", "/index.html")[number % 3]
        location = site.url(next(hosts), goal) if number % 4 == 3 else goal
        site.put(
            host, sends_to(location), "homepage_only", "redirect_home" + ("_of_another_host" if number % 4 == 3 else "")
        )
    for _number in range(6):
        host = next(hosts)
        between = host.put(sends_to("/"))
        site.put(host, sends_to(between), "homepage_only", "two_redirects_home")

"""`manage show_cycles`: how the last cycles of visits went, what was given up, and jobs that failed for good."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from prongsai.apps.cycles.models import Cycle
from prongsai.apps.cycles.queries import cycle_report, list_dead_links, list_groups
from prongsai.apps.jobs.queue import job_queue


class Command(BaseCommand):
    """Print cycles, newest first."""

    help = "Show how the last cycles of visits went, the links given up, and the jobs that failed for good"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--last", type=int, default=1, help="how many cycles (default: %(default)s)")
        parser.add_argument("--dead", type=int, default=20, help="how many links given up (default: %(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        for cycle in Cycle.objects.order_by("-pk")[: options["last"]]:
            self._show(cycle, options["dead"])
        for dead in job_queue().list_dead():
            self.stdout.write(
                f"งานที่ล้มเหลว / failed job: {dead.name} {dict(dead.arguments)} {dead.failed_at} {dead.error}"
            )

    def _show(self, cycle: Cycle, dead: int) -> None:
        report = cycle_report(cycle)
        gap = "-" if report.smallest_gap_s is None else f"{report.smallest_gap_s:.2f} s"
        verdicts = ", ".join(f"{name} {count:,}" for name, count in sorted(report.verdicts.items()))
        lines = [
            f"{report.name}",
            f"  ลิงก์ / links: {report.links:,} · ตรวจแล้ว / done {report.done:,}"
            f" · รอ / waiting {report.waiting:,} · เลิกลอง / given up {report.dead:,} · visits {report.visits:,}",
            f"  กลุ่มโฮสต์ / host groups: {report.groups:,}, ยังไม่เสร็จ / not finished {report.groups_waiting:,}",
            f"  ระยะห่างสั้นสุดต่อโฮสต์ / smallest gap of a host: {gap}",
            f"  รอนานสุดเพราะมารยาท / longest wait for politeness: {report.longest_wait_s:.1f} s",
            f"  รอผู้ตรวจนานสุด / longest wait for a worker: {report.longest_late_s:.0f} s",
            f"  {verdicts}",
        ]
        for group in list_groups(cycle, limit=3):
            if group.smallest_gap_s is not None:
                lines.append(f"    {group.group}: {group.visits:,} visits, {group.smallest_gap_s:.2f} s")
        for link in list_dead_links(cycle, dead):
            tried = f"{link.tries} tries" + (f", {link.crashes} crashes" if link.crashes else "")
            lines.append(f"  เลิกลอง / given up: {link.agency} {link.key} {link.url} {link.verdict} ({tried})")
        self.stdout.write("\n".join(lines))

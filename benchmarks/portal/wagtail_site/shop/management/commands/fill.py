"""The same text and links as benchmarks/portal/content.py writes."""

from datetime import date

from django.core.management.base import BaseCommand
from wagtail.models import Page, Site

from shop.models import HomePage, ItemPage, PublicationPage, YearPage

BODY = "".join(
    f"<p>ย่อหน้าที่ {number} องค์การบริหารส่วนตำบลเปิดเผยข้อมูลตามรายการนี้เพื่อให้ประชาชนตรวจสอบการดำเนินงานและการใช้จ่ายงบประมาณได้โดยสะดวก</p>"
    for number in range(1, 7)
)


class Command(BaseCommand):
    """One agency, five years, 43 items, two publications each."""

    def handle(self, *args, **options):
        root = Page.objects.get(depth=1)
        Page.objects.filter(depth=2).delete()
        home = root.add_child(instance=HomePage(title="องค์การบริหารส่วนตำบลที่ 1", slug="home", phone="0 4481 2345"))
        Site.objects.all().delete()
        Site.objects.create(hostname="127.0.0.1", root_page=home, is_default_site=True)
        for fiscal_year in range(2563, 2568):
            year = home.add_child(
                instance=YearPage(title=f"ข้อมูลสาธารณะ ปีงบประมาณ {fiscal_year}", slug=str(fiscal_year))
            )
            for number in range(1, 44):
                item = year.add_child(
                    instance=ItemPage(
                        title=f"O{number} รายการข้อมูลที่ {number}", slug=f"o{number}", code=f"O{number}", unit="สำนักปลัด"
                    )
                )
                for one in (1, 2):
                    item.add_child(
                        instance=PublicationPage(
                            title=f"รายการ O{number} เรื่องที่ {one}",
                            slug=str(one),
                            body=BODY if one == 1 else "",
                            link="" if one == 1 else "https://www.example.go.th/data",
                            as_of=date(2023, 3, 1),
                        )
                    )

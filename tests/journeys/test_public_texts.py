"""What becomes public as it is typed is looked through first; and who decides sees what the public will read instead."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from prongsai.apps.accounts.actions import change_preferences, create_user
from prongsai.apps.agencies.actions import change_agency, create_agency, set_units
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.post_actions import add_post, change_post, change_unit
from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.models import ChangeEntry, PublicProfile, Version
from prongsai.apps.disclosure.publish_actions import withdraw_publication
from prongsai.apps.history.models import Event
from prongsai.apps.portal import actions as portal
from prongsai.apps.portal.static_copy.publish import publish_site
from prongsai.core.personal_data.public_text import HoldsNumbers
from tests.apps.disclosure.desk import AT, LINK, PAGE, TABLE, draft, make_desk, publish
from tests.journeys.test_disclosure import get, newest, post, sign_in, text

pytestmark = pytest.mark.django_db
IDENTITY = "1-1017-00123-45-6"
MOBILE = "089-123-4567"
ACCOUNT = "เลขที่บัญชี 123-4-56789-0 ธนาคารกรุงไทย นายสมชาย ใจดี"


@pytest.fixture
def desk():
    return make_desk()


class TestReasonOfWithdrawal:
    @pytest.mark.parametrize(
        ("number", "kind"),
        [
            (IDENTITY, "เลขประจำตัวประชาชน"),
            ("๑-๑๐๑๗-๐๐๑๒๓-๔๕-๖", "เลขประจำตัวประชาชน"),
            (f"โทร {MOBILE}", "หมายเลขโทรศัพท์เคลื่อนที่"),
            (ACCOUNT, "เลขที่บัญชีธนาคาร"),
        ],
    )
    def test_with_a_number_is_refused_and_nothing_withdrawn(self, client, desk, number, kind):
        version = publish(desk)

        response = post(
            sign_in(client, desk.clerk), "withdraw", version.publication_id, reason=f"เปิดเผยเลข {number} ของนายสมชาย"
        )

        assert response.status_code == 422
        page = text(response)
        assert f"เหตุผลที่ถอนมี{kind}" in page
        assert "กรุณาเขียนโดยไม่ใส่ข้อมูลนั้น" in page
        assert html.fromstring(page).get_element_by_id("id_reason").get("aria-invalid") == "true"
        assert Version.objects.get().state == "published"
        assert not ChangeEntry.objects.filter(kind="withdrawn").exists()

    def test_written_without_it_is_taken(self, client, desk):
        version = publish(desk)

        page = text(
            post(sign_in(client, desk.clerk), "withdraw", version.publication_id, reason="เปิดเผยเลขประจำตัวของบุคคล")
        )

        assert "ถอนออกแล้ว" in page
        assert Version.objects.get().withdrawn_why == "เปิดเผยเลขประจำตัวของบุคคล"

    def test_the_action_refuses_whoever_calls_it(self, desk):
        version = publish(desk)

        with pytest.raises(HoldsNumbers, match="the reason holds a national identity number"):
            withdraw_publication(publication=version.publication, why=IDENTITY, by=desk.clerk, at=AT)

        assert not Event.objects.filter(action="publication_withdrawn").exists()

    def test_one_kept_from_before_is_shown_masked_everywhere(self, client, desk, tmp_path):
        """The log is never changed, so an old reason is masked as it is read."""
        version = publish(desk)
        withdraw_publication(publication=version.publication, why="รอแก้", by=desk.clerk, at=AT + timedelta(days=1))
        old = f"เปิดเผยเลข {IDENTITY} โทร {MOBILE}"
        Version.objects.update(withdrawn_why=old)
        ChangeEntry.objects.filter(kind="withdrawn").update(why=old)
        slug = desk.agency.slug

        texts = {}
        for address in (
            f"/{slug}/2566/o1/",
            f"/{slug}/2566/o1/1/",
            f"/{slug}/changes/",
            f"/{slug}/data/changes.csv",
            f"/{slug}/feed.json",
            f"/api/v1/agencies/{slug}/changes",
            f"/api/v1/agencies/{slug}/years/2566/items/O1/1",
        ):
            response = client.get(address)
            assert response.status_code == 200, address
            content = response.streaming_content if response.streaming else [response.content]
            texts[address] = b"".join(content).decode()
        publish_site(tmp_path / "site", agency=slug, at=AT)
        texts |= {
            str(one): one.read_text("utf-8", "replace") for one in (tmp_path / "site").rglob("*") if one.is_file()
        }

        assert not [address for address, content in texts.items() if IDENTITY in content or MOBILE in content]
        assert sum("●-●●●●-●●●●●-●5-6" in content for content in texts.values()) > 8
        assert public.list_changes(desk.agency)[0].why == "เปิดเผยเลข ●-●●●●-●●●●●-●5-6 โทร ●●●-●●●-●●67"


class TestFrontPage:
    @pytest.fixture
    def admin(self, client, desk):
        sign_in(client, desk.admin)
        return desk.admin

    def send(self, client, **given):
        values = {**dict.fromkeys(portal.PROFILE_FIELDS, ""), "shows_executives": "on", **given, "version": 0}
        return client.post(reverse("portal_office:profile"), values)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("about", f"นายกของเราคือนายสมชาย ใจดี เลขประจำตัวประชาชน {IDENTITY}"),
            ("about", f"ติดต่อนายสมชาย ใจดี โทร {MOBILE}"),
            ("about", ACCOUNT),
            ("postal_address", f"บ้านนายสมชาย ใจดี โทร {MOBILE}"),
            ("phone", f"{MOBILE} บัตรประชาชน {IDENTITY}"),
            ("fax", IDENTITY),
            ("email", f"{IDENTITY.replace('-', '')}@example.com"),
        ],
    )
    def test_with_a_persons_number_is_refused_at_its_field(self, client, admin, field, value):
        response = self.send(client, **{field: value})

        page = response.content.decode()
        assert html.fromstring(page).get_element_by_id(f"id_{field}").get("aria-invalid") == "true"
        assert "ประชาชนจะเห็นข้อความนี้" in page
        assert not PublicProfile.objects.exists()

    def test_is_refused_in_english_too(self, client, admin):
        admin.language = "en"
        admin.save()

        page = self.send(client, about=f"เลขประจำตัวประชาชน {IDENTITY}").content.decode()

        assert "holds a national identity number" in page

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("phone", MOBILE),
            ("phone", "0 5312 3456 ต่อ 12"),
            ("about", f"ศูนย์รับเรื่องของหน่วยงาน เบอร์กลาง {MOBILE}"),
            ("about", "เทศบาลตำบลบ้านสวน ก่อตั้งเมื่อ พ.ศ. 2542 มี 12 หมู่บ้าน"),
            ("social", "https://line.me/ti/p/~0891234567"),
            ("email", "bansuan@gmail.com"),
        ],
    )
    def test_how_to_reach_the_office_is_taken(self, client, admin, field, value):
        assert self.send(client, **{field: value}).status_code == 302
        assert getattr(PublicProfile.objects.get(), field) == value


class TestNames:
    """Agency, units, posts and people: all stand on public pages."""

    def refused(self, **deeds):
        for what, deed in deeds.items():
            with pytest.raises(HoldsNumbers):
                deed()
            assert not Event.objects.filter(action=what).exists(), what

    def test_of_an_agency_and_its_units(self, desk):
        more = {"hosts": (), "by": desk.admin, "at": AT}
        known = {"agency": desk.agency, "digits": "thai", **more}
        for texts in (
            {"name": f"ทต. {IDENTITY}", "district": "ก", "province": "ข"},
            {"name": "ทต.", "district": MOBILE, "province": "ข"},
            {"name": "ทต.", "district": "ก", "province": IDENTITY},
        ):
            kind = desk.agency.kind
            self.refused(agency_changed=lambda texts=texts, kind=kind: change_agency(kind=kind, **texts, **known))
            with pytest.raises(HoldsNumbers):
                create_agency(slug="x", kind="subdistrict_municipality", **texts, **more)
        self.refused(
            units_changed=lambda: set_units(agency=desk.agency, names=[f"กอง {MOBILE}"], by=desk.admin, at=AT),
            unit_changed=lambda: change_unit(
                unit=desk.agency.units.first(), name="กองคลัง", aliases=(), sections=[IDENTITY], by=desk.admin, at=AT
            ),
        )
        assert Agency.objects.count() == 1

    def test_of_posts(self, desk):
        row = add_post(agency=desk.agency, kind="deputy_executive", title="รองนายก", unit=None, by=desk.admin, at=AT)
        with pytest.raises(HoldsNumbers):
            add_post(
                agency=desk.agency, kind="deputy_executive", title=f"เลขา {MOBILE}", unit=None, by=desk.admin, at=AT
            )
        with pytest.raises(HoldsNumbers):
            change_post(post=row, title=f"เลขา {IDENTITY}", by=desk.admin, at=AT)
        row.refresh_from_db()
        assert (row.title, desk.agency.posts.count()) == ("รองนายก", 1)

    def test_of_people(self, desk):
        with pytest.raises(HoldsNumbers):
            create_user(username="x", display_name=f"สมชาย {IDENTITY}", password=None, at=AT)
        with pytest.raises(HoldsNumbers):
            change_preferences(user=desk.officer, display_name=f"สมชาย {MOBILE}", language="th", digits="thai", at=AT)
        desk.officer.refresh_from_db()
        assert MOBILE not in desk.officer.display_name

    def test_the_own_name_is_refused_at_its_field(self, client, desk):
        sign_in(client, desk.officer)

        page = client.post(
            reverse("accounts:account"), {"display_name": f"สมชาย {IDENTITY}", "language": "th", "digits": "thai"}
        ).content.decode()

        assert html.fromstring(page).get_element_by_id("id_display_name").get("aria-invalid") == "true"
        assert "ชื่อที่แสดงมีเลขประจำตัวประชาชน" in page


def part(page, name):
    return html.fromstring(page).get_element_by_id(name).text_content()


class TestMaskedTextIsSeen:
    @pytest.fixture
    def page(self, client, desk):
        sign_in(client, desk.clerk)
        body = f"นายสมชาย ใจดี โทร {MOBILE}"
        post(client, "publication_add", desk.item().pk, "page", title=f"ติดต่อ โทร {MOBILE}", body=body)
        return newest()

    @pytest.fixture
    def table(self, client, desk):
        sign_in(client, desk.clerk)
        post(client, "publication_add", desk.item().pk, "table", title="รายชื่อ", rows=f"ชื่อ\tโทรศัพท์มือถือ\nก\t{MOBILE}\n")
        return newest()

    def test_by_who_decides_before_deciding(self, client, page):
        shown = part(text(get(client, "personal", page.pk)), "masked")

        assert "ฉบับปกปิดจะเป็นดังนี้" in shown
        assert "นายสมชาย ใจดี โทร ●●●-●●●-●●67" in shown
        assert "ติดต่อ โทร ●●●-●●●-●●67" in shown
        assert MOBILE not in shown

    def test_in_a_table_too(self, client, table):
        shown = html.fromstring(text(get(client, "personal", table.pk))).get_element_by_id("masked")

        assert [cell.text_content() for cell in shown.findall(".//td")] == ["ก", "●●●-●●●-●●67"]
        assert shown.find(".//div[@role='region']").get("aria-label") == "ฉบับปกปิด: รายชื่อ"

    def test_by_who_approves_and_publishes_told_apart_from_the_original(self, client, desk, page):
        seen = page.content_sha256
        post(client, "personal", page.pk, seen=seen, choice="masked")
        post(client, "hand_on", page.pk, seen=seen)
        for person, heading in ((desk.administrator, "ที่จะเผยแพร่"), (desk.clerk, "ที่จะเผยแพร่")):
            whole = text(get(sign_in(client, person), "version_detail", page.pk))
            assert f"ฉบับปกปิด{heading}" in part(whole, "masked")
            assert "นายสมชาย ใจดี โทร ●●●-●●●-●●67" in part(whole, "masked")
            assert MOBILE not in part(whole, "masked")
            assert "ต้นฉบับ (เห็นเฉพาะภายใน)" in part(whole, "original")
            assert MOBILE in part(whole, "original")
            post(client, "approve", page.pk, seen=seen)
        post(sign_in(client, desk.clerk), "publish", page.pk)

        whole = text(get(client, "version_detail", page.pk))
        assert "ฉบับปกปิดที่เผยแพร่" in part(whole, "masked")
        shown = public.find_publication(desk.agency, (2566, "O1"), 1).current
        assert shown.body in part(whole, "masked")
        assert shown.title in part(whole, "masked")

    def test_a_table_as_it_will_be_public(self, client, table):
        post(client, "personal", table.pk, seen=table.content_sha256, choice="masked")

        for name in ("version_detail", "personal"):
            shown = html.fromstring(text(get(client, name, table.pk))).get_element_by_id("masked")
            assert [cell.text_content() for cell in shown.findall(".//td")] == ["ก", "●●●-●●●-●●67"]

    def test_a_file_has_its_copy_there(self, client, desk):
        from prongsai.apps.disclosure import gate
        from tests.apps.disclosure.desk import file_draft
        from tests.journeys.test_secrets import LIST

        version = draft(desk, file_draft("รายชื่อ", "รายชื่อ.csv", LIST))
        assert gate.look(version, at=AT)
        sign_in(client, desk.clerk)
        before = text(get(client, "personal", version.pk))
        post(client, "personal", version.pk, seen=version.content_sha256, choice="masked")

        assert "ไฟล์ฉบับปกปิดทำเมื่อบันทึก" in before
        for name in ("version_detail", "personal"):
            shown = html.fromstring(text(get(client, name, version.pk))).get_element_by_id("masked")
            assert shown.find(".//a").get("href") == reverse("disclosure:version_copy", args=(version.pk, "masked"))

    def test_a_link_that_cannot_be_masked_is_said_before_the_choice(self, client, desk):
        from prongsai.apps.disclosure import gate

        version = draft(desk, replace(LINK, url=f"https://www.example.go.th/?tel={MOBILE}"))
        assert gate.look(version, at=AT)

        page = text(get(sign_in(client, desk.clerk), "personal", version.pk))

        assert "ปกปิดไม่ได้ กรุณาแก้ลิงก์" in page
        assert 'id="masked"' not in page

    @pytest.mark.parametrize("what", [PAGE, TABLE])
    def test_nothing_is_told_apart_where_nothing_is_masked(self, client, desk, what):
        version = publish(desk, what)

        page = text(get(sign_in(client, desk.clerk), "version_detail", version.pk))

        assert 'id="masked"' not in page
        assert 'id="original"' not in page

    def test_a_confirmed_one_shows_the_original_alone(self, client, page):
        post(client, "personal", page.pk, seen=page.content_sha256, choice="confirm", reason="เบอร์ที่ประกาศไว้")

        assert 'id="masked"' not in text(get(client, "version_detail", page.pk))

    def test_the_preview_is_for_who_decides(self, client, desk, page):
        assert 'id="masked"' not in text(get(sign_in(client, desk.officer), "personal", page.pk))

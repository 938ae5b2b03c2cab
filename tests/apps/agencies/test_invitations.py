"""Inviting people: by mail on a real SMTP server, by slip; joining with a new account or one more agency."""

import re
import socket
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.db import IntegrityError
from django.utils import timezone

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies import invitations
from prongsai.apps.agencies.invitation_mail import can_mail, mail_invitation
from prongsai.apps.agencies.models import Invitation
from prongsai.apps.history.models import Event, PersonalValue
from prongsai.apps.history.queries import verify_agency
from prongsai.core.errors import OutsideError, PersonError
from tests.apps.factories import PASSWORD, give_post, make_agency, make_post, make_user
from tests.apps.test_concurrency import at_once
from tests.web.qr_reader import draw, read_all

ADD, LIST, JOIN = "/office/agency/invitations/new/", "/office/agency/invitations/", "/office/join/"
NEW = {"display_name": "นางสาวสมศรี มีสุข", "username": "somsri", "password": PASSWORD}
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def text(response):
    return response.content.decode()


@pytest.fixture
def agency(db):
    return make_agency("เทศบาลตำบลบ้านสวนใส")


@pytest.fixture
def admin(client, agency):
    user = make_user(agency, "agency_admin")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def invite(agency, admin, **values):
    wanted = {"name": "นางสาวสมศรี มีสุข", "email": "", "role": "officer", "unit": None, "post": None, **values}
    return invitations.invite(agency=agency, by=admin, at=timezone.now(), **wanted)


class TestCode:
    def test_is_kept_only_as_a_hash(self, agency, admin):
        row, code = invite(agency, admin)

        assert re.fullmatch(r"([a-hj-km-np-z2-9]{4}-){4}[a-hj-km-np-z2-9]{4}", code)
        stored = str(list(Invitation.objects.values())) + str(list(Event.objects.values()))
        assert code not in stored
        assert code.replace("-", "") not in stored
        assert row.code_sha256 == invitations.hash_code(code)

    def test_is_read_however_it_is_typed(self, agency, admin):
        row, code = invite(agency, admin)

        for typed in (code, code.upper(), code.replace("-", ""), code.replace("-", " ") + " "):
            assert invitations.find_open_invitation(typed, timezone.now()) == row

    def test_is_another_each_time(self):
        assert len({invitations.make_code() for _one in range(200)}) == 200

    def test_opens_nothing_once_expired_used_renewed_or_revoked(self, agency, admin):
        now = timezone.now()
        row, code = invite(agency, admin)
        assert invitations.find_open_invitation(code, now + invitations.VALID_FOR + timedelta(minutes=1)) is None
        newer = invitations.renew_invitation(invitation=row, by=admin, at=now)
        assert invitations.find_open_invitation(code, now) is None
        assert invitations.find_open_invitation(newer, now) == row

        invitations.revoke_invitation(invitation=row, by=admin, at=now)

        assert invitations.find_open_invitation(newer, now) is None
        for again in (invitations.revoke_invitation, invitations.renew_invitation):
            with pytest.raises(PersonError):
                again(invitation=row, by=admin, at=now)

    def test_history_tells_it_all_and_no_name(self, agency, admin):
        row, _code = invite(agency, admin, email="somsri@example.go.th")
        invitations.renew_invitation(invitation=row, by=admin, at=timezone.now())
        invitations.revoke_invitation(invitation=row, by=admin, at=timezone.now())

        events = list(Event.objects.filter(object_type="invitation").order_by("seq"))
        assert [event.action for event in events] == ["person_invited", "invitation_renewed", "invitation_revoked"]
        assert "สมศรี" not in str([(event.object_label, event.after) for event in events])
        assert {"นางสาวสมศรี มีสุข", "somsri@example.go.th"} <= set(PersonalValue.objects.values_list("value", flat=True))
        assert verify_agency(agency.slug).faults == ()


class TestJoining:
    def test_makes_the_account_the_membership_and_the_post(self, agency, admin):
        unit = agency.units.get(name="กองคลัง")
        post = make_post(agency, "unit_head", "กองคลัง")
        row, code = invite(agency, admin, unit=unit, post=post, email="somsri@example.go.th")

        user = invitations.join_as_new(code=code, at=timezone.now(), **NEW)

        membership = user.memberships.get()
        assert (membership.agency, membership.role, membership.unit) == (agency, "officer", unit)
        assert (user.email, user.check_password(PASSWORD), user.must_change_password) == (
            "somsri@example.go.th",
            True,
            False,
        )
        assert post.holdings.get().user == user
        row.refresh_from_db()
        assert row.accepted_by == user
        assert Event.objects.get(action="invitation_accepted").after["takes_post"] is True

    def test_once_only(self, agency, admin):
        _row, code = invite(agency, admin)
        invitations.join_as_new(code=code, at=timezone.now(), **NEW)

        with pytest.raises(PersonError):
            invitations.join_as_new(code=code, at=timezone.now(), **{**NEW, "username": "other"})
        assert not User.objects.filter(username="other").exists()

    def test_without_the_post_when_someone_else_has_it_by_now(self, agency, admin):
        post = make_post(agency, "chief_administrator")
        _row, code = invite(agency, admin, post=post)
        other = make_user(agency, "officer")
        give_post(other, post)

        user = invitations.join_as_new(code=code, at=timezone.now(), **NEW)

        assert [row.user for row in post.holdings.all()] == [other]
        assert user.memberships.exists()
        assert Event.objects.get(action="invitation_accepted").after["takes_post"] is False

    def test_a_taken_name_leaves_the_invitation_open(self, agency, admin):
        make_user(username="somsri")
        _row, code = invite(agency, admin)

        with pytest.raises(IntegrityError):
            invitations.join_as_new(code=code, at=timezone.now(), **NEW)

    def test_someone_elses_mail_address_is_not_taken_over(self, agency, admin):
        make_user(username="first", email="same@example.go.th")
        _row, code = invite(agency, admin, email="Same@example.go.th")

        assert invitations.join_as_new(code=code, at=timezone.now(), **NEW).email == ""

    def test_one_more_agency_for_who_has_an_account(self, agency, admin):
        user = make_user(make_agency(), "clerk_office")
        _row, code = invite(agency, admin, role="auditor")

        assert invitations.join_as(code=code, user=user, at=timezone.now()) == agency
        assert {row.role for row in user.memberships.all()} == {"clerk_office", "auditor"}

    def test_a_member_does_not_use_up_someone_elses(self, agency, admin):
        row, code = invite(agency, admin)

        with pytest.raises(PersonError, match="อยู่แล้ว"):
            invitations.join_as(code=code, user=admin, at=timezone.now())
        row.refresh_from_db()
        assert row.accepted_at is None

    def test_two_at_the_same_moment_one_gets_in(self, transactional_db):
        agency = make_agency()
        _row, code = invite(agency, make_user(agency, "agency_admin"))
        names = ("first", "second")

        answers = at_once(
            *(
                lambda name=name: invitations.join_as_new(code=code, at=timezone.now(), **{**NEW, "username": name})
                for name in names
            )
        )

        assert sorted(type(answer).__name__ for answer in answers) == ["PersonError", "User"]
        assert User.objects.filter(username__in=names).count() == 1


class Inbox:
    """What the local SMTP server took; it can refuse."""

    def __init__(self):
        self.letters = []
        self.refuses = False

    async def handle_DATA(self, _server, _session, envelope):
        if self.refuses:
            return "451 try later"
        self.letters.append(envelope)
        return "250 taken"


@pytest.fixture
def smtp(settings):
    inbox = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", port
    settings.DEFAULT_FROM_EMAIL = "ita@bansuan.go.th"
    yield inbox
    controller.stop()


class TestByMail:
    def test_a_real_server_gets_the_link_that_opens_the_door(self, client, agency, admin, smtp):
        page = text(client.post(ADD, {"name": "นางสาวสมศรี มีสุข", "email": "somsri@example.go.th", "role": "officer"}))

        assert "ส่งอีเมลแล้ว" in page
        (letter,) = smtp.letters
        assert (letter.mail_from, letter.rcpt_tos) == ("ita@bansuan.go.th", ["somsri@example.go.th"])
        message = message_from_bytes(letter.content, policy=policy.default)
        assert message["subject"].strip() == "คำเชิญเข้าใช้งานระบบโปร่งใสของเทศบาลตำบลบ้านสวนใส"
        body = message.get_body().get_content()
        assert "เรียน นางสาวสมศรี มีสุข" in body
        assert "Open the link above once" in body
        link = re.search(r"https?://\S+/office/join/\S+", body)[0]
        client.logout()
        assert client.get(link).status_code == 200
        assert Invitation.objects.get().mailed_at is not None
        assert Event.objects.filter(action="invitation_mailed").count() == 1

    def test_a_server_that_refuses_leaves_the_slip(self, client, agency, admin, smtp):
        smtp.refuses = True

        page = text(client.post(ADD, {"name": "ก", "email": "a@example.go.th", "role": "officer"}))

        assert "ส่งอีเมลไม่สำเร็จ" in page
        assert "slip" in page
        assert Invitation.objects.get().mailed_at is None
        assert not Event.objects.filter(action="invitation_mailed").exists()

    def test_no_server_there_is_an_outside_error(self, agency, admin, settings):
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", 9
        row, _code = invite(agency, admin, email="a@example.go.th")

        with pytest.raises(OutsideError):
            mail_invitation(row, "http://127.0.0.1/")

    def test_a_line_break_in_a_name_makes_no_header(self, agency, admin, settings):
        row, _code = invite(agency, admin, name="ก\nBcc: x@example.com", email="a@example.go.th")

        mail_invitation(row, "http://127.0.0.1/")

        assert mail.outbox[0].recipients() == ["a@example.go.th"]
        assert "Bcc" not in dict(mail.outbox[0].message().items())

    def test_without_a_server_named_there_is_only_the_slip(self, client, agency, admin, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

        page = text(client.post(ADD, {"name": "ก", "email": "a@example.go.th", "role": "officer"}))

        assert not can_mail()
        assert "ส่งอีเมลแล้ว" not in page
        assert mail.outbox == []


class TestPages:
    def test_the_slip_can_be_scanned(self, client, agency, admin, tmp_path):
        page = text(client.post(ADD, {"name": "นางสาวสมศรี มีสุข", "role": "officer"}))

        (svg,) = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
        (link,) = read_all(draw(svg, tmp_path))
        assert f'href="{link}"' in page
        code = link.rstrip("/").rpartition("/")[2]
        assert invitations.find_open_invitation(code, timezone.now()) == Invitation.objects.get()
        client.logout()
        assert client.get(JOIN + code + "/").status_code == 200

    def test_the_slip_shows_the_code_once(self, client, agency, admin):
        response = client.post(ADD, {"name": "นางสาวสมศรี มีสุข", "role": "officer"})

        code = re.search(r"(?:[a-z2-9]{4}-){4}[a-z2-9]{4}", text(response))[0]
        assert invitations.find_open_invitation(code, timezone.now())
        assert "no-store" in response["cache-control"]
        row = Invitation.objects.get()
        for address in (LIST, f"{LIST}{row.pk}/"):
            assert code not in text(client.get(address))

    def test_a_code_typed_leads_to_the_account(self, client, agency, admin):
        _row, code = invite(agency, admin)
        client.logout()

        there = client.post(JOIN, {"code": code.upper().replace("-", " ")})["location"]
        done = client.post(there, NEW, follow=True)

        assert "เข้าสู่ระบบได้เลย" in text(done)
        client.post("/office/sign-in/", {"username": "somsri", "password": PASSWORD})
        assert client.get("/office/").status_code == 200

    def test_wrong_codes_wait_longer_each_time(self, client, agency, admin):
        client.logout()
        for _try in range(3):
            assert "ไม่ถูกต้อง" in text(client.post(JOIN, {"code": "aaaa-bbbb"}))

        assert "กรุณารออีก" in text(client.post(JOIN, {"code": "aaaa-bbbb"}))

    def test_a_wait_for_typed_codes_does_not_shut_out_the_link(self, client, agency, admin):
        _row, code = invite(agency, admin)
        client.logout()
        for _try in range(5):
            client.post(JOIN, {"code": "aaaa-bbbb"})

        assert client.get(f"{JOIN}{code}/").status_code == 200

    @pytest.mark.parametrize(
        ("field", "value"),
        [("username", "taken"), ("password", "1234567890"), ("password", "short"), ("display_name", "")],
    )
    def test_says_what_is_wrong(self, client, agency, admin, field, value):
        make_user(username="taken")
        _row, code = invite(agency, admin)
        client.logout()

        page = text(client.post(f"{JOIN}{code}/", {**NEW, field: value}))

        assert "มีบางอย่างต้องแก้ไข" in page
        assert not User.objects.filter(username="somsri").exists()

    def test_a_used_link_is_not_found(self, client, agency, admin):
        _row, code = invite(agency, admin)
        invitations.join_as_new(code=code, at=timezone.now(), **NEW)
        client.logout()

        assert client.get(f"{JOIN}{code}/").status_code == 404
        assert client.post(f"{JOIN}{code}/", {**NEW, "username": "second"}).status_code == 404

    def test_who_is_signed_in_takes_it_into_their_account(self, client, agency, admin):
        _row, code = invite(agency, admin)
        user = make_user(make_agency(), "officer")
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

        assert str(user) in text(client.get(f"{JOIN}{code}/"))
        client.post(f"{JOIN}{code}/")

        assert user.memberships.count() == 2
        assert agency.name in text(client.get("/office/"))

    def test_a_member_is_told_it_is_someone_elses(self, client, agency, admin):
        _row, code = invite(agency, admin)

        response = client.post(f"{JOIN}{code}/")

        assert response.status_code == 422
        assert "เป็นของผู้อื่น" in text(response)

    def test_another_agencys_unit_and_post_are_not_offered(self, client, agency, admin):
        other = make_agency()
        foreign = {"unit": other.units.first().pk, "post": make_post(other, "officer").pk}

        for field, value in foreign.items():
            client.post(ADD, {"name": "ก", "role": "officer", field: value})

        assert not Invitation.objects.exists()

    def test_renewing_and_revoking_on_the_page(self, client, agency, admin):
        row, code = invite(agency, admin)

        page = text(client.post(f"{LIST}{row.pk}/", {"renew": "1"}))
        assert re.search(r"(?:[a-z2-9]{4}-){4}[a-z2-9]{4}", page)[0] != code
        client.post(f"{LIST}{row.pk}/", {"revoke": "1"})

        assert "ไม่มีคำเชิญ" in text(client.get(LIST))
        assert client.get(f"{LIST}{row.pk}/").status_code == 404


class TestFirstPeople:
    URL = "/office/agency/people/first/"

    @pytest.fixture
    def posts(self, agency):
        return [make_post(agency, "top_executive"), make_post(agency, "unit_head", "กองคลัง")]

    def test_invites_those_named_and_leaves_the_rest(self, client, agency, admin, posts):
        mayor, head = posts

        page = text(client.post(self.URL, {f"name-{mayor.pk}": "นายสมชาย ใจซื่อ", f"name-{head.pk}": ""}))

        row = Invitation.objects.get()
        assert (row.post, row.role, row.name) == (mayor, "officer", "นายสมชาย ใจซื่อ")
        assert page.count('class="card slip"') == 1
        assert f"name-{mayor.pk}" not in text(client.get(self.URL))
        assert f"name-{head.pk}" in text(client.get(self.URL))

    def test_nobody_named_goes_on(self, client, admin, posts):
        assert client.post(self.URL, {})["location"] == "/office/plans/"

    def test_an_address_without_a_name_is_asked_for(self, client, admin, posts):
        page = text(client.post(self.URL, {f"email-{posts[0].pk}": "a@example.go.th"}))

        assert "กรอกชื่อของผู้ดำรงตำแหน่ง" in page
        assert not Invitation.objects.exists()

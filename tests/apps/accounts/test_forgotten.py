"""A forgotten password is set anew by a code in the verified mailbox, and tells nobody who has an account."""

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession

from prongsai.apps.accounts import jobs
from prongsai.apps.accounts.actions import verify_email
from prongsai.apps.accounts.forgotten import mailbox_to_reset, reset_password, send_reset_code
from prongsai.apps.accounts.mailbox import send_code
from prongsai.apps.accounts.models import MailCode
from prongsai.apps.accounts.rate_limit import FORGOTTEN
from prongsai.apps.history.actions import SYSTEM_ACTOR
from prongsai.apps.history.models import Event
from prongsai.apps.jobs.queue import job_queue
from prongsai.core.errors import OutsideError, PersonError
from tests.apps.accounts.mail import code_in, use_server, wrong
from tests.apps.factories import NOW, PASSWORD, make_agency, make_user
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db
OWN = "somsri@bansuansai.go.th"
ASK, CODE, SIGN_IN = "/office/sign-in/forgotten/", "/office/sign-in/forgotten/code/", "/office/sign-in/"
NEW = "ข้าวเหนียวมะม่วง-2569"


@pytest.fixture
def server(settings, tmp_path):
    with MailServer() as running:
        use_server(settings, running, tmp_path)
        yield running


@pytest.fixture
def somsri():
    user = make_user(make_agency(), "officer", username="somsri")
    verify_email(user=user, email=OWN, by=SYSTEM_ACTOR, at=NOW)
    return user


def text(response):
    return response.content.decode()


def set_new(server, name="somsri", *, typed=None, password=NEW, at=NOW):
    return reset_password(name=name, typed=typed or code_in(server), password=password, at=at)


class TestWhoHasAMailboxToReset:
    def test_who_verified_one_by_name_or_address(self, somsri):
        assert mailbox_to_reset("SomSri") == (somsri, OWN)
        assert mailbox_to_reset(OWN) == (somsri, OWN)

    def test_nobody_by_an_address_that_was_only_named(self):
        make_user(username="named", email="named@x.go.th")

        assert mailbox_to_reset("named") is None

    @pytest.mark.parametrize("change", [{"is_active": False}, {"is_demo": True}])
    def test_no_switched_off_and_no_demo_account(self, somsri, change):
        for name, value in change.items():
            setattr(somsri, name, value)
        somsri.save()

        assert mailbox_to_reset("somsri") is None

    def test_none_without_a_password_of_their_own(self, somsri):
        somsri.set_unusable_password()
        somsri.save()

        assert mailbox_to_reset("somsri") is None

    @pytest.mark.parametrize("name", ["", "nobody", "nobody@x.go.th"])
    def test_nobody_at_all(self, name):
        assert mailbox_to_reset(name) is None


class TestTheCode:
    def test_goes_to_the_verified_mailbox_alone(self, server, somsri):
        assert send_reset_code(user_id=somsri.pk, at=NOW)

        ((whom, letter),) = server.letters
        assert whom == (OWN,)
        assert "somsri" in letter.get_content()
        assert code_in(server) not in letter["Subject"]

    def test_sets_the_password_ends_every_session_and_tells_the_mailbox(self, server, somsri, client):
        client.post(SIGN_IN, {"username": "somsri", "password": PASSWORD})
        assert UserSession.objects.filter(user=somsri).exists()
        send_reset_code(user_id=somsri.pk, at=NOW)

        set_new(server)

        somsri.refresh_from_db()
        assert somsri.check_password(NEW)
        assert not somsri.must_change_password
        assert client.get("/office/")["location"].startswith(SIGN_IN)
        assert "A new password was set" in server.letters[-1][1].get_content()

    def test_is_in_the_history_from_the_asking_on(self, server, somsri):
        send_reset_code(user_id=somsri.pk, at=NOW)
        set_new(server)

        events = Event.objects.filter(agency="system", object_id=str(somsri.pk)).order_by("seq")
        assert [(one.action, one.actor) for one in events][-2:] == [
            ("password_reset_asked", "unknown"),
            ("password_changed", str(somsri.pk)),
        ]

    def test_works_once(self, server, somsri):
        send_reset_code(user_id=somsri.pk, at=NOW)
        code = code_in(server)
        set_new(server)

        with pytest.raises(PersonError, match="wrong or has expired"):
            set_new(server, typed=code, password="อีกรหัสหนึ่ง-2570")

    def test_expires_after_ten_minutes(self, server, somsri):
        send_reset_code(user_id=somsri.pk, at=NOW)

        with pytest.raises(PersonError, match="wrong or has expired"):
            set_new(server, at=NOW + timedelta(minutes=10))

    def test_a_wrong_one_leaves_the_password_and_the_wait_grows(self, server, somsri):
        send_reset_code(user_id=somsri.pk, at=NOW)
        for _try in range(3):
            with pytest.raises(PersonError, match="wrong or has expired"):
                set_new(server, typed=wrong(server))

        with pytest.raises(PersonError, match="try again in"):
            set_new(server)
        somsri.refresh_from_db()
        assert somsri.check_password(PASSWORD)

    def test_a_password_nobody_should_have_is_refused_and_the_code_stays_good(self, server, somsri):
        from django.core.exceptions import ValidationError

        send_reset_code(user_id=somsri.pk, at=NOW)
        with pytest.raises(ValidationError):
            set_new(server, password="password1234")

        assert set_new(server) == somsri

    def test_of_the_mailbox_page_sets_no_password(self, server, somsri):
        send_code(user=somsri, email="new@x.go.th", at=NOW)

        with pytest.raises(PersonError, match="wrong or has expired"):
            set_new(server)

    def test_is_void_once_the_mailbox_is_another(self, server, somsri):
        send_reset_code(user_id=somsri.pk, at=NOW)
        code = code_in(server)
        verify_email(user=somsri, email="new@x.go.th", by=SYSTEM_ACTOR, at=NOW)

        with pytest.raises(PersonError, match="wrong or has expired"):
            set_new(server, typed=code)

    def test_five_an_hour_for_a_person_whoever_asks(self, server, somsri):
        sent = [send_reset_code(user_id=somsri.pk, at=NOW) for _try in range(7)]

        assert sent == [True] * 5 + [False] * 2
        assert len(server.letters) == 5

    def test_none_for_somebody_gone_meanwhile(self, server, somsri):
        pk = somsri.pk
        somsri.delete()

        assert not send_reset_code(user_id=pk, at=NOW)

    def test_a_mail_server_that_refuses_is_tried_again(self, server, somsri):
        server.refused.add(OWN)
        with pytest.raises(OutsideError):
            jobs.mail_reset_code(user_id=somsri.pk)
        server.refused.clear()

        assert jobs.mail_reset_code(user_id=somsri.pk)


class TestThePages:
    def test_the_whole_way(self, client, server, somsri):
        assert ASK in text(client.get(SIGN_IN))
        client.post(ASK, {"username": "somsri"})
        assert job_queue().count_waiting() == 1
        jobs.mail_reset_code(user_id=somsri.pk)

        done = client.post(CODE, {"code": code_in(server), "new": NEW}, follow=True)

        assert "ตั้งรหัสผ่านใหม่แล้ว" in text(done)
        assert not done.wsgi_request.user.is_authenticated
        assert client.post(SIGN_IN, {"username": "somsri", "password": NEW})["location"] == "/office/"

    def test_answers_are_the_same_whether_the_name_exists_or_not(self, client, server, somsri, monkeypatch):
        """Not even a wrong code, four times over, tells whether there was one to be wrong about."""

        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)  # or a slow machine would wait less

        def answers(name):
            client.cookies.clear()
            asked = client.post(ASK, {"username": name})
            jobs.mail_reset_code(user_id=somsri.pk if name == "somsri" else 0)
            shown = [_plain(client.get(CODE))]
            bad = wrong(server) if server.letters else "12345678"
            shown += [_plain(client.post(CODE, {"code": bad, "new": NEW})) for _try in range(4)]
            return asked["location"], shown

        known = answers("somsri")
        assert known == answers("nobody") == answers("nobody@x.go.th")
        assert len(server.letters) == 1

    def test_nothing_is_queued_for_a_name_nobody_has(self, client, server, somsri):
        client.post(ASK, {"username": "nobody"})

        assert job_queue().count_waiting() == 0
        assert not MailCode.objects.exists()

    def test_the_second_factor_is_still_asked_for(self, client, server, somsri):
        from allauth.mfa.models import Authenticator
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

        TOTP.activate(somsri, generate_totp_secret())
        client.post(ASK, {"username": "somsri"})
        jobs.mail_reset_code(user_id=somsri.pk)
        client.post(CODE, {"code": code_in(server), "new": NEW})

        answer = client.post(SIGN_IN, {"username": "somsri", "password": NEW})
        assert answer["location"].endswith("/second-step/")
        assert Authenticator.objects.filter(user=somsri).exists()

    def test_a_bad_password_is_named_beside_its_field(self, client, server, somsri):
        client.post(ASK, {"username": "somsri"})
        jobs.mail_reset_code(user_id=somsri.pk)

        page = client.post(CODE, {"code": code_in(server), "new": "1234567890"})

        assert page.context["form"].errors["new"]
        assert NEW not in text(page)

    def test_the_code_page_without_a_name_leads_back(self, client, server, somsri):
        assert client.get(CODE)["location"] == SIGN_IN

    def test_one_place_asks_at_most_so_often(self, client, server, somsri):
        statuses = [client.post(ASK, {"username": f"n{n}"}).status_code for n in range(FORGOTTEN.most + 1)]

        assert statuses[-2:] == [302, 429]

    def test_without_a_mail_server_there_is_no_such_page(self, client, somsri, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

        assert client.get(ASK).status_code == 404
        assert "ให้ผู้ดูแลระบบของหน่วยงานออกรหัสผ่านใหม่ให้" in text(client.get(SIGN_IN))

    def test_stay_in_no_store(self, client, server, somsri):
        assert "no-store" in client.get(ASK)["cache-control"]


def _plain(response):
    """A page without what differs each time."""
    return [
        re.sub(r'(csrfmiddlewaretoken" value="|name="code" value=")[^"]*', "", line)
        for line in text(response).splitlines()
    ]

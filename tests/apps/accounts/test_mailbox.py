"""A mailbox is one's own once the code that a real mail server delivered there is typed."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from prongsai.apps.accounts import mailbox
from prongsai.apps.accounts.actions import verify_email
from prongsai.apps.accounts.mail_codes import waiting_code
from prongsai.apps.accounts.models import MailCode, User
from prongsai.apps.accounts.sign_in_delay import seconds_to_wait
from prongsai.apps.history.actions import SYSTEM_ACTOR
from prongsai.apps.history.models import Event
from prongsai.core.errors import OutsideError, PersonError
from tests.apps.accounts.mail import code_in, use_server, wrong
from tests.apps.factories import NOW, PASSWORD, make_agency, make_user
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db
MAILBOX, CODE = "/office/account/email/", "/office/account/email/code/"
OWN = "somsri@bansuansai.go.th"


@pytest.fixture
def server(settings, tmp_path):
    with MailServer() as running:
        use_server(settings, running, tmp_path)
        yield running


@pytest.fixture
def somsri():
    return make_user(make_agency(), "officer", username="somsri")


def ask(user, email=OWN, at=NOW):
    mailbox.send_code(user=user, email=email, at=at)


def take(user, typed, at=NOW):
    return mailbox.take_code(user=user, typed=typed, at=at)


def actions():
    return list(Event.objects.filter(agency="system").order_by("seq").values_list("action", flat=True))


class TestTheCode:
    def test_is_mailed_to_the_address_alone_and_says_whose_account_it_is(self, server, somsri):
        ask(somsri, "  Somsri@BanSuanSai.go.th ")

        ((whom, letter),) = server.letters
        assert whom == (OWN,)
        assert "somsri" in letter.get_content()
        assert code_in(server) not in letter["Subject"]

    def test_verifies_the_address_when_typed(self, server, somsri):
        ask(somsri)

        assert take(somsri, code_in(server)) == OWN
        somsri.refresh_from_db()
        assert (somsri.email, mailbox.verified_email(somsri)) == (OWN, OWN)
        assert actions()[-2:] == ["email_code_sent", "email_verified"]

    def test_nothing_is_verified_before(self, server, somsri):
        ask(somsri)

        somsri.refresh_from_db()
        assert (somsri.email, mailbox.verified_email(somsri)) == ("", "")

    def test_works_once(self, server, somsri):
        ask(somsri)
        take(somsri, code_in(server))

        with pytest.raises(PersonError, match="expired"):
            take(somsri, code_in(server))

    def test_is_kept_as_a_keyed_hash_only(self, server, somsri, settings):
        ask(somsri)
        row = MailCode.objects.get()

        assert code_in(server) not in str(vars(row)) + str(list(Event.objects.values()))
        settings.SECRET_KEY = "another key"
        with pytest.raises(PersonError, match="not the code"):
            take(somsri, code_in(server))

    def test_expires_after_ten_minutes(self, server, somsri):
        ask(somsri)

        with pytest.raises(PersonError, match="expired"):
            take(somsri, code_in(server), NOW + timedelta(minutes=10))
        assert waiting_code(somsri, "mailbox", NOW + timedelta(minutes=10)) is None

    def test_a_newer_one_takes_its_place(self, server, somsri):
        ask(somsri)
        ask(somsri, at=NOW + timedelta(minutes=1))
        first, second = code_in(server, 0), code_in(server, 1)

        if first != second:
            with pytest.raises(PersonError, match="not the code"):
                take(somsri, first, NOW + timedelta(minutes=1))
        assert take(somsri, second, NOW + timedelta(minutes=1)) == OWN

    def test_of_another_person_opens_nothing(self, server, somsri):
        other = make_user()
        ask(somsri), ask(other, "other@x.go.th")

        with pytest.raises(PersonError):
            take(other, code_in(server, 0))
        assert mailbox.verified_email(other) == ""

    def test_a_code_for_one_address_does_not_verify_another(self, server, somsri):
        ask(somsri)
        MailCode.objects.update(email="boss@bansuansai.go.th")

        with pytest.raises(PersonError, match="not the code"):
            take(somsri, code_in(server))


class TestGuessing:
    def test_each_wrong_code_says_how_many_tries_are_left(self, server, somsri):
        ask(somsri)

        with pytest.raises(PersonError, match="4 tries are left"):
            take(somsri, wrong(server))

    def test_the_wait_grows(self, server, somsri):
        ask(somsri)
        at, waits = NOW, []
        for _try in range(5):
            with pytest.raises(PersonError):
                take(somsri, wrong(server), at)
            row = seconds_to_wait(f"mail code mailbox of {somsri.pk}", "anywhere", at)
            waits.append(row)
            at += timedelta(seconds=row)

        assert waits[:2] == [0, 0]
        assert waits[2] < waits[3] < waits[4]

    def test_while_it_lasts_even_the_right_code_is_not_looked_at(self, server, somsri):
        ask(somsri)
        for _try in range(3):
            with pytest.raises(PersonError):
                take(somsri, wrong(server))

        with pytest.raises(PersonError, match="try again in"):
            take(somsri, code_in(server))
        assert take(somsri, code_in(server), NOW + timedelta(seconds=10)) == OWN

    def test_the_fifth_wrong_one_ends_the_code(self, server, somsri):
        ask(somsri)
        right, bad = code_in(server), wrong(server)
        for number in range(5):
            with pytest.raises(PersonError):
                take(somsri, bad, NOW + timedelta(seconds=60 * number))

        with pytest.raises(PersonError, match="expired"):
            take(somsri, right, NOW + timedelta(minutes=9))
        assert actions()[-1] == "mail_code_spent"

    def test_the_wait_outlives_a_new_code(self, server, somsri):
        ask(somsri)
        for _try in range(3):
            with pytest.raises(PersonError):
                take(somsri, wrong(server))
        ask(somsri)

        with pytest.raises(PersonError, match="try again in"):
            take(somsri, code_in(server))

    def test_a_good_code_ends_it(self, server, somsri):
        ask(somsri)
        with pytest.raises(PersonError):
            take(somsri, wrong(server))
        take(somsri, code_in(server))

        assert seconds_to_wait(f"mail code mailbox of {somsri.pk}", "anywhere", NOW) == 0


class TestAsking:
    def test_five_codes_an_hour_for_one_person(self, server, somsri):
        for number in range(5):
            ask(somsri, f"a{number}@x.go.th")

        with pytest.raises(PersonError, match="too often"):
            ask(somsri)
        ask(somsri, at=NOW + timedelta(minutes=61))
        assert len(server.letters) == 6

    def test_and_for_one_mailbox_whoever_asks(self, server):
        for _number in range(5):
            ask(make_user())

        with pytest.raises(PersonError, match="too often"):
            ask(make_user())
        assert len(server.letters) == 5

    def test_a_verified_address_needs_no_code(self, server, somsri):
        verify_email(user=somsri, email=OWN, by=SYSTEM_ACTOR, at=NOW)

        with pytest.raises(PersonError, match="verified already"):
            ask(somsri)

    def test_a_server_that_refuses_is_said(self, server, somsri):
        server.refused.add("gone@x.go.th")

        with pytest.raises(OutsideError, match="could not be sent"):
            ask(somsri, "gone@x.go.th")


class TestWhoseAddressItIs:
    def test_who_shows_it_gets_it_from_who_merely_named_it(self, server, somsri):
        squatter = make_user(email=OWN)
        ask(somsri)
        take(somsri, code_in(server))

        squatter.refresh_from_db()
        assert squatter.email == ""
        assert User.objects.get(email=OWN) == somsri
        dropped = Event.objects.get(action="email_dropped")
        assert dropped.object_id == str(squatter.pk)

    def test_who_verified_it_keeps_it(self, server, somsri):
        owner = make_user()
        verify_email(user=owner, email=OWN, by=SYSTEM_ACTOR, at=NOW)
        ask(somsri)

        with pytest.raises(PersonError, match="another account has verified"):
            take(somsri, code_in(server))
        owner.refresh_from_db()
        assert (owner.email, mailbox.verified_email(owner)) == (OWN, OWN)
        assert mailbox.verified_email(somsri) == ""

    def test_the_mailbox_before_is_told(self, server, somsri):
        verify_email(user=somsri, email="old@x.go.th", by=SYSTEM_ACTOR, at=NOW)
        ask(somsri)
        take(somsri, code_in(server))

        whom, letter = server.letters[-1]
        assert whom == ("old@x.go.th",)
        assert "administrator at once" in letter.get_content()
        assert OWN not in letter.get_content()
        assert EmailAddress.objects.filter(user=somsri).count() == 1

    def test_that_the_notice_fails_stops_nothing(self, server, somsri):
        verify_email(user=somsri, email="old@x.go.th", by=SYSTEM_ACTOR, at=NOW)
        server.refused.add("old@x.go.th")
        ask(somsri)

        assert take(somsri, code_in(server)) == OWN


class TestTheTable:
    values = {"email": OWN, "code_hash": "0" * 64, "sent_at": NOW}

    def test_a_code_that_never_was_good_cannot_be_stored(self, somsri):
        with pytest.raises(IntegrityError), transaction.atomic():
            MailCode.objects.create(user=somsri, expires_at=NOW, tries_left=5, **self.values)

    def test_nor_one_without_tries(self, somsri):
        with pytest.raises(IntegrityError), transaction.atomic():
            MailCode.objects.create(user=somsri, expires_at=NOW + timedelta(minutes=1), tries_left=0, **self.values)


class TestThePages:
    @pytest.fixture
    def signed_in(self, client, somsri):
        client.post("/office/sign-in/", {"username": "somsri", "password": PASSWORD})
        return client

    def page(self, response):
        return response.content.decode()

    def test_the_whole_way(self, signed_in, server, somsri):
        assert "ยังไม่ยืนยัน" not in self.page(signed_in.get(MAILBOX))
        sent = signed_in.post(MAILBOX, {"email": OWN}, follow=True)
        assert OWN in self.page(sent)
        code = code_in(server)

        done = signed_in.post(CODE, {"code": f"{code[:4]} {code[4:]}"}, follow=True)

        assert f"ยืนยันอีเมล {OWN} แล้ว" in self.page(done)
        assert "✓ ยืนยันแล้ว" in self.page(signed_in.get("/office/account/security/"))

    def test_in_english_too(self, signed_in, server, somsri):
        somsri.language = "en"
        somsri.save()
        signed_in.post(MAILBOX, {"email": OWN})

        assert f"A code was mailed to {OWN}; it is good until" in self.page(signed_in.get(CODE))
        assert "4 tries are left" in self.page(signed_in.post(CODE, {"code": wrong(server)}))

    def test_thai_digits_and_hyphens_are_all_right(self, signed_in, server, somsri):
        signed_in.post(MAILBOX, {"email": OWN})
        thai = code_in(server).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))

        assert signed_in.post(CODE, {"code": f"{thai[:4]}-{thai[4:]}"}).status_code == 302

    def test_a_wrong_code_stays_on_the_page_and_says_why(self, signed_in, server, somsri):
        signed_in.post(MAILBOX, {"email": OWN})

        page = self.page(signed_in.post(CODE, {"code": wrong(server)}))

        assert "รหัสไม่ถูกต้อง ลองได้อีก 4 ครั้ง" in page
        assert 'name="code"' in page

    def test_the_last_wrong_one_offers_a_new_code(self, signed_in, server, somsri):
        signed_in.post(MAILBOX, {"email": OWN})
        MailCode.objects.update(tries_left=1)

        page = self.page(signed_in.post(CODE, {"code": wrong(server)}))

        assert "ใส่รหัสผิดครบจำนวนครั้งแล้ว" in page
        assert 'name="code"' not in page
        assert signed_in.get(CODE)["location"] == MAILBOX

    def test_who_they_are_is_asked_again_first(self, client, server, somsri):
        """A screen left unlocked must not be enough to move an account to another mailbox."""
        client.force_login(somsri, backend="django.contrib.auth.backends.ModelBackend")

        answer = client.post(MAILBOX, {"email": OWN})

        assert answer["location"].startswith("/office/account/confirm/")
        assert server.letters == []
        client.post("/office/account/confirm/", {"password": PASSWORD}, follow=True)
        client.post(MAILBOX, {"email": OWN})
        assert server.letters[-1][0] == (OWN,)

    @pytest.mark.parametrize("bad", ["", "no address", "a@b", "x@y.go.th\nBcc: z@y.go.th"])
    def test_what_is_no_address_gets_no_mail(self, signed_in, server, bad):
        page = signed_in.post(MAILBOX, {"email": bad})

        assert page.context["form"].errors["email"]
        assert server.letters == []

    def test_without_a_mail_server_the_page_says_who_must_do_what(self, signed_in, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        page = self.page(signed_in.post(MAILBOX, {"email": OWN}))

        assert "PRONGSAI_SMTP_URL" in page
        assert not MailCode.objects.exists()

    def test_stay_in_no_store(self, signed_in, server):
        assert "no-store" in signed_in.get(MAILBOX)["cache-control"]

    def test_a_server_that_refuses_leaves_the_form(self, signed_in, server):
        server.refused.add(OWN)

        assert "ส่งอีเมลไม่สำเร็จ" in self.page(signed_in.post(MAILBOX, {"email": OWN}))


def test_two_who_type_at_once_verify_once(server, somsri):
    """The row is locked: what one used up the other does not find."""
    mailbox.send_code(user=somsri, email=OWN, at=timezone.now())
    code = code_in(server)

    take(somsri, code, timezone.now())
    with pytest.raises(PersonError):
        take(somsri, code, timezone.now())
    assert actions().count("email_verified") == 1

"""What a look found reaches the people by a real mail server, once, and is tried again after a refusal."""

from datetime import timedelta

import pytest

from prongsai.apps.accounts.models import User
from prongsai.apps.submission.look_mail import MOST_TRIES, send_look_mails, write_look
from prongsai.apps.submission.looking import make_looks
from prongsai.apps.submission.models import FinalLook, LookMail
from tests.apps.submission.office import CLOSES, make_office
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db
AT = CLOSES - timedelta(hours=1)


@pytest.fixture
def office():
    office = make_office()
    for user, address in (
        (office.clerk, "clerk@a.go.th"),
        (office.executive, "nayok@a.go.th"),
        (office.officer, "o@a.go.th"),
    ):
        User.objects.filter(pk=user.pk).update(email=address)
    make_looks(AT)
    return office


@pytest.fixture
def server(settings):
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture(autouse=True)
def named(monkeypatch):
    monkeypatch.setattr("prongsai.apps.submission.look_mail.can_send_mail", lambda: True)


def addressees(server):
    return sorted(to for letter_to, _letter in server.letters for to in letter_to)


def test_those_who_fill_and_confirm_are_told_once(office, server):
    assert send_look_mails(AT) == 2
    assert send_look_mails(AT) == 0
    assert addressees(server) == ["clerk@a.go.th", "nayok@a.go.th"]
    letter = server.letters[0][1]
    body = letter.get_content()
    assert "O43: ยังไม่ได้ระบุว่ามีหรือไม่มี" in body
    assert "O43: have or have not was not said yet" in body
    assert "3.30 คะแนน" in body
    assert f"/office/form/{office.year.pk}/looks/" in body


def test_what_is_answered_as_not_there_counts_in_the_letter():
    office = make_office()
    for code in ("O1", "O2", "O12"):
        office.answer(code)
    office.answer("O43", has=False, addresses=[])
    make_looks(AT)

    _subject, body = write_look(FinalLook.objects.get(is_late=False))

    assert "รวม 2.00 คะแนนของคะแนนรวม" in body
    assert "2.00 points of the total" in body


def test_a_refused_address_stops_nobody_and_is_tried_again(office, server):
    server.refused.add("clerk@a.go.th")
    assert send_look_mails(AT) == 1
    server.refused.clear()
    assert send_look_mails(AT) == 1
    assert addressees(server) == ["clerk@a.go.th", "nayok@a.go.th"]


def test_it_is_not_tried_for_ever(office, server):
    server.refused.update(["clerk@a.go.th", "nayok@a.go.th"])
    for _try in range(MOST_TRIES + 3):
        send_look_mails(AT)
    assert set(LookMail.objects.values_list("tries", flat=True)) == {MOST_TRIES}


def test_a_look_without_problems_mails_nobody(server):
    office = make_office()
    User.objects.filter(pk=office.clerk.pk).update(email="clerk@a.go.th")
    for code in ("O1", "O2", "O12", "O43"):
        item = office.item(code)
        item.delete()
    make_looks(AT)
    assert not LookMail.objects.filter(look__year=office.year).exists()


def test_a_long_list_is_cut_and_says_so(office):
    look = FinalLook.objects.get(is_late=False)
    look.problems = look.problems * 10
    _subject, text = write_look(look)
    assert "และอีก 25 เรื่อง" in text
    assert "and 25 more" in text


@pytest.mark.parametrize(("hours", "sent"), [(0, 2), (24, 2), (25, 0), (24 * 365, 0)])
def test_what_waited_too_long_is_not_sent_after_the_closing(office, server, hours, sent):
    assert send_look_mails(AT + timedelta(hours=hours)) == sent


def test_without_a_mail_server_nothing_is_tried(office, server, monkeypatch):
    monkeypatch.setattr("prongsai.apps.submission.look_mail.can_send_mail", lambda: False)

    assert send_look_mails(AT) == 0
    assert set(LookMail.objects.values_list("tries", flat=True)) == {0}


def test_a_server_that_is_not_there_costs_a_try_each(office, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert send_look_mails(AT) == 0
    assert sorted(LookMail.objects.values_list("tries", "sent_at")) == [(1, None), (1, None)]


def test_the_closing_is_told_in_bangkok_time_with_a_buddhist_year(office):
    subject, text = write_look(FinalLook.objects.get(is_late=False))

    assert "16:30" in subject
    assert "2566" in subject
    assert "30 เมษายน 2566 เวลา 16:30 น." in text
    assert "30/04/2023 16:30 (Bangkok)" in text


def test_a_look_whose_worth_is_not_known_names_no_points(office):
    look = FinalLook.objects.get(is_late=False)
    look.points_at_risk = None

    assert "คะแนนของคะแนนรวม" not in write_look(look)[1]
    assert "points of the total" not in write_look(look)[1]


def test_fifteen_lines_are_shown_and_none_is_counted_as_more(office):
    look = FinalLook.objects.get(is_late=False)
    look.problems = (look.problems * 15)[:15]

    text = write_look(look)[1]

    assert text.count("\n- ") == 30
    assert "และอีก" not in text
    assert "more\n" not in text


def test_nobody_is_named_in_it(office):
    _subject, text = write_look(FinalLook.objects.get(is_late=False))

    for user in (office.clerk, office.executive, office.officer):
        assert str(user) not in text

"""Two at the same moment: one code opens one session, one app is set up, two guesses are two failures."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from allauth.mfa.models import Authenticator
from django.db import connections
from django.test import Client
from django.utils import timezone

from prongsai.apps.accounts.models import SignInDelay
from prongsai.apps.accounts.sign_in_delay import note_failure
from prongsai.apps.history.queries import verify_agency
from tests.apps.accounts.codes import enrol, secret_on, sign_in, totp
from tests.apps.factories import make_agency, make_user

pytestmark = pytest.mark.django_db(transaction=True)
SECOND_STEP = "/office/sign-in/second-step/"
APP = "/office/account/security/app/"


def at_once(*deeds):
    """Do all at the same moment, each in a thread of its own; gives what they gave."""
    start = Barrier(len(deeds))

    def one(deed):
        try:
            start.wait(10)
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def signed_in(client):
    return "_auth_user_id" in client.session


class TestAtOnce:
    def test_one_code_opens_one_session(self, client):
        make_user(make_agency(), username="somsri")
        sign_in(client, "somsri")
        secret, codes = enrol(client)
        for code in (totp(secret), codes[0]):
            both = [Client(), Client()]
            for one in both:
                sign_in(one, "somsri")

            at_once(*(lambda one=one, code=code: one.post(SECOND_STEP, {"code": code}) for one in both))

            assert sorted(signed_in(one) for one in both) == [False, True]
        assert verify_agency("system").faults == ()

    def test_one_app_is_set_up(self):
        make_user(make_agency(), username="somsri")
        both = [Client(), Client()]
        for one in both:
            sign_in(one, "somsri")
        secrets = [secret_on(one.get(APP).content.decode()) for one in both]

        answers = at_once(
            *(
                lambda one=one, secret=secret: one.post(APP, {"code": totp(secret)})
                for one, secret in zip(both, secrets, strict=True)
            )
        )

        assert sorted(answer.status_code for answer in answers) == [200, 302]
        assert Authenticator.objects.filter(type="totp").count() == 1
        assert Authenticator.objects.filter(type="recovery_codes").count() == 1

    def test_two_failures_are_counted_as_two(self):
        now = timezone.now()

        at_once(*[lambda: note_failure("somsri", "here", now)] * 4)

        assert SignInDelay.objects.get().failures == 4

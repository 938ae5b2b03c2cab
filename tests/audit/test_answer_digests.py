"""The digests of an answer: of the body as sent and as unpacked, the first worked out once."""

import gzip
from dataclasses import replace
from hashlib import sha256

from prongsai.audit import fetch_port
from prongsai.audit.fetch_port import Answer, Request

ASKED = Request("http://a.go.th/")
BODY = "หน้า".encode()


class TestDigestsOfAnAnswer:
    def test_a_body_sent_as_it_is_has_one_digest(self):
        answer = Answer(ASKED, 200, body=BODY, body_as_sent=BODY)

        assert answer.sha256() == answer.sha256_as_sent() == sha256(BODY).hexdigest()

    def test_a_packed_body_has_two(self):
        packed = gzip.compress(BODY)
        answer = Answer(ASKED, 200, body=BODY, body_as_sent=packed)

        assert answer.sha256_as_sent() == sha256(packed).hexdigest()
        assert answer.sha256() == sha256(BODY).hexdigest()

    def test_an_empty_body_has_one_too(self):
        assert Answer(ASKED).sha256() == Answer(ASKED).sha256_as_sent() == sha256(b"").hexdigest()

    def test_it_is_worked_out_once(self, monkeypatch):
        hashed = []
        monkeypatch.setattr(fetch_port, "sha256", lambda body: hashed.append(body) or sha256(body))
        answer = Answer(ASKED, 200, body=BODY, body_as_sent=BODY)

        assert len({answer.sha256_as_sent(), answer.sha256(), answer.sha256()}) == 1
        assert hashed == [BODY]

    def test_a_copy_with_another_body_has_its_own(self):
        answer = Answer(ASKED, 200, body=BODY, body_as_sent=BODY)
        answer.sha256()

        other = replace(answer, body=b"x", body_as_sent=b"x")

        assert other.sha256() == sha256(b"x").hexdigest()

    def test_what_was_worked_out_is_no_part_of_the_value(self):
        one, other = Answer(ASKED, 200, body=BODY, body_as_sent=BODY), Answer(ASKED, 200, body=BODY, body_as_sent=BODY)
        one.sha256()

        assert one == other
        assert repr(one) == repr(other)

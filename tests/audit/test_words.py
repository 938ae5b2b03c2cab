"""Every sentence of the auditor is there in Thai and in English, with the same facts in both."""

import inspect
import re
import string

import pytest

from prongsai.audit.words import NOTE_WORDS, REASONS, TLS_WORDS, say

ALL = {**REASONS, **NOTE_WORDS, **TLS_WORDS}


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", ALL)
def test_both_languages_state_the_same_facts(code):
    thai, english = ALL[code]

    assert re.search("[ก-๙]", thai)
    assert not re.search("[ก-๙]", english)
    assert {name.removesuffix("_en") for name in fields(thai)} == {name.removesuffix("_en") for name in fields(english)}


def test_facts_are_filled_in_and_english_has_its_own_detail():
    thai, english = say(REASONS, "not_visited", detail="ไม่ใช่ที่อยู่เว็บ", detail_en="no web address")

    assert "ไม่ใช่ที่อยู่เว็บ" in thai
    assert "no web address" in english


def test_a_detail_in_one_language_serves_both():
    assert "x/y" in say(REASONS, "unknown_type", detail="x/y")[1]


def test_braces_in_an_address_do_no_harm():
    assert "{a}" in say(REASONS, "moved", final="http://x/{a}")[0]


def test_every_fault_of_a_certificate_that_the_client_names_has_words():
    from prongsai.adapters import http_problem

    named = set(re.findall(r'"([a-z_]+)"', inspect.getsource(http_problem))) & {
        *("expired", "not_yet_valid", "self_signed", "unknown_issuer", "wrong_host", "revoked", "weak_key", "no_tls"),
        *("old_protocol", "handshake"),
    }

    assert named <= TLS_WORDS.keys()
    assert len(named) >= 8

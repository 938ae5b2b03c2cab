"""Passwords that the operator's file forbids."""

import os
from dataclasses import replace

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from prongsai.apps.accounts.blocked_passwords import ContextPasswordValidator


@pytest.fixture
def blocked(settings, tmp_path):
    path = tmp_path / "blocked.txt"
    path.write_text("khoksaat-2569\n\n  Bansuansai-Forever \nโคกสะอาดบ้านเรา\n", encoding="utf-8")
    settings.PRONGSAI = replace(django_settings.PRONGSAI, blocked_passwords_file=path)
    return path


class TestBlockedPasswords:
    @pytest.mark.parametrize("password", ["khoksaat-2569", "KHOKSAAT-2569", "bansuansai-forever", "โคกสะอาดบ้านเรา"])
    def test_are_refused_case_aside(self, blocked, password):
        with pytest.raises(ValidationError, match="หน่วยงานไม่ให้ใช้รหัสผ่านนี้"):
            validate_password(password)

    @pytest.mark.parametrize("password", ["khoksaat-2570", "another-long-one"])
    def test_let_others_through(self, blocked, password):
        validate_password(password)

    def test_are_read_again_when_the_file_changes(self, blocked):
        validate_password("another-long-one")
        blocked.write_text("another-long-one\n", encoding="utf-8")
        os.utime(blocked, ns=(1, 1))

        with pytest.raises(ValidationError):
            validate_password("another-long-one")

    def test_bear_a_file_of_another_encoding(self, blocked):
        blocked.write_bytes("โคกสะอาด\n".encode("cp874") + b"still-blocked-1\n")
        os.utime(blocked, ns=(2, 2))

        with pytest.raises(ValidationError):
            validate_password("still-blocked-1")

    def test_are_none_without_a_file(self):
        validate_password("khoksaat-2569")

    def test_djangos_common_ones_are_refused_beside_them(self, blocked):
        with pytest.raises(ValidationError, match="เดาง่าย"):
            validate_password("password123")


class TestContextWords:
    @pytest.mark.parametrize("password", ["prongsai-2569", "MyPRONGSAIword", "โปร่งใส-สองห้า", "bansuansai2569!"])
    def test_names_of_product_and_site_are_refused(self, settings, password):
        settings.PRONGSAI = replace(settings.PRONGSAI, url="https://ita.bansuansai.go.th")

        with pytest.raises(ValidationError, match="ชื่อระบบ"):
            ContextPasswordValidator().validate(password)

    def test_short_parts_of_the_address_do_not_count(self, settings):
        settings.PRONGSAI = replace(settings.PRONGSAI, url="https://ita.bansuansai.go.th")

        ContextPasswordValidator().validate("vital-gossip-that-is")

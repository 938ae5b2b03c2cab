"""Forms of sign-in and the own account."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.internal.auth import complete_registration
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.passkey_answer import PasskeyAnswerField
from prongsai.core.thai.digits import to_arabic_digits


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("ชื่อผู้ใช้หรืออีเมล"),
        max_length=254,
        error_messages={"required": _("กรอกชื่อผู้ใช้หรืออีเมล")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("รหัสผ่าน"),
        strip=False,
        error_messages={"required": _("กรอกรหัสผ่าน")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordAgainForm(forms.Form):
    """The password once more, before a change of the account."""

    password = forms.CharField(
        label=_("รหัสผ่าน"),
        strip=False,
        error_messages={"required": _("กรอกรหัสผ่าน")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def _code_field(label: Any, help_text: Any, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=40,
        error_messages={"required": _("กรอกรหัส")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code"}),
    )


def _plain_code(typed: str) -> str:
    """A code as people type it: blanks, hyphens and Thai digits are all right."""
    return "".join(one for one in to_arabic_digits(typed) if one.isalnum())


class SecondFactorForm(forms.Form):
    """A code, or the answer of a passkey that a script fills in."""

    code = _code_field(_("รหัสยืนยัน"), _("รหัส 6 หลักจากแอปยืนยันตัวตน หรือรหัสสำรอง 8 หลักที่เก็บไว้"), required=False)
    credential = PasskeyAnswerField(AuthenticationResponse, required=False)

    def clean_code(self) -> str:
        return _plain_code(self.cleaned_data["code"])

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if not values.get("credential") and not values.get("code") and not self.errors:
            self.add_error("code", _("กรอกรหัส"))
        return values


class PasskeySignInForm(forms.Form):
    """The answer of a passkey in place of name and password."""

    credential = PasskeyAnswerField(AuthenticationResponse)


class TotpForm(forms.Form):
    """The first code of a new app, which shows that it was set up right."""

    code = _code_field(_("รหัส 6 หลักที่แอปแสดง"), "", required=True)

    def __init__(self, secret: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret = secret

    def clean_code(self) -> str:
        code = _plain_code(self.cleaned_data["code"])
        if not validate_totp_code(self.secret, code):
            raise forms.ValidationError(_("รหัสไม่ถูกต้อง กรุณาสแกนภาพใหม่แล้วใส่รหัสล่าสุด และตรวจว่าเวลาของโทรศัพท์ตรง"))
        return code


class MailboxForm(forms.Form):
    """The address to which a code is mailed."""

    email = forms.EmailField(
        label=_("อีเมล"),
        max_length=254,
        error_messages={"required": _("กรอกอีเมล")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )


class MailCodeForm(forms.Form):
    """The code out of the mail."""

    code = _code_field(_("รหัส 8 หลักในอีเมล"), "", required=True)

    def clean_code(self) -> str:
        return _plain_code(self.cleaned_data["code"])


class ForgottenForm(forms.Form):
    """Whose password was forgotten."""

    username = forms.CharField(
        label=_("ชื่อผู้ใช้หรืออีเมล"),
        max_length=254,
        error_messages={"required": _("กรอกชื่อผู้ใช้หรืออีเมล")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )


class NewPasswordByCodeForm(forms.Form):
    """The code out of the mail, and a new password."""

    code = _code_field(_("รหัส 8 หลักในอีเมล"), "", required=True)
    new = forms.CharField(
        label=_("รหัสผ่านใหม่"),
        strip=False,
        help_text=_("อย่างน้อย 10 ตัวอักษร ไม่ใช่ตัวเลขล้วน และไม่ใช่รหัสผ่านที่คนทั่วไปใช้"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_code(self) -> str:
        return _plain_code(self.cleaned_data["code"])


class PasskeyForm(forms.Form):
    """A name to know the passkey by, and what the browser made."""

    name = forms.CharField(
        label=_("ชื่อพาสคีย์"), help_text=_("เช่น โทรศัพท์ของฉัน คอมพิวเตอร์ที่ทำงาน"), max_length=60, required=False
    )
    credential = PasskeyAnswerField(RegistrationResponse)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_name(self) -> str:
        usual = get_adapter().generate_authenticator_name(self.user, Authenticator.Type.WEBAUTHN)
        return str(self.cleaned_data["name"]) or str(usual)

    def clean_credential(self) -> Any:
        credential = self.cleaned_data["credential"]
        if not complete_registration(credential).is_user_verified():
            raise forms.ValidationError(_("อุปกรณ์ต้องยืนยันตัวผู้ใช้ เช่น ลายนิ้วมือ ใบหน้า หรือรหัส PIN"))
        return credential


class NewPasswordForm(forms.Form):
    """The present password and a new one."""

    current = forms.CharField(
        label=_("รหัสผ่านปัจจุบัน"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("รหัสผ่านใหม่"),
        strip=False,
        help_text=_("อย่างน้อย 10 ตัวอักษร ไม่ใช่ตัวเลขล้วน และไม่ใช่รหัสผ่านที่คนทั่วไปใช้"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_current(self) -> str:
        current = str(self.cleaned_data["current"])
        if not self.user.check_password(current):
            raise forms.ValidationError(_("รหัสผ่านปัจจุบันไม่ถูกต้อง"))
        return current

    def clean_new(self) -> str:
        new = str(self.cleaned_data["new"])
        password_validation.validate_password(new, self.user)
        return new


class PreferencesForm(forms.ModelForm[User]):
    """Name shown, language and digits."""

    class Meta:
        model = User
        fields = ("display_name", "language", "digits")
        labels = {"display_name": _("ชื่อที่แสดง"), "language": _("ภาษา"), "digits": _("ตัวเลข")}
        widgets = {"language": forms.RadioSelect, "digits": forms.RadioSelect}

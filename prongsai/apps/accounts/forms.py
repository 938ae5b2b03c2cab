"""Forms of sign-in and the own account."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from prongsai.apps.accounts.models import User


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

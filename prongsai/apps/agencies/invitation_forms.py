"""Forms of inviting people and of joining."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.accounts.models import USERNAME_RULE, User
from prongsai.apps.accounts.queries import is_name_taken
from prongsai.apps.agencies.models import BASE_ROLES, Agency, Post
from prongsai.apps.agencies.unit_field import UnitField


class InvitationForm(forms.Form):
    """Whom to invite as what."""

    name = forms.CharField(label=gettext_lazy("ชื่อผู้รับเชิญ"), max_length=150)
    email = forms.EmailField(
        label=gettext_lazy("อีเมล"), required=False, help_text=gettext_lazy("เว้นว่างได้ ระบบจะออกใบเชิญให้พิมพ์แทน")
    )
    role = forms.ChoiceField(label=gettext_lazy("บทบาท"), choices=BASE_ROLES, initial="officer")
    unit = UnitField(label=gettext_lazy("ส่วนงาน"), required=False, empty_label=gettext_lazy("ไม่จำกัดส่วนงาน"))
    post = forms.ModelChoiceField(
        Post.objects.none(),
        label=gettext_lazy("ดำรงตำแหน่ง"),
        required=False,
        empty_label=gettext_lazy("ไม่กำหนด"),
        help_text=gettext_lazy("เริ่มดำรงตำแหน่งในวันที่รับคำเชิญ ถ้าตำแหน่งยังว่าง"),
    )

    def __init__(self, agency: Agency, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = agency.units.all()  # type: ignore[attr-defined]
        self.fields["post"].queryset = agency.posts.all()  # type: ignore[attr-defined]


class FirstPeopleForm(forms.Form):
    """A name and an address for each post: empty lines are invited later."""

    def __init__(self, posts: list[Post], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = posts
        for post in posts:
            self.fields[f"name-{post.pk}"] = forms.CharField(label=_("ชื่อและนามสกุล"), required=False, max_length=150)
            self.fields[f"email-{post.pk}"] = forms.EmailField(label=_("อีเมล (ถ้ามี)"), required=False)

    def lines(self) -> list[tuple[Post, forms.BoundField, forms.BoundField]]:
        """Each post with its two fields."""
        return [(post, self[f"name-{post.pk}"], self[f"email-{post.pk}"]) for post in self.posts]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for post in self.posts:
            if values.get(f"email-{post.pk}") and not values.get(f"name-{post.pk}"):
                self.add_error(f"name-{post.pk}", _("กรอกชื่อของผู้ดำรงตำแหน่ง %(post)s") % {"post": post.title})
        return values

    def invited(self) -> list[tuple[Post, str, str]]:
        """Posts for which a name was given: (post, name, e-mail or "")."""
        values = self.cleaned_data
        rows = [(post, values[f"name-{post.pk}"], values[f"email-{post.pk}"]) for post in self.posts]
        return [row for row in rows if row[1]]


class CodeForm(forms.Form):
    """The word on a slip."""

    code = forms.CharField(
        label=gettext_lazy("รหัสเชิญ"),
        max_length=60,
        help_text=gettext_lazy("20 ตัวอักษรบนใบเชิญ ไม่ต้องพิมพ์ขีด"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class JoinForm(forms.Form):
    """A new account for whoever was invited."""

    display_name = forms.CharField(label=gettext_lazy("ชื่อและนามสกุลของคุณ"), max_length=150)
    username = forms.CharField(
        label=gettext_lazy("ชื่อผู้ใช้"),
        max_length=50,
        validators=[USERNAME_RULE],
        help_text=gettext_lazy("ตัวอักษรอังกฤษหรือตัวเลข ใช้สำหรับเข้าสู่ระบบ"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=gettext_lazy("รหัสผ่าน"),
        strip=False,
        help_text=gettext_lazy("อย่างน้อย 10 ตัวอักษร ไม่ใช่ตัวเลขล้วน และไม่ใช่รหัสผ่านที่คนทั่วไปใช้"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        name = str(self.cleaned_data["username"])
        if is_name_taken(name):
            raise forms.ValidationError(_("มีผู้ใช้ชื่อนี้แล้ว กรุณาใช้ชื่ออื่น"))
        return name

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if password := values.get("password"):
            user = User(username=values.get("username", ""), display_name=values.get("display_name", ""))
            try:
                password_validation.validate_password(password, user)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values

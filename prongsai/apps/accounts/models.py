"""Users, the counts of failed sign-ins and of what is done often, and the table of the shared cache."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prongsai.web.prepared import Prepared

USERNAME_RULE = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._-]{1,49}$", _("ใช้ตัวอักษรอังกฤษ ตัวเลข จุด ขีด หรือขีดล่าง 2 ถึง 50 ตัว และขึ้นต้นด้วยตัวอักษรหรือตัวเลข")
)


class UserManager(BaseUserManager["User"]):
    """Finds users by sign-in name without regard to case, and the user of a request by a statement kept."""

    def get(self, *conditions: Any, **fields: Any) -> "User":
        """As Django's; by key alone, as each request asks, without putting the statement together anew."""
        if conditions or fields.keys() != {"pk"} or type(fields["pk"]) is not int:
            return super().get(*conditions, **fields)
        user = _BY_KEY.first(pk=fields["pk"])
        if user is None:
            raise self.model.DoesNotExist("User matching query does not exist.")
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A new user with a hashed password; None leaves them unable to sign in."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A user with every Django permission, for `manage createsuperuser`."""
        return self.create_user(username, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What they may do is said by their memberships (apps/agencies)."""

    username = models.CharField(_("ชื่อผู้ใช้"), max_length=50, unique=True, validators=[USERNAME_RULE])
    email = models.EmailField(_("อีเมล"), blank=True)
    display_name = models.CharField(_("ชื่อที่แสดง"), max_length=150)
    language = models.CharField(max_length=2, choices=[("th", "ไทย"), ("en", "English")], default="th")
    digits = models.CharField(
        max_length=6, choices=[("", _("ตามหน่วยงาน")), ("thai", "๑๒๓"), ("arabic", "123")], blank=True, default=""
    )
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    second_factor_asked_at = models.DateTimeField(null=True, blank=True)
    """When the person was first told that their role needs a second factor; the days of grace count from it."""

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        constraints = (
            models.UniqueConstraint(Lower("username"), name="one_user_for_each_name"),
            models.UniqueConstraint(Lower("email"), name="one_user_for_each_email", condition=~models.Q(email="")),
        )

    def __str__(self) -> str:
        return self.display_name or self.username


_BY_KEY = Prepared(lambda pk: User.objects.filter(pk=pk), pk=int)


class SignInDelay(models.Model):
    """How often a sign-in from one place failed lately, and until when the next try waits."""

    key = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_failed_at = models.DateTimeField()
    wait_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.failures}"


class RequestCount(models.Model):
    """How often something was done in a window of time, by one person or from one place (rate_limit.py)."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField()
    window_ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count}"


class MailCode(models.Model):
    """A code that was mailed (mail_codes.py): one at a time for each purpose; only its keyed hash is kept.

    `mailbox` shows that an address is the person's, `password` sets a new password.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mail_codes")
    purpose = models.CharField(max_length=10, choices=[("mailbox", ""), ("password", "")], default="mailbox")
    email = models.EmailField()
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "purpose"), name="one_mail_code_for_each_purpose"),
            models.CheckConstraint(
                condition=models.Q(purpose__in=("mailbox", "password")), name="mail_code_purpose_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("sent_at")), name="mail_code_expires_after_it_was_sent"
            ),
            models.CheckConstraint(condition=models.Q(tries_left__gte=1), name="a_mail_code_without_tries_is_gone"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.sent_at}"


class CacheEntry(models.Model):
    """The table of Django's database cache (settings.CACHES), made by a migration like every other table."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key

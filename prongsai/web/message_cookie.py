"""What a deed says on the next page: in a signed cookie of this site, as strict as the session's, gone once it is shown.

In the session it took a transaction of its own, as long as the deed's where the disk is waited for, and another when
it was shown. None of these sentences says more than that something was done.
"""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class MessageCookie(CookieStorage):
    """Django's cookie under our name, which says by its prefix that it is of this very host (MESSAGE_COOKIE_NAME)."""

    cookie_name = settings.MESSAGE_COOKIE_NAME


class MessageStorage(FallbackStorage):
    """The cookie, and the session for what does not go into it."""

    storage_classes = (MessageCookie, SessionStorage)

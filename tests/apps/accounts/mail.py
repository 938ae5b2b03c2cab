"""What tests of mailed codes share: settings that lead to a real mail server, and the code in a letter."""

import re

from prongsai.settings import read_settings


def use_server(settings, server, folder):
    """Have this test's mails go to that server."""
    env = {"PRONGSAI_SMTP_URL": server.address, "PRONGSAI_MAIL_FROM": "ita@x.go.th", "PRONGSAI_HOME": str(folder)}
    settings.PRONGSAI = read = read_settings(env)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = read.mail_server.host, read.mail_server.port
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = read.mail_server.user, read.mail_server.password
    settings.DEFAULT_FROM_EMAIL = read.mail_from


def code_in(server, number=-1):
    """The 8 digits of a letter, the last one without a number."""
    _whom, letter = server.letters[number]
    return "".join(re.search(r"^    (\d{4}) (\d{4})\r?$", letter.get_content(), re.MULTILINE).groups())


def wrong(server):
    """A code that is not the one of the last letter."""
    return f"{(int(code_in(server)) + 1) % 10**8:08d}"

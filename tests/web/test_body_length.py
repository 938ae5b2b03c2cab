"""The length a request gives for its body."""

import pytest
from django.test import RequestFactory

from prongsai.web.body_length import body_length


@pytest.mark.parametrize(
    ("given", "length"),
    [
        (None, 0),
        ("", 0),
        ("0", 0),
        ("17", 17),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("9" * 5000, None),
        ("many", None),
        ("-5", None),
        ("+5", None),
        ("5 ", None),
        ("1e3", None),
        ("\u0663", None),
        ("๓", None),
        ("²", None),
    ],
)
def test_is_a_number_in_plain_digits_or_none(given, length):
    request = RequestFactory().get("/")
    if given is None:
        request.META.pop("CONTENT_LENGTH", None)
    else:
        request.META["CONTENT_LENGTH"] = given
    assert body_length(request) == length

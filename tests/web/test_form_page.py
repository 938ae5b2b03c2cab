"""Where somebody goes on whose form could not be taken: the page it stood on, else the nearest that a link opens."""

import pytest
from django.test import RequestFactory

from prongsai.web.form_page import form_page, nearest_page


def sent(path, referer=""):
    return RequestFactory().post(path, headers={"referer": referer} if referer else {})


class TestFormPage:
    def test_is_what_the_browser_says_the_form_stood_on(self):
        request = sent("/office/handover/25/compile/", "http://testserver/office/notices/?page=2")

        assert form_page(request) == "/office/notices/?page=2"

    @pytest.mark.parametrize(
        "referer",
        [
            "",
            "https://evil.example/office/plans/",
            "//evil.example/office/plans/",
            "javascript:alert(1)",
            "http://testserver/office/handover/25/compile/",
            "http://testserver/no/such/page/",
            "http://testserver.evil.example/office/",
        ],
    )
    def test_else_is_the_nearest_page_above(self, referer):
        assert form_page(sent("/office/handover/25/compile/", referer)) == "/office/handover/25/"


class TestNearestPage:
    @pytest.mark.parametrize(
        ("path", "page"),
        [
            ("/office/handover/25/", "/office/handover/25/"),
            ("/office/handover/parts/3/", "/office/handover/parts/3/"),
            ("/office/handover/parts/3/check/", "/office/handover/parts/3/"),
            ("/office/rounds/7/sign/", "/office/rounds/7/"),
            ("/office/measures/4/evidence/", "/office/measures/4/"),
            ("/office/no/such/thing/", "/office/"),
            ("/office/", "/office/"),
            ("/elsewhere/", "/"),
        ],
    )
    def test_is_one_that_a_link_opens(self, path, page):
        assert nearest_page(path) == page

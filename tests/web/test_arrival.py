"""Strict cookies and people who come from another site."""

import pytest

from tests.apps.factories import make_agency, make_user

FROM_OUTSIDE = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
CALLBACK = "/office/sign-in/openid/sso.example.go.th/?state=a&code=b"


@pytest.fixture(autouse=True)
def somebody(db):
    make_user(make_agency())


def goes_on_to(response):
    text = response.content.decode()
    assert response.status_code == 200
    assert "กำลังเปิดหน้า" in text
    assert "Opening the page" in text
    return text.partition('content="0; url=')[2].partition('"')[0].replace("&amp;", "&")


class TestArrival:
    def test_a_link_from_elsewhere_goes_on_from_a_page_of_ours(self, client):
        response = client.get("/office/plans/7/?page=2&q=%E0%B8%81", headers=FROM_OUTSIDE)

        assert goes_on_to(response) == "/office/plans/7/?page=2&q=%E0%B8%81"
        assert response["Cache-Control"] == "private, no-store"
        assert "default-src 'none'" in response["Content-Security-Policy"]

    @pytest.mark.parametrize("site", ["same-origin", "same-site", "none"])
    def test_nobody_else_is_held_up(self, client, site):
        response = client.get("/office/plans/", headers={**FROM_OUTSIDE, "Sec-Fetch-Site": site})

        assert response["Location"].startswith("/office/sign-in/")

    def test_who_brings_a_session_is_let_through(self, client):
        client.force_login(make_user(make_agency()), backend="django.contrib.auth.backends.ModelBackend")

        assert "กำลังเปิดหน้า" not in client.get("/office/plans/", headers=FROM_OUTSIDE).content.decode()

    @pytest.mark.parametrize(
        "changed", [{"Sec-Fetch-Dest": "iframe"}, {"Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors"}]
    )
    def test_only_whole_pages_go_on(self, client, changed):
        assert client.get("/office/plans/", headers={**FROM_OUTSIDE, **changed}).status_code == 302

    def test_a_form_from_elsewhere_does_not(self, client):
        assert client.post("/office/plans/new/", headers=FROM_OUTSIDE).status_code == 302

    def test_the_way_back_from_a_provider_goes_on_too(self, client):
        assert goes_on_to(client.get(CALLBACK, headers=FROM_OUTSIDE)) == CALLBACK
        assert client.get(CALLBACK).status_code == 404  # no provider is set

    def test_the_address_cannot_leave_the_site_or_the_attribute(self, client):
        response = client.get('/office//evil.example/"><script>alert(1)</script>', headers=FROM_OUTSIDE)

        assert goes_on_to(response).startswith("/office//evil.example/%22")
        assert "<script>alert" not in response.content.decode()

"""What everybody reads: shapes, cursors, entity tags, problems, and not a word of what is not public."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from prongsai.apps.data_out.middleware import ApiMiddleware
from prongsai.apps.disclosure.publish_actions import withdraw_publication
from tests.apps.disclosure.desk import AT, LINK, NOTHING, TABLE, again, draft, file_draft, make_desk, publish, wait

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_desk()


def path(desk, rest=""):
    return f"/api/v1/agencies/{desk.agency.slug}{rest}"


def get(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.content
    return response.json()


class TestReading:
    def test_agencies(self, client, desk):
        page = get(client, "/api/v1/agencies")
        assert [one["slug"] for one in page["items"]] == [desk.agency.slug]
        assert page["items"][0]["address"] == f"http://127.0.0.1:8000/{desk.agency.slug}/"
        assert page["next"] is None

    def test_an_agency_that_told_the_public_nothing_is_not_there(self, client):
        from tests.apps.factories import make_agency

        agency = make_agency()
        assert get(client, "/api/v1/agencies")["items"] == []
        assert client.get(f"/api/v1/agencies/{agency.slug}").status_code == 404

    def test_years_and_items(self, client, desk):
        publish(desk)
        [year] = get(client, path(desk, "/years"))
        assert (year["fiscal_year"], year["item_count"], year["items_with_content"]) == (2566, 43, 1)
        items = get(client, path(desk, "/years/2566/items"))
        assert [one["code"] for one in items] == [f"O{number}" for number in range(1, 44)]
        assert items[0]["publications"][0]["current"]["title"] == "โครงสร้างหน่วยงาน"
        assert items[0]["has_content"] is True
        assert items[1]["publications"] == []

    def test_one_item_in_any_case_of_its_code(self, client, desk):
        item = get(client, path(desk, "/years/2566/items/o1"))
        assert item["code"] == "O1"
        assert item["elements"]
        assert {one["state"] for one in item["elements"]} <= {"", "there", "not_there", "cannot_tell"}

    def test_a_publication_with_its_versions(self, client, desk):
        first = publish(desk)
        again(desk, first)
        whole = get(client, path(desk, "/years/2566/items/O1/1"))
        assert [(one["number"], one["state"]) for one in whole["versions"]] == [(2, "published"), (1, "replaced")]
        assert whole["current"]["number"] == 2

    @pytest.mark.parametrize(("what", "kind"), [(TABLE, "table"), (LINK, "link"), (NOTHING, "nothing")])
    def test_every_kind(self, client, desk, what, kind):
        publish(desk, what)
        now = get(client, path(desk, "/years/2566/items/O1/1"))["current"]
        assert now["kind"] == kind
        assert now["table"] == [list(row) for row in what.table]
        assert now["url"] == what.url

    def test_a_file_with_its_hash_and_address(self, client, desk):
        publish(desk, file_draft())
        [file] = get(client, path(desk, "/years/2566/items/O1/1"))["current"]["files"]
        assert len(file["sha256"]) == 64
        assert file["address"].startswith(f"http://127.0.0.1:8000/{desk.agency.slug}/2566/o1/1/v1/")
        assert " " not in file["address"]

    def test_what_was_withdrawn_keeps_its_note_and_nothing_else(self, client, desk):
        version = publish(desk, TABLE)
        withdraw_publication(publication=version.publication, why="พิมพ์ผิด", by=desk.clerk, at=AT + timedelta(days=2))
        whole = get(client, path(desk, "/years/2566/items/O1/1"))
        now = whole["current"]
        assert (now["state"], now["withdrawn_why"]) == ("withdrawn", "พิมพ์ผิด")
        assert now["table"] == []
        assert now["files"] == []
        assert "หมึกพิมพ์" not in json.dumps(whole, ensure_ascii=False)

    def test_news_by_pages(self, client, desk):
        for _number in range(5):
            publish(desk, code=None)
        seen, address = [], path(desk, "/news?limit=2")
        for _page in range(5):
            response = client.get(address)
            seen += [one["number"] for one in response.json()["items"]]
            following = response.json()["next"]
            assert (following is not None) == ("Link" in response.headers)
            if following is None:
                break
            address = path(desk, f"/news?limit=2&cursor={following}")
        assert seen == [5, 4, 3, 2, 1]
        assert get(client, path(desk, "/news/3"))["number"] == 3

    def test_the_change_feed_goes_on_from_the_last_cursor(self, client, desk):
        publish(desk)
        page = get(client, path(desk, "/changes?limit=1"))
        assert [one["kind"] for one in page["items"]] == ["year_opened"]
        rest = get(client, path(desk, f"/changes?cursor={page['next']}"))
        assert [one["kind"] for one in rest["items"]] == ["published"]
        assert rest["next"] is None

    def test_search(self, client, desk):
        publish(desk, TABLE)
        found = get(client, path(desk, "/search?q=จัดซื้อ"))
        assert found["said"] == "found"
        assert any("สรุปการจัดซื้อจัดจ้าง" in hit["title"] for hit in found["items"])
        assert get(client, path(desk, "/search?q=ไม่มีคำนี้แน่นอน"))["said"] == "nothing"


class TestOnlyWhatIsPublic:
    def test_drafts_are_nowhere(self, client, desk):
        wait(desk, draft(desk))
        for rest in ("/years/2566/items", "/years/2566/items/O1", "/changes", "/news", "/search?q=โครงสร้างหน่วยงาน"):
            assert "สำนักปลัด" not in client.get(path(desk, rest)).content.decode()
        assert client.get(path(desk, "/years/2566/items/O1/1")).status_code == 404

    def test_no_cookie_and_no_session(self, client, desk):
        response = client.get(path(desk, "/years"))
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")
        assert response.headers["Access-Control-Allow-Origin"] == "*"


class TestAskingAgain:
    def test_not_changed_costs_one_query(self, client, desk):
        response = client.get(path(desk, "/years/2566/items"))
        tag = response.headers["ETag"]
        with CaptureQueriesContext(connection) as seen:
            again_ = client.get(path(desk, "/years/2566/items"), headers={"If-None-Match": tag})
        assert again_.status_code == 304
        assert again_.content == b""
        assert len(seen) == 1

    def test_changed(self, client, desk):
        tag = client.get(path(desk, "/years")).headers["ETag"]
        publish(desk)
        response = client.get(path(desk, "/years"), headers={"If-None-Match": tag})
        assert response.status_code == 200
        assert response.headers["ETag"] != tag

    @pytest.mark.parametrize("rest", ["/years", "/years/2566/items", "/years/2566/items/O1", "/changes", "/news"])
    def test_few_queries(self, client, desk, rest):
        publish(desk)
        publish(desk, TABLE, code="O2")
        with CaptureQueriesContext(connection) as seen:
            client.get(path(desk, rest))
        assert len(seen) <= 8, [one["sql"] for one in seen]


class TestProblems:
    @pytest.mark.parametrize(
        ("address", "status"),
        [
            ("/api/v1/agencies/nobody-here", 404),
            ("/api/v1/agencies/NOT-A-WORD", 422),
            ("/api/v1/agencies?cursor=*", 422),
            ("/api/v1/agencies?cursor=A%20A", 422),
            ("/api/v1/agencies?limit=0", 422),
            ("/api/v1/agencies?limit=1000", 422),
            ("/api/v1/nothing", 404),
            ("/api/", 404),
        ],
    )
    def test_are_problems(self, client, address, status):
        response = client.get(address)
        assert response.status_code == status
        assert response.headers["Content-Type"] == "application/problem+json"
        body = response.json()
        assert body["status"] == status
        assert body["detail"]

    def test_bad_years_codes_and_numbers(self, client, desk):
        for rest in ("/years/9999/items", "/years/2566/items/XX", "/years/2566/items/O1/0", "/news/0", "/search?q="):
            assert client.get(path(desk, rest)).status_code == 422
        for rest in ("/years/2565/items", "/years/2566/items/O99", "/years/2566/items/O1/9", "/news/9"):
            assert client.get(path(desk, rest)).status_code == 404

    def test_a_null_byte_is_refused(self, client, desk):
        assert client.get(path(desk, "/search?q=%00")).status_code == 422
        assert client.get("/api/v1/agencies/a%00b").status_code in (404, 422)

    def test_a_fault_of_ours_tells_nothing_of_it(self, client, desk, monkeypatch):
        def broken(*_args, **_fields):
            raise RuntimeError("secret words")

        monkeypatch.setattr("prongsai.apps.disclosure.public_queries.list_years", broken)
        response = client.get(path(desk, "/years"))
        assert response.status_code == 500
        assert b"secret words" not in response.content
        assert response.headers["Content-Type"] == "application/problem+json"


class TestDescription:
    def test_is_openapi_3_1_with_problems(self, client):
        described = get(client, "/api/v1/openapi.json")
        assert described["openapi"].startswith("3.1")
        for methods in described["paths"].values():
            for operation in methods.values():
                assert operation["summary"]
                assert "_" not in operation["operationId"] or len(operation["operationId"]) < 40
                errors = {status: answer for status, answer in operation["responses"].items() if int(status) >= 400}
                assert errors
                for answer in errors.values():
                    assert list(answer["content"]) == ["application/problem+json"]

    def test_only_drafts_ask_for_a_key(self, client):
        described = get(client, "/api/v1/openapi.json")
        for address, methods in described["paths"].items():
            for operation in methods.values():
                assert ("security" in operation) == ("draft" in address)


class TestHead:
    @pytest.mark.parametrize(
        "rest", ["", "/years", "/years/2566/items", "/changes", "/search?q=แผน", "/catalog.jsonld"]
    )
    def test_has_the_headers_of_get_and_no_body(self, client, desk, rest):
        publish(desk)
        whole = client.get(path(desk, rest))

        head = client.head(path(desk, rest))

        assert (head.status_code, head.content) == (200, b"")
        for name in ("Content-Type", "ETag", "Cache-Control", "Access-Control-Allow-Origin"):
            assert head.headers.get(name) == whole.headers.get(name), name
        assert int(head.headers["Content-Length"]) == len(whole.content) > 0

    def test_with_the_tag_of_what_one_has_says_not_modified(self, client, desk):
        tag = client.get(path(desk)).headers["ETag"]

        assert client.head(path(desk), headers={"if-none-match": tag}).status_code == 304

    def test_of_what_is_not_there_is_not_there(self, client, desk):
        head = client.head(path(desk, "/years/2566/items/O99"))

        assert (head.status_code, head.content) == (404, b"")

    def test_of_an_address_that_only_takes_drafts_is_refused(self, client, desk):
        head = client.head(path(desk, "/years/2566/items/O1/drafts"))

        assert (head.status_code, head.headers["Allow"], head.content) == (405, "POST", b"")

    def test_leaves_the_server_no_body_to_send(self, rf, desk):
        asked = rf.head(path(desk))

        answer = ApiMiddleware(lambda request: HttpResponse("a page"))(asked)

        assert (answer.status_code, answer.content, asked.method) == (200, b"", "HEAD")

    def test_an_address_that_reads_says_that_it_answers_both(self, client, desk):
        refused = client.delete(path(desk))

        assert refused.status_code == 405
        assert refused.headers["Allow"] == "GET, HEAD"

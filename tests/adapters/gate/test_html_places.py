"""Every place of a page that can hold a number: found when looked through, hidden in the copy, and the rest unchanged."""

import html

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.adapters.gate.gathered import Gathered
from prongsai.adapters.gate.html_flow import mask_html, read_html_flow
from prongsai.adapters.gate.typed import gather_html

NUMBER = "1101700203450"
HIDDEN = "●●●●●●●●●●●50"
CODED = "".join(f"&#{ord(digit)};" for digit in NUMBER)
IN_HEX = "".join(f"&#x{ord(digit):x};" for digit in NUMBER)


def found(source: str) -> set[str]:
    gathered = Gathered()
    gather_html(source, gathered)
    return {one.kind for one in gathered.result()}


class TestAttributes:
    @pytest.mark.parametrize(
        "tag",
        [
            '<a href="/card/{}.pdf">x</a>',
            "<a href='/card/{}.pdf'>x</a>",
            "<a href=/card/{}.pdf>x</a>",
            '<a HREF="/card/{}.pdf">x</a>',
            '<img alt="บัตร {}">',
            '<img src="/{}.png">',
            '<img srcset="/a.png 1x, /{}.png 2x">',
            '<video poster="/{}.png"></video>',
            '<input value="{}">',
            '<input placeholder="{}">',
            '<form action="/find?id={}"></form>',
            '<button formaction="/find/{}">x</button>',
            '<p title="เลข {}">x</p>',
            '<p data-person="{}">x</p>',
            '<p aria-label="เลข {}">x</p>',
            '<p id="person-{}">x</p>',
            '<a name="{}"></a>',
            "<p onclick=\"show('{}')\">x</p>",
            '<p ONMOUSEOVER="show({})">x</p>',
            '<meta name="description" content="เลข {}">',
            '<option label="{}">x</option>',
            '<q cite="/{}">x</q>',
        ],
    )
    @pytest.mark.parametrize(
        "written", [NUMBER, CODED, IN_HEX, f"&#49;{NUMBER[1:]}"], ids=["plain", "coded", "hex", "half"]
    )
    def test_that_can_be_read_are_looked_at_and_masked(self, tag, written):
        source = tag.replace("{}", written)

        masked, count = mask_html(source)

        assert "national_id" in found(source)
        assert count == 1
        assert HIDDEN in html.unescape(masked)
        assert NUMBER not in html.unescape(masked)
        assert html.unescape(masked).replace(HIDDEN, NUMBER) == html.unescape(source)

    @pytest.mark.parametrize("name", ["style", "class", "width", "colspan", "lang", "rel", "d"])
    def test_that_only_draw_are_left_alone(self, name):
        source = f'<p {name}="{NUMBER}">x</p>'

        assert mask_html(source) == (source, 0)

    def test_with_an_ampersand_stay_as_they_were_typed(self):
        source = f'<a href="/a?x=1&amp;y=2&z={NUMBER}&copy;">x</a>'

        assert mask_html(source)[0] == source.replace(NUMBER, HIDDEN)

    def test_of_several_numbers_are_all_masked(self):
        source = f'<p title="{NUMBER} และ {CODED}" data-b="{NUMBER}">{NUMBER}</p>'

        masked, count = mask_html(source)

        assert count == 4
        assert NUMBER not in html.unescape(masked)


class TestText:
    @pytest.mark.parametrize(
        "gap", ["", "&shy;", "&#8203;", "\u200b", "<wbr>", "<b></b>", "<!-- -->", "<span></span>", "\u2060", "&zwnj;"]
    )
    def test_is_one_number_whatever_unseen_falls_into_it(self, gap):
        source = f"<p>เลข {NUMBER[:6]}{gap}{NUMBER[6:]} ครับ</p>"

        masked, count = mask_html(source)

        assert "national_id" in found(source)
        assert count == 1
        assert lxml.html.fromstring(masked).text_content().count("●") == 11

    @pytest.mark.parametrize(
        "tag", ["p", "li", "td", "th", "h1", "title", "textarea", "option", "pre", "figcaption", "svg"]
    )
    def test_is_masked_in_any_element(self, tag):
        masked, count = mask_html(f"<{tag}>{NUMBER}</{tag}>")

        assert (masked, count) == (f"<{tag}>{HIDDEN}</{tag}>", 1)

    @pytest.mark.parametrize(
        "source",
        ["<p>{}", "{}</p>", "<p {}", "< {} >", "<p a='>{}'>x", "&{};", "<p title={}/>", "<!doctype {}>", "<?xml {}?>"],
    )
    def test_of_broken_markup_is_found_and_masked_where_it_stands(self, source):
        assert "national_id" in found(source.replace("{}", NUMBER))
        assert mask_html(source.replace("{}", NUMBER)) == (source.replace("{}", HIDDEN), 1)

    @pytest.mark.parametrize("source", ["<![CDATA[{}]]>", "<?php {} ?>", "<![if {}]>", "<!ENTITY {}>"])
    def test_that_browsers_take_for_a_comment_is_found_and_left_out(self, source):
        assert "national_id" in found(f"ก{source.replace('{}', NUMBER)}ข")
        assert mask_html(f"ก{source.replace('{}', NUMBER)}ข") == ("กข", 0)

    @pytest.mark.parametrize("first", ["<!DOCTYPE html>", '<?xml version="1.0" encoding="utf-8"?>', "<!doctype html>"])
    def test_that_opens_a_page_stays(self, first):
        assert mask_html(f"{first}<p>ก</p>") == (f"{first}<p>ก</p>", 0)


class TestUnseen:
    @pytest.mark.parametrize(
        "source",
        [
            f"<!-- {NUMBER} -->x",
            f"<script>var a = '{NUMBER}';</script>x",
            f'<script type=\'application/ld+json\'>{{"id": "{NUMBER}"}}</script>x',
            f"<template><p>{NUMBER}</p></template>x",
            f"<noscript>{NUMBER}</noscript>x",
            f"<p hidden>{NUMBER}</p>x",
            f'<p style="display: none">{NUMBER}</p>x',
            f'<p style="visibility:hidden"><b>{NUMBER}</b></p>x',
            f'<p style="opacity:0">{NUMBER}</p>x',
            f'<p style="font-size:0">{NUMBER}</p>x',
            f"<!-- {NUMBER}",
            f"<script>{NUMBER}",
        ],
    )
    def test_is_told_and_is_not_in_the_copy(self, source):
        assert "national_id" in found(source)
        assert NUMBER not in mask_html(source)[0]

    def test_nested_parts_of_one_name_go_together(self):
        source = f"<div hidden><div>{NUMBER}</div><div>{NUMBER}</div></div><div>ชัดเจน</div>"

        assert mask_html(source)[0] == "<div>ชัดเจน</div>"

    def test_half_transparent_is_seen(self):
        source = '<p style="opacity:0.5">ข้อความ</p>'

        assert mask_html(source) == (source, 0)


class TestAnySource:
    @given(
        st.lists(
            st.sampled_from(
                [
                    "<p>",
                    "</p>",
                    "<b ",
                    'title="',
                    '"',
                    ">",
                    "&#49;",
                    NUMBER,
                    "ก",
                    "&",
                    ";",
                    "<!--",
                    "-->",
                    " ",
                    "'",
                    "=",
                    "<td>",
                ]
            ),
            max_size=14,
        )
    )
    @settings(deadline=None, max_examples=200)
    def test_has_a_flow_whose_letters_stand_in_it(self, pieces):
        source = "".join(pieces)
        flow = read_html_flow(source)

        assert len(flow.text) == len(flow.spans)
        for letter, span in zip(flow.text, flow.spans, strict=True):
            if span is not None:
                assert html.unescape(source[slice(*span)])[:1].replace("\n", " ") == letter
        assert all(0 <= start <= end <= len(source) for start, end in (*flow.attributes, *flow.unseen))

    @given(st.text(alphabet="<>/abp=\"' ก1&#;!-", max_size=60))
    @settings(deadline=None, max_examples=200)
    def test_without_a_number_loses_only_what_is_not_seen(self, source):
        masked, count = mask_html(source)

        assert count == 0
        assert len(masked) <= len(source)

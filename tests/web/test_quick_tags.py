"""The quick tags say what Django's own say."""

import pytest
from django.http import HttpRequest
from django.template import Context, Engine, RequestContext, TemplateSyntaxError, engines
from django.test.utils import override_script_prefix
from django.urls import NoReverseMatch, ResolverMatch
from django.utils.translation import override

from prongsai.web.templatetags import quick, reading

OURS = Engine(
    builtins=["prongsai.web.templatetags.reading", "prongsai.web.templatetags.quick"],
    libraries={"i18n": "prongsai.web.templatetags.quick_i18n"},
)
DJANGOS = Engine(libraries={"i18n": "django.templatetags.i18n"})
I18N = "{% load i18n %}"


def both(template, /, **values):
    """What our engine and Django's make of a template, each twice: the second time from what was kept."""
    ours, djangos = OURS.from_string(template), DJANGOS.from_string(template)
    first, second, theirs = (one.render(Context(values)) for one in (ours, ours, djangos))
    assert first == second
    return first, theirs


class TestAddresses:
    @pytest.mark.parametrize(
        ("text", "values"),
        [
            ('{% url "my_work" %}', {}),
            ('{% url "plans:measure_detail" pk %}', {"pk": 7}),
            ('{% url "plans:measure_detail" pk %}', {"pk": "7"}),
            ('{% url "plans:work_occurrence" 3 4 %}', {}),
            ("{% url name 3 %}", {"name": "handover:part"}),
            ('{% url "plans:measure_detail" measure_id=pk %}', {"pk": 7}),
            ('{% url "plans:measure_detail" pk as there %}[{{ there }}]', {"pk": 7}),
            ('{% url "plans:nowhere" as there %}[{{ there }}]', {}),
            ('{% autoescape off %}{% url "my_work" %}{% endautoescape %}', {}),
        ],
    )
    def test_are_djangos(self, text, values):
        ours, theirs = both(text, **values)

        assert ours == theirs != ""

    def test_are_not_mixed_up(self):
        line = OURS.from_string('{% url "handover:part" pk %}')

        made = [line.render(Context({"pk": pk})) for pk in (1, 2, 1, 12)]

        assert made[0] == made[2]
        assert len(set(made)) == 3
        assert all(f"/{pk}/" in address for pk, address in zip((1, 2, 1, 12), made, strict=True))

    def test_true_is_not_one(self):
        line = OURS.from_string('{% url "handover:part" pk %}')
        line.render(Context({"pk": 1}))

        with pytest.raises(NoReverseMatch):
            line.render(Context({"pk": True}))

    def test_an_unknown_view_is_an_error_each_time(self):
        line = OURS.from_string('{% url "plans:nowhere" %}')

        for _turn in range(2):
            with pytest.raises(NoReverseMatch):
                line.render(Context())

    def test_an_argument_that_cannot_be_a_key_goes_to_django(self):
        line = OURS.from_string('{% url "handover:part" pk %}')

        with pytest.raises(NoReverseMatch):
            line.render(Context({"pk": [1]}))

    def test_follow_the_prefix_of_the_site(self):
        line = OURS.from_string('{% url "my_work" %}')
        plain = line.render(Context())

        with override_script_prefix("/prongsai/"):
            inside = line.render(Context())

        assert inside == f"/prongsai{plain}"
        assert line.render(Context()) == plain

    def test_need_no_request_and_bear_one(self):
        request = HttpRequest()
        request.resolver_match = ResolverMatch(print, (), {}, "plans:plan_list", ["plans"], ["plans"])
        text = '{% url "plans:plan_list" %}'

        assert OURS.from_string(text).render(RequestContext(request)) == both(text)[1]

    def test_no_view_is_a_fault_of_the_template(self):
        with pytest.raises(TemplateSyntaxError):
            OURS.from_string("{% url %}")


LONG = "รายงานผลการดำเนินการตามมาตรการ"


class TestShortTexts:
    @pytest.mark.parametrize("length", [-1, 0, 1, "x", len(LONG), len(LONG) + 1, 500])
    @pytest.mark.parametrize("text", [LONG, "", "plain", "ก่ำ้่๊", "e\u0301" * 6, "<b>&</b>", 12345, None])
    def test_are_treated_as_by_django(self, text, length):
        ours, theirs = both("{{ text|truncatechars:length }}", text=text, length=length)

        assert ours == theirs

    def test_what_is_safe_stays_so(self):
        ours, theirs = both("{% autoescape on %}{{ text|safe|truncatechars:50 }}{% endautoescape %}", text="<b>ก</b>")

        assert ours == theirs == "<b>ก</b>"

    def test_a_long_text_is_cut(self):
        assert quick.truncatechars("ก" * 20, 5) == "ก" * 4 + "…"

    @pytest.mark.parametrize(
        ("length", "shown"),
        [
            (29, "รายงานผลการดำเนินการตาม…"),
            (20, "รายงานผลการดำเนิน…"),
            ("20", "รายงานผลการดำเนิน…"),
            (12, "รายงานผลการ…"),
            (11, "รายงานผล…"),
        ],
    )
    def test_no_word_is_cut_inside(self, length, shown):
        ours, theirs = both("{{ text|truncatechars:length }}", text=LONG, length=length)

        assert ours == shown
        assert len(ours) <= len(theirs)


class TestTranslations:
    TEMPLATES = (
        '{% translate "งานของฉัน" %}',
        '{% trans "งานของฉัน" %}',
        '{% translate "100%" %}',
        '{% translate "<b>ก</b>" %}',
        "{% translate word %}",
        '{% translate "งานของฉัน"|upper %}',
        '{% translate "งานของฉัน" noop %}',
        '{% translate "May" context "month" %}',
        '{% translate "งานของฉัน" as kept %}[{{ kept }}]',
        "{% blocktranslate %}หน้า {{ number }} จาก {{ count }}{% endblocktranslate %}",
        "{% blocktranslate with number=count count=number %}หน้า {{ number }} จาก {{ count }}{% endblocktranslate %}",
        "{% blocktranslate with what=word %}<b>{{ what }}</b> 100%{% endblocktranslate %}",
        "{% blocktrans trimmed %}\n  หน้า {{ number }}\n  จาก {{ count }}\n{% endblocktrans %}",
        "{% blocktranslate count number=number %}one {{ number }}{% plural %}many {{ number }} {{ count }}{% endblocktranslate %}",
        '{% blocktranslate context "month" asvar kept %}{{ word }}{% endblocktranslate %}[{{ kept }}]',
        "{% blocktranslate %}{{ absent }}{% endblocktranslate %}",
        "{% get_current_language as language %}{{ language }}",
    )

    @pytest.mark.parametrize("language", ["th", "en"])
    @pytest.mark.parametrize("text", TEMPLATES)
    def test_are_djangos(self, text, language):
        values = {"word": "<งาน>", "number": 1, "count": 3}

        with override(language):
            ours, theirs = both(I18N + text, **values)

        assert ours == theirs

    def test_follow_the_language_of_the_moment(self):
        line = OURS.from_string(I18N + '{% translate "งานของฉัน" %}')

        said = {}
        for language in ("th", "en", "th", "en"):
            with override(language):
                said.setdefault(language, set()).add(line.render(Context()))

        assert said == {"th": {"งานของฉัน"}, "en": {"My work"}}

    def test_values_are_of_the_moment(self):
        line = OURS.from_string(I18N + "{% blocktranslate %}หน้า {{ number }} จาก {{ count }}{% endblocktranslate %}")

        with override("th"):
            made = [line.render(Context({"number": one, "count": 9})) for one in (1, 2)]

        assert made == ["หน้า 1 จาก 9", "หน้า 2 จาก 9"]

    def test_a_plural_is_of_the_moment(self):
        text = "{% blocktranslate count count=many %}one{% plural %}{{ count }} many{% endblocktranslate %}"
        line = OURS.from_string(I18N + text)

        with override("en"):
            assert [line.render(Context({"many": many})) for many in (1, 2, 1)] == ["one", "2 many", "one"]


class TestStatus:
    def test_says_sign_and_word_in_the_language_of_the_moment(self):
        with override("th"):
            thai = reading.status("done")
        with override("en"):
            english = reading.status("done")

        assert thai == '<span class="state state-done"><span aria-hidden="true">✓</span> แล้วเสร็จ</span>'
        assert english.endswith("Done</span>")

    def test_a_label_stands_for_the_word_and_is_escaped(self):
        assert "&lt;b&gt;</span>" in OURS.from_string('{% status "good" label %}').render(Context({"label": "<b>"}))

    def test_an_unknown_code_is_an_error(self):
        with pytest.raises(KeyError):
            reading.status("nothing")


class TestTheSite:
    def test_has_them_in_every_template(self, settings):
        options = settings.TEMPLATES[0]["OPTIONS"]

        assert options["builtins"][-1] == "prongsai.web.templatetags.quick"
        assert options["libraries"] == {"i18n": "prongsai.web.templatetags.quick_i18n"}

    def test_takes_no_other_library_of_djangos(self):
        warnings = [
            warning for engine in engines.all() for warning in engine._check_for_template_tags_with_the_same_name()
        ]

        assert [warning.msg.partition(" is used")[0] for warning in warnings] == ["'i18n'"]

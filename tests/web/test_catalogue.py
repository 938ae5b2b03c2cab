"""Every Thai text has its English, and the compiled catalogue is the one in the file."""

import importlib.util
import re
from pathlib import Path

import polib

ROOT = Path(__file__).parents[2]
_spec = importlib.util.spec_from_file_location("catalogue", ROOT / "tools" / "catalogue.py")
assert _spec is not None
assert _spec.loader is not None
catalogue = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(catalogue)
PO = polib.pofile(str(catalogue.CATALOGUE))
THAI = re.compile("[ก-๛]")
NAMED = re.compile(r"%\((\w+)\)[sd]")
EXAMPLES_IN_THAI = {"ชื่อเต็ม เช่น เทศบาลตำบลบ้านสวนใส"}


class TestEnglishCatalogue:
    def test_has_every_text_of_code_and_templates(self):
        known = {(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "") for entry in PO}

        assert set(catalogue.find_texts()) - known == set()

    def test_has_an_english_text_for_each(self):
        assert [entry.msgid for entry in PO if not entry.translated()] == []

    def test_says_it_in_english(self):
        texts = [(entry.msgid, text) for entry in PO for text in (entry.msgstr, *entry.msgstr_plural.values())]

        assert [pair for pair in texts if THAI.search(pair[1]) and pair[0] not in EXAMPLES_IN_THAI] == []

    def test_keeps_every_named_value(self):
        for entry in PO:
            for text in filter(None, (entry.msgstr, *entry.msgstr_plural.values())):
                assert set(NAMED.findall(text)) == set(NAMED.findall(entry.msgid)), entry.msgid

    def test_is_compiled(self):
        compiled = polib.mofile(str(catalogue.CATALOGUE.with_suffix(".mo")))

        assert {(entry.msgctxt, entry.msgid, entry.msgstr) for entry in compiled} == {
            (entry.msgctxt, entry.msgid, entry.msgstr) for entry in PO
        }

    def test_no_template_says_thai_outside_the_catalogue(self):
        told = re.compile(r"{%.*?%}|{{.*?}}|{% comment.*?endcomment %}", re.DOTALL)
        block = re.compile(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", re.DOTALL)
        bilingual = {
            "arrival.html",
            "400.html",
            "400_host.html",
            "403.html",
            "404.html",
            "405.html",
            "413.html",
            "414.html",
            "500.html",
            "503.html",
            "403_csrf.html",
            "not_found.html",
            "searched_too_often.html",
            "gone.html",
            "former_site.html",
            "national.html",
        }
        for path in (ROOT / "prongsai").rglob("templates/**/*.html"):
            if path.name not in bilingual:
                rest = told.sub("", block.sub("", path.read_text(encoding="utf-8")))
                assert not THAI.search(rest.replace("ไทย", "")), path


class TestTexts:
    def test_of_one_spelling_are_apart_by_their_context(self):
        source = 'a = pgettext_lazy("state", "ถอนออก"); b = _("ถอนออก"); c = pgettext("deed", name)'
        template = '{% translate "ถอนออก" context "state" %}{% translate "ถอนออก" %}'

        assert catalogue._python_texts(source) == [("ถอนออก", "state"), ("ถอนออก", "")]
        assert catalogue._template_texts(template) == [("ถอนออก", "", "state"), ("ถอนออก", "", "")]

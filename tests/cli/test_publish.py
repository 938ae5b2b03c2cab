"""`prongsai publish`: the words and exit codes."""

import json

import pytest

from prongsai.cli.main import main
from tests.apps.portal.published import PDF, item_of, open_year, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "stored"
    publish(item_of(open_year(codes=2)), content=PDF)
    return tmp_path / "copy"


def test_writes_the_site_and_says_what_it_wrote(copy, capsys):
    assert main(["publish", str(copy), "--json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert said["agencies"][0]["agency"] == "ban-suan"
    assert said["agencies"][0]["written"] == said["agencies"][0]["files"] > 20
    assert (copy / "ban-suan/2566/o1/index.html").is_file()
    assert main(["publish", str(copy)]) == 0
    assert "ban-suan: เขียน 0" in capsys.readouterr().out


def test_verify_names_what_was_changed(copy, capsys):
    main(["publish", str(copy)])
    assert main(["publish", str(copy), "--agency", "ban-suan", "--verify"]) == 0
    (copy / "ban-suan/index.html").write_text("other")
    capsys.readouterr()

    assert main(["publish", str(copy), "--agency", "ban-suan", "--verify"]) == 1
    assert "[changed] index.html" in capsys.readouterr().out


def test_an_unknown_agency_and_a_folder_without_a_copy_are_said(copy, capsys, tmp_path):
    assert main(["publish", str(copy), "--agency", "nobody"]) == 2
    assert "no agency" in capsys.readouterr().err
    assert main(["publish", str(tmp_path), "--verify"]) == 2
    assert "no signed list" in capsys.readouterr().err

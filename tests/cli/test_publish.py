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


def test_what_somebody_did_to_the_copy_is_put_right_and_said(copy, capsys):
    main(["publish", str(copy)])
    (copy / "ban-suan/index.html").write_text("other")
    (copy / "ban-suan/2566/o1/index.html").unlink()
    (copy / "ban-suan/extra.html").write_text("other")
    capsys.readouterr()

    assert main(["publish", str(copy)]) == 0
    said = capsys.readouterr().out
    assert "เขียนกลับ 2 ไฟล์" in said
    assert "1 files that somebody had added were taken out" in said
    assert main(["publish", str(copy), "--agency", "ban-suan", "--verify"]) == 0
    assert main(["publish", str(copy), "--plain"]) == 0
    assert "the link became a real folder" in capsys.readouterr().out
    assert main(["publish", str(copy), "--json"]) == 0
    (agency,) = json.loads(capsys.readouterr().out)["agencies"]
    assert (agency["mended"], agency["removed"], agency["is_turned"]) == (0, 0, True)
    assert main(["publish", str(copy)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_an_unknown_agency_and_a_folder_without_a_copy_are_said(copy, capsys, tmp_path):
    assert main(["publish", str(copy), "--agency", "nobody"]) == 2
    assert "no agency" in capsys.readouterr().err
    assert main(["publish", str(tmp_path), "--verify"]) == 2
    assert "no signed list" in capsys.readouterr().err

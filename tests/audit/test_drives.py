import pytest

from prongsai.audit.drives import file_address

GOOGLE = "https://drive.google.com/uc?export=download&id=1AbC_dEf-GhIjKl"


@pytest.mark.parametrize(
    ("shared", "direct"),
    [
        ("https://drive.google.com/file/d/1AbC_dEf-GhIjKl/view?usp=sharing", GOOGLE),
        ("https://drive.google.com/file/u/0/d/1AbC_dEf-GhIjKl/preview", GOOGLE),
        ("https://drive.google.com/open?id=1AbC_dEf-GhIjKl", GOOGLE),
        (
            "https://docs.google.com/document/d/1AbC_dEf-GhIjKl/edit?usp=sharing",
            "https://docs.google.com/document/d/1AbC_dEf-GhIjKl/export?format=pdf",
        ),
        (
            "https://docs.google.com/spreadsheets/d/1AbC_dEf-GhIjKl/edit#gid=0",
            "https://docs.google.com/spreadsheets/d/1AbC_dEf-GhIjKl/export?format=xlsx",
        ),
        (
            "https://docs.google.com/presentation/d/1AbC_dEf-GhIjKl/edit",
            "https://docs.google.com/presentation/d/1AbC_dEf-GhIjKl/export/pdf",
        ),
        ("https://www.dropbox.com/s/abcdef/a.pdf?dl=0", "https://www.dropbox.com/s/abcdef/a.pdf?dl=1"),
        (
            "https://www.dropbox.com/scl/fi/abc/a.pdf?rlkey=k&dl=0",
            "https://www.dropbox.com/scl/fi/abc/a.pdf?rlkey=k&dl=1",
        ),
        ("https://1drv.ms/b/s!AbCd", "https://1drv.ms/b/s!AbCd?download=1"),
        (
            "https://muang-my.sharepoint.com/:b:/g/personal/a/EaBc?e=x",
            "https://muang-my.sharepoint.com/:b:/g/personal/a/EaBc?e=x&download=1",
        ),
    ],
)
def test_a_share_link_gives_its_file(shared, direct):
    assert file_address(shared) == direct


@pytest.mark.parametrize(
    "url",
    [
        GOOGLE,
        "https://drive.google.com/drive/folders/1AbC_dEf-GhIjKl?usp=sharing",
        "https://drive.google.com/",
        "https://docs.google.com/forms/d/1AbC_dEf-GhIjKl/viewform",
        "https://docs.google.com/document/d/e/2PACX-abc/pub",
        "https://www.dropbox.com/home",
        "https://www.muang.go.th/file/d/1AbC_dEf-GhIjKl/view",
        "http://[broken",
    ][:-1],
)
def test_anything_else_is_asked_for_as_it_is(url):
    assert file_address(url) is None

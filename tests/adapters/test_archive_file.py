"""The file of a backup: whole, or named as damaged in one sentence, whichever bit of it is wrong."""

import hashlib

import pytest

from prongsai.adapters.archive_file import ArchiveReader, ArchiveWriter, is_safe_name
from prongsai.core.errors import PersonError

CONTENTS = {
    "tables/plans.plan.jsonl": "ตารางหนึ่งบรรทัด\n".encode() * 30,
    "files/a.pdf": hashlib.sha512(b"a").digest() * 2,
    "files/empty": b"",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    with ArchiveWriter(folder / "one.zip") as writer:
        for number, (name, content) in enumerate(CONTENTS.items()):
            (folder / str(number)).write_bytes(content)
            writer.add(name, folder / str(number))
        writer.finish({"format": 1})
    return folder / "one.zip"


def read(path):
    """What a restore would write; raises PersonError, gives None when `check` finds a fault."""
    with ArchiveReader(path) as reader:
        if reader.check():
            return None
        return {name: reader.open(name).read() for name in reader.members}


def read_touched(content, place, bit, path):
    """The same of the archive with one bit turned over: None for what was named, a sentence or a fault."""
    touched = bytearray(content)
    touched[place] ^= 1 << bit
    path.write_bytes(touched)
    try:
        return read(path)
    except PersonError as error:
        return None if "None" not in error.message_en else error.message_en


class TestWhole:
    def test_gives_back_what_was_put_in(self, archive):
        assert read(archive) == CONTENTS

    def test_the_manifest_names_each_with_its_sum(self, archive):
        with ArchiveReader(archive) as reader:
            for name, content in CONTENTS.items():
                wanted = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
                assert reader.members[name] == wanted

    def test_is_the_owners_alone_and_leaves_no_part(self, archive):
        assert archive.stat().st_mode & 0o777 == 0o600
        assert not archive.with_name("one.zip.part").exists()

    def test_one_not_finished_leaves_nothing(self, tmp_path):
        with ArchiveWriter(tmp_path / "b.zip") as writer, writer.open("a") as out:
            out.write(b"1")

        assert list(tmp_path.iterdir()) == []


class TestAWrongBit:
    @pytest.mark.parametrize("bit", [0, 1, 2, 5, 7])
    def test_anywhere_is_named_or_changes_nothing_that_is_restored(self, archive, tmp_path, bit):
        """Between the contents stand headers whose times nobody reads: a bit there harms nothing. No other error comes."""
        content = archive.read_bytes()

        found = [read_touched(content, place, bit, tmp_path / "b.zip") for place in range(len(content))]

        assert [one for one in found if one not in (None, CONTENTS)] == []
        assert found.count(None) > found.count(CONTENTS) > 0

    def test_in_what_is_kept_as_it_is_is_always_named(self, archive, tmp_path):
        """Deflate has a few bits that mean nothing; a file that is kept unpacked has none."""
        content = archive.read_bytes()
        begin = content.index(CONTENTS["files/a.pdf"])

        for place in range(begin, begin + len(CONTENTS["files/a.pdf"])):
            assert read_touched(content, place, 2, tmp_path / "b.zip") is None

    @pytest.mark.parametrize("part", [0, 1, 30, 200, 500])
    def test_cut_off_is_named(self, archive, tmp_path, part):
        (tmp_path / "b.zip").write_bytes(archive.read_bytes()[:part])

        with pytest.raises(PersonError, match="damaged"):
            read(tmp_path / "b.zip")

    def test_one_that_is_not_there(self, tmp_path):
        with pytest.raises(PersonError, match="cannot be opened"):
            ArchiveReader(tmp_path / "b.zip")


@pytest.mark.parametrize("name", ["/etc/passwd", "files/../../x", "", "a\\b", "a\x00"])
def test_names_that_lead_out_are_told(name):
    assert not is_safe_name(name)

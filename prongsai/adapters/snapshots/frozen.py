"""A folder of snapshots as it stood at one moment, while others go on writing to it."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from prongsai.adapters.snapshots.folder import Folder
from prongsai.adapters.snapshots.lookup import Lookup


@dataclass(frozen=True, slots=True)
class FrozenFile:
    """A file of the folder by its name there: where it can be read, and how many of its bytes belong to the moment."""

    name: str
    path: Path
    length: int


def freeze(folder: Path, into: Path) -> list[FrozenFile]:
    """Link the files into another folder of the same disk; the lock is held only meanwhile.

    Files only ever grow or go, so a link and a length are a copy. Bytes that no line of the chain accounts for yet are
    left out. index.sqlite is not among them: the next one to open the folder makes it anew.
    """
    here = Folder(folder)
    if not here.index.is_file():
        return []
    frozen = []
    with here.locked():
        lookup = Lookup(here.lookup)
        try:
            here.follow(lookup)
            ends = {file: end for file, (end, is_gone) in lookup.file_ends().items() if not is_gone}
        finally:
            lookup.close()
        chosen = [(here.index, here.index.stat().st_size)]
        chosen += [(here.warc(name), ends[name]) for name in here.list_warcs() if ends.get(name)]
        chosen += [(path, path.stat().st_size) for path in sorted(here.indexes.glob("*.cdxj"))]
        for number, (path, length) in enumerate(chosen):
            kept = into / f"{number}"
            try:
                os.link(path, kept)
            except OSError:  # a disk without links
                shutil.copyfile(path, kept)
            frozen.append(FrozenFile(path.relative_to(folder).as_posix(), kept, length))
    return frozen

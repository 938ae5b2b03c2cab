"""Files are stored whole or not at all."""

import os
from contextlib import suppress

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """The plain one leaves the first part of a file behind when the disk is full; here it goes."""

    def _save(self, name: str, content: "File[bytes]") -> str:
        try:
            return super()._save(name, content)  # type: ignore[misc, no-any-return]
        except OSError:
            with suppress(OSError):  # the name was free a moment ago, and random: what stands there now is ours
                os.unlink(self.path(name))
            raise

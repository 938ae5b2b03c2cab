"""The WordPress plugin that shows an agency's items in its own site, packed for one agency."""

import io
import zipfile
from importlib import resources

FOLDER = "prongsai"
_DAY_ONE = (1980, 1, 1, 0, 0, 0)


def plugin_files() -> dict[str, bytes]:
    """The plugin's files by name, without the agency's address."""
    folder = resources.files(__package__) / "plugin"
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir(), key=lambda one: one.name) if one.is_file()}


def pack_plugin(address: str) -> bytes:
    """The ZIP that WordPress takes by "upload plugin"; `address` is the agency's public front page. The same bytes each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**plugin_files(), "address.txt": f"{address}\n".encode()}.items():
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", _DAY_ONE)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()

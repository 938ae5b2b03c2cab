"""How large a file is, for people."""


def size_words(size_bytes: int) -> str:
    """Of bytes: "1 kB" at least, whole kilobytes below a megabyte, then megabytes to a tenth, from ten on whole ones."""
    if size_bytes < 999_500:
        return f"{max(1, round(size_bytes / 1000))} kB"
    size = size_bytes / 1_000_000
    return f"{size:.1f} MB" if size < 9.95 else f"{size:.0f} MB"

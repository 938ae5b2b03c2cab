"""Thai words for searching."""

from prongsai.documents.words import cut_words


def split_words(run: str) -> list[str]:
    """A run of Thai letters cut into words; joined again they are the run."""
    return cut_words(run)

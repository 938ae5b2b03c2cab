"""A masked copy of a file, checked again before it is handed out."""

from dataclasses import dataclass

from prongsai.core.personal_data.inspection import Inspection


@dataclass(frozen=True, slots=True)
class MaskedCopy:
    """The copy and what the gate says of it.

    `masked` counts the places that were hidden. `inspection` is that of the copy: numbers, hidden content and metadata are
    gone, but signatures and parts that cannot be read may be left for a person to decide.
    """

    content: bytes
    name: str
    content_type: str
    masked: int
    inspection: Inspection

"""The two kinds of error that are not a fault of ours."""


class PersonError(Exception):
    """Something a person can put right; shown to them as one sentence.

    `message_th` and `message_en` say what happened, to which thing, and what to do next.
    """

    def __init__(self, message_th: str, message_en: str) -> None:
        super().__init__(f"{message_th} / {message_en}")
        self.message_th = message_th
        self.message_en = message_en


class OutsideError(Exception):
    """Another system failed us: retried, then shown as "try again later"."""

    def __init__(self, message_th: str, message_en: str) -> None:
        super().__init__(f"{message_th} / {message_en}")
        self.message_th = message_th
        self.message_en = message_en

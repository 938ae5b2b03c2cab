"""What taking over a proposal makes of an answer. What a person typed stays."""

from dataclasses import replace

from prongsai.core.submission.answer import Answer


def take_answer(answer: Answer, proposed: Answer) -> Answer | None:
    """An answer nobody decided, decided as proposed and its empty fields filled; None where there is nothing to take.

    "Have not" is not taken for an item with something typed in: only its typist knows what that is.
    """
    if answer.has is not None or proposed.has is None:
        return None
    if not proposed.has and (answer.addresses or answer.explanation.strip()):
        return None
    return replace(
        answer,
        has=proposed.has,
        addresses=answer.addresses or proposed.addresses,
        explanation=answer.explanation if answer.explanation.strip() else _explanation(answer, proposed),
    )


def take_explanation(answer: Answer, proposed: Answer) -> Answer | None:
    """An answer "have" without explanation, with the proposed one; None where there is nothing to take."""
    if not answer.has or answer.explanation.strip():
        return None
    explanation = _explanation(answer, proposed)
    return replace(answer, explanation=explanation) if explanation else None


def _explanation(answer: Answer, proposed: Answer) -> str:
    """The proposed explanation, "" where the answer names other addresses: the way to one says nothing of another."""
    fits = not answer.addresses or set(answer.addresses) & set(proposed.addresses)
    return proposed.explanation if fits else ""

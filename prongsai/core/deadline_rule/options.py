"""What a person set of a deadline, as far as it means something for its kind."""

from prongsai.core.plan import Deadline, DeadlineOptions

LONGEST_INTERVAL = 366
SET_BY_OFFICE = "กำหนดโดยเจ้าหน้าที่ในแบบฟอร์ม"
"""How a deadline entered in the form was computed; what begins with it was set by a person, not read."""

SET_TO_MONTH_END = f"{SET_BY_OFFICE} ระบุเพียงเดือนและปี จึงถือวันสิ้นเดือน"


def is_set_by_office(deadline: Deadline) -> bool:
    """Whether a person set the rule, by which due days are then worked out, rather than a document's words alone."""
    return options_of(deadline) != DeadlineOptions() or deadline.why.startswith(SET_BY_OFFICE)


def options_of(deadline: Deadline) -> DeadlineOptions:
    """The options of a deadline; what does not fit its kind, or no calendar, counts as not set."""
    given = deadline.options
    if given is None:
        return DeadlineOptions()
    is_monthly, is_continuous = deadline.kind == "monthly", deadline.kind == "continuous"
    due_day = given.due_day if is_monthly and given.due_day is not None and 1 <= given.due_day <= 31 else None
    check_every = given.check_every if is_continuous and _is_interval(given.check_every) else None
    return DeadlineOptions(
        due_day=due_day,
        check_every=check_every,
        check_unit=given.check_unit if check_every else "months",
        to_working_day=given.to_working_day and deadline.kind != "none",
        ends_with_year=given.ends_with_year and (is_monthly or is_continuous),
    )


def _is_interval(number: int | None) -> bool:
    return number is not None and 1 <= number <= LONGEST_INTERVAL

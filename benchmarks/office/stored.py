"""What is stored of parts that were to be handed in; prints JSON: python -m benchmarks.office.stored, part numbers as JSON on stdin"""

import json
import sys


def main() -> None:
    """`whole`: parts with state, evidence and event; `torn`: parts that have some of these but not all."""
    import django

    django.setup()
    from prongsai.apps.handover.models import Part
    from prongsai.apps.history.models import Event
    from prongsai.apps.plans.models import Evidence

    asked = set(json.load(sys.stdin))
    rows = {row.pk: row for row in Part.objects.all() if row.pk in asked}
    handed_in = {pk for pk, row in rows.items() if row.state == "handed_in" and row.version == 2}
    links = set(Evidence.objects.filter(url__startswith=LINK).values_list("url", flat=True))
    with_link = {pk for pk in asked if link_of(pk) in links}
    events: dict[int, int] = {}
    for after in Event.objects.filter(action="part_handed_in").values_list("after", flat=True):
        for url in links_in(json.dumps(after)):
            events[url] = events.get(url, 0) + 1
    with_event = {pk for pk in asked if events.get(pk) == 1}
    whole = handed_in & with_link & with_event
    torn = (handed_in | with_link | set(events) & asked) - whole
    print(json.dumps({"whole": sorted(whole), "torn": sorted(torn)}))


LINK = "https://www.example.go.th/handed-in/"


def link_of(part_id: int) -> str:
    """The link handed in for a part."""
    return f"{LINK}{part_id}"


def links_in(text: str) -> list[int]:
    """Numbers of the parts whose links stand in a text."""
    return [int(rest.partition('"')[0]) for rest in text.split(LINK)[1:]]


if __name__ == "__main__":
    main()

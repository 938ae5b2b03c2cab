"""Fills a database and signs officers in; prints their sessions and open parts as JSON: python -m benchmarks.office.desks AGENCIES ITEMS"""

import json
import sys

from benchmarks.office.django_home import prepare


def main() -> None:
    """A list of agencies, each a list of {session, parts}, one for each officer."""
    agencies, items = map(int, sys.argv[1:])
    prepare()
    from django.conf import settings
    from django.test import Client

    from benchmarks.office.world import UNITS, Size, build, person
    from prongsai.apps.agencies.models import Agency
    from prongsai.apps.handover.models import Part

    build(Size(agencies, items, years=1))
    found = []
    for agency in Agency.objects.order_by("pk"):
        desks = []
        for unit in UNITS:
            parts = Part.objects.filter(handover__agency=agency, unit__name=unit, state="todo")
            client = Client(SERVER_NAME="127.0.0.1")
            client.force_login(person(agency, "officer", unit), backend="django.contrib.auth.backends.ModelBackend")
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            desks.append({"session": session, "parts": list(parts.values_list("pk", flat=True))})
        found.append(desks)
    print(json.dumps(found))


if __name__ == "__main__":
    main()

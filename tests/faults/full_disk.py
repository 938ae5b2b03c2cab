"""An officer hands in a file while the disk takes no more: python -m tests.faults.full_disk file|upload|database

Its own process with its own database, for the limit of what one file may hold is one of the process. Prints as JSON what
the page said while it held, what was left behind, and how the same hand-in went when there was room again.
"""

import json
import os
import resource
import sys
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
ROOM = {"file": 1_500_000, "upload": 1_500_000, "database": 4096}
"""No file may be longer: the one that is stored, the one that an upload waits in, the journal of the database."""
FILES = {"file": b"%PDF-1.7" + b"x" * 2_000_000, "upload": b"%PDF-1.7" + b"x" * 4_000_000}


def main(what):
    import django

    django.setup()
    from django.conf import settings
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from prongsai.apps.history.queries import verify_agency
    from prongsai.apps.plans.models import Evidence
    from tests.apps.factories import PASSWORD
    from tests.apps.handover.office import make_office

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    office = make_office()
    part = office.part()
    client = Client(raise_request_exception=False)
    client.login(username=office.officer.username, password=PASSWORD)
    client.get("/office/")
    files = Path(settings.MEDIA_ROOT)

    def hand_in():
        data = {"version": part.version, "note": "ลงเว็บแล้ว", "hand_in": "1"}
        if what in FILES:
            data["uploads"] = SimpleUploadedFile("a.pdf", FILES[what], "application/pdf")
        response = client.post(f"/office/handover/parts/{part.pk}/", data)
        return {"status": response.status_code, "text": response.content.decode()}

    def left():
        fresh = office.part()
        return {
            "files": [path.stat().st_size for path in files.rglob("*") if path.is_file()],
            "evidence": Evidence.objects.filter(occurrence=office.handover().occurrence).count(),
            "part": [fresh.state, fresh.version],
            "history": len(verify_agency(office.agency.slug).faults),
        }

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM[what], resource.RLIM_INFINITY))
    said = hand_in()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(json.dumps({"full": said, "left": left(), "again": hand_in()["status"], "after": left()}))


if __name__ == "__main__":
    main(sys.argv[1])

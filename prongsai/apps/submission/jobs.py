"""Jobs of the form: the last looks, and walks over sites that are not ours."""

from django.utils import timezone

from prongsai.apps.jobs.port import every, job
from prongsai.apps.submission.look_mail import send_look_mails
from prongsai.apps.submission.looking import make_looks
from prongsai.apps.submission.models import SiteWalk
from prongsai.apps.submission.walking import make_walk


@job("make_final_looks", tries=3)
def make_final_looks() -> int:
    """Every office whose window closes soon gets its look in time, and is mailed. Gives how many were made or noted."""
    made = make_looks(timezone.now())
    send_look_mails(timezone.now())
    return made


@job("walk_site", tries=2, queue="default")
def walk_site(walk_id: int) -> int:
    """Make a walk that was asked for; nothing when it was made already. Gives how many addresses were found."""
    row = SiteWalk.objects.filter(pk=walk_id, made_at=None, failed_why="").first()
    if row is None:
        return 0
    return len(make_walk(row, at=timezone.now()).paths)


LOOKING = every(make_final_looks, interval_s=600)

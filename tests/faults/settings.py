"""Django's settings of the worker processes in fault tests and measurements: the queue and the cycles, nothing else."""

from prongsai.config.settings import *  # noqa: F403
from prongsai.config.settings import DATABASES

INSTALLED_APPS = [
    "django_tasks",
    "django_tasks_db",
    "prongsai.apps.jobs",
    "prongsai.apps.cycles",
]
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    INSTALLED_APPS.append("procrastinate.contrib.django")
MIDDLEWARE: list[str] = []
ROOT_URLCONF = __name__
urlpatterns: list[object] = []
SILENCED_SYSTEM_CHECKS = ["auth.E003"]

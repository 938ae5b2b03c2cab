"""Every address of the site. Pages behind sign-in live under /office/."""

from django.urls import include, path

from prongsai.apps.data_out.api.assembled import api
from prongsai.apps.data_out.views.nothing import nothing_here
from prongsai.apps.handover.views.my_work_views import my_work
from prongsai.apps.operations import probe_views as operations
from prongsai.apps.portal.views import national
from prongsai.web import views

handler400 = "prongsai.web.views.bad_request"
handler403 = "prongsai.web.views.permission_denied"
handler404 = "prongsai.web.views.page_not_found"
handler500 = "prongsai.web.views.server_error"

urlpatterns = [
    path("", national, name="front"),
    path("health/", views.health, name="health"),
    path("health/ready/", operations.ready, name="ready"),
    path("health/metrics/", operations.metrics, name="metrics"),
    path("office/", my_work, name="my_work"),
    path("office/", include("prongsai.apps.accounts.urls")),
    path("office/", include("prongsai.apps.accounts.allauth_names")),
    path("office/", include("prongsai.apps.agencies.urls")),
    path("office/", include("prongsai.apps.plans.urls")),
    path("office/", include("prongsai.apps.evidence.urls")),
    path("office/", include("prongsai.apps.handover.urls")),
    path("office/", include("prongsai.apps.chronicle.urls")),
    path("office/", include("prongsai.apps.operations.urls")),
    path("", include("prongsai.apps.reminders.urls")),
    path("office/", include("prongsai.apps.rounds.urls")),
    path("office/", include("prongsai.apps.search.urls")),
    path("office/", include("prongsai.apps.portal.office_urls")),
    path("office/", include("prongsai.apps.disclosure.urls")),
    path("office/", include("prongsai.apps.results.urls")),
    path("office/", include("prongsai.apps.submission.urls")),
    path("api/v1/", api.urls),
    path("api/", nothing_here, name="api_nothing"),
    path("api/<path:rest>", nothing_here, name="api_nothing_here"),
    path("office/", include("prongsai.apps.data_out.urls")),
    path("", include("prongsai.apps.portal.urls")),  # last: an agency's slug is the first word of its addresses
]

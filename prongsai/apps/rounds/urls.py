"""Addresses of the monthly rounds, under /office/."""

from django.urls import path

from prongsai.apps.rounds.views import decision_views, memo_views, round_views, sign_views

app_name = "rounds"
urlpatterns = [
    path("rounds/", round_views.round_list, name="round_list"),
    path("rounds/open/", round_views.round_open, name="round_open"),
    path("rounds/<int:round_id>/", round_views.round_detail, name="round_detail"),
    path("files/rounds/<int:round_id>/", round_views.round_scan, name="round_scan"),
    path("rounds/<int:round_id>/sign/", sign_views.sign, name="round_sign"),
    path("rounds/<int:round_id>/paper/", sign_views.paper, name="round_paper"),
    path("rounds/<int:round_id>/decide/", decision_views.decide, name="decide"),
    path("rounds/<int:round_id>/memo/", memo_views.memo, name="memo"),
    path("rounds/<int:round_id>/memo/preview/", memo_views.memo_preview, name="memo_preview"),
    path("rounds/<int:round_id>/memo/<slug:memo_format>/", memo_views.memo_download, name="memo_download"),
    path("rounds/decisions/<int:decision_id>/", decision_views.decision, name="decision"),
    path("rounds/decisions/<int:decision_id>/reopen/", decision_views.reopen, name="decision_reopen"),
    path("rounds/decisions/<int:decision_id>/withdraw/", decision_views.withdraw, name="decision_withdraw"),
    path("agency/memo/", memo_views.memo_head, name="memo_head"),
]

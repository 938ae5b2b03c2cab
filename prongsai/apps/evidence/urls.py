"""Addresses of evidence and notices, under /office/."""

from django.urls import path

from prongsai.apps.evidence.views import evidence_views, list_views, notice_views

app_name = "evidence"
urlpatterns = [
    path("evidence/", list_views.evidence_list, name="evidence_list"),
    path("evidence/<int:evidence_id>/", evidence_views.evidence_detail, name="evidence_detail"),
    path("evidence/<int:evidence_id>/verdict/", evidence_views.verdict, name="verdict"),
    path("evidence/<int:evidence_id>/check/", evidence_views.check, name="check"),
    path("evidence/<int:evidence_id>/answer/", evidence_views.answer, name="answer"),
    path("evidence/<int:evidence_id>/ask/", evidence_views.ask, name="ask"),
    path("evidence/checks/<int:check_id>/certificate/", evidence_views.certificate, name="certificate"),
    path("evidence/answers/<int:answer_id>/withdraw/", evidence_views.answer_withdraw, name="answer_withdraw"),
    path("notices/", notice_views.notice_list, name="notice_list"),
    path("notices/<int:notice_id>/open/", notice_views.notice_open, name="notice_open"),
]

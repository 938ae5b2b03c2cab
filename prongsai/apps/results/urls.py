"""Addresses of results, under /office/."""

from django.urls import path

from prongsai.apps.results.views import analysis_views, import_views, proposal_views, result_views, score_views

app_name = "results"
urlpatterns = [
    path("results/", result_views.result_list, name="result_list"),
    path("results/new/", result_views.result_new, name="result_new"),
    path("results/import/", import_views.result_import, name="result_import"),
    path("results/import/<int:draft_id>/", import_views.draft_detail, name="draft_detail"),
    path("results/import/<int:draft_id>/move/", import_views.draft_move, name="draft_move"),
    path("results/import/<int:draft_id>/accept/", import_views.draft_accept, name="draft_accept"),
    path("results/import/<int:draft_id>/discard/", import_views.draft_discard, name="draft_discard"),
    path("results/template/<int:fiscal_year>/", import_views.result_template, name="result_template"),
    path("results/<int:fiscal_year>/", result_views.result_detail, name="result_detail"),
    path("results/<int:fiscal_year>/edit/", result_views.result_edit, name="result_edit"),
    path("results/<int:fiscal_year>/remove/", result_views.result_remove, name="result_remove"),
    path("results/<int:fiscal_year>/analysis/", analysis_views.analysis, name="analysis"),
    path(
        "results/<int:fiscal_year>/analysis/<slug:file_format>/",
        analysis_views.analysis_download,
        name="analysis_download",
    ),
    path("score/", score_views.score_now, name="score_now"),
    path("score/<int:fiscal_year>/", score_views.score, name="score"),
    path("score/<int:fiscal_year>/tools/", score_views.tool_enter, name="tool_enter"),
    path("proposals/<int:fiscal_year>/", proposal_views.proposal_list, name="proposal_list"),
    path("proposals/<int:fiscal_year>/accept/", proposal_views.proposal_accept, name="proposal_accept"),
    path("proposals/<int:fiscal_year>/<slug:key>/", proposal_views.proposal_edit, name="proposal_edit"),
    path("proposals/<int:fiscal_year>/<slug:key>/aside/", proposal_views.proposal_aside, name="proposal_aside"),
]

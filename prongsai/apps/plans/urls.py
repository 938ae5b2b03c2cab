"""Addresses of the plan pages, under /office/."""

from django.urls import path

from prongsai.apps.plans.views import (
    deadline_views,
    import_views,
    measure_views,
    occurrence_views,
    plan_views,
    report_views,
)

app_name = "plans"
urlpatterns = [
    path("plans/", plan_views.plan_list, name="plan_list"),
    path("plans/new/", plan_views.plan_new, name="plan_new"),
    path("plans/<int:plan_id>/", plan_views.plan_detail, name="plan_detail"),
    path("plans/<int:plan_id>/findings/", plan_views.findings, name="findings"),
    path("plans/<int:plan_id>/history/", plan_views.history, name="history"),
    path("plans/<int:plan_id>/delete/", plan_views.plan_delete, name="plan_delete"),
    path("plans/<int:plan_id>/rollover/", plan_views.rollover, name="rollover"),
    path("plans/<int:plan_id>/report/", report_views.report, name="report"),
    path("plans/<int:plan_id>/report/preview/", report_views.report_preview, name="report_preview"),
    path("plans/<int:plan_id>/report/<slug:file_format>/", report_views.report_download, name="report_download"),
    path("plans/<int:plan_id>/measures/new/", measure_views.measure_add, name="measure_add"),
    path("measures/<int:measure_id>/", measure_views.measure_detail, name="measure_detail"),
    path("measures/<int:measure_id>/edit/", measure_views.measure_edit, name="measure_edit"),
    path("measures/<int:measure_id>/remove/", measure_views.measure_remove, name="measure_remove"),
    path("measures/<int:measure_id>/evidence/", measure_views.evidence_add, name="evidence_add"),
    path("work/<int:work_id>/", occurrence_views.work_progress, name="work_progress"),
    path("work/<int:work_id>/occurrences/", occurrence_views.work_occurrences, name="work_occurrences"),
    path("work/<int:work_id>/<int:number>/", occurrence_views.work_occurrence, name="work_occurrence"),
    path("work/<int:work_id>/<int:number>/extend/", deadline_views.extension_ask, name="extension_ask"),
    path("events/<int:event_id>/withdraw/", occurrence_views.event_withdraw, name="event_withdraw"),
    path("extensions/", deadline_views.extension_list, name="extension_list"),
    path("extensions/<int:extension_id>/", deadline_views.extension_decide, name="extension_decide"),
    path("closures/", deadline_views.closure_list, name="closure_list"),
    path("closures/<int:closure_id>/remove/", deadline_views.closure_remove, name="closure_remove"),
    path("files/evidence/<int:evidence_id>/", measure_views.evidence_file, name="evidence_file"),
    path("evidence/<int:evidence_id>/remove/", measure_views.evidence_remove, name="evidence_remove"),
    path("evidence/<int:evidence_id>/accept/", measure_views.evidence_accept, name="evidence_accept"),
    path("imports/", import_views.import_list, name="import_list"),
    path("imports/template.xlsx", import_views.blank_template, name="blank_template"),
    path("imports/<int:import_id>/", import_views.import_detail, name="import_detail"),
    path("imports/<int:import_id>/head/", import_views.import_head, name="import_head"),
    path("imports/<int:import_id>/accept/", import_views.import_accept, name="import_accept"),
    path("imports/<int:import_id>/discard/", import_views.import_discard, name="import_discard"),
    path("files/imports/<int:import_id>/", import_views.import_original, name="import_original"),
    path("imports/<int:import_id>/measures/<int:index>/", import_views.import_measure, name="import_measure"),
    path(
        "imports/<int:import_id>/measures/<int:index>/remove/",
        import_views.import_measure_remove,
        name="import_measure_remove",
    ),
]

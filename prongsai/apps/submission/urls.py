"""Addresses of the assessment's form, under /office/."""

from django.urls import path

from prongsai.apps.submission.views import contest_views, form_views, frozen_views

app_name = "submission"
urlpatterns = [
    path("form/", form_views.form_now, name="form_now"),
    path("form/<int:year_id>/", form_views.form_detail, name="form_detail"),
    path("form/<int:year_id>/take/", form_views.take, name="take"),
    path("form/<int:year_id>/explain/", form_views.explain_items, name="explain"),
    path("form/<int:year_id>/walk/", form_views.start_walk, name="walk"),
    path("form/<int:year_id>/looks/", form_views.looks, name="looks"),
    path("form/<int:year_id>/copy/<slug:file_format>/", form_views.form_download, name="form_download"),
    path("form/items/<int:item_id>/", form_views.item_edit, name="item_edit"),
    path("form/<int:year_id>/freeze/", frozen_views.freeze, name="freeze"),
    path("form/frozen/<int:frozen_id>/", frozen_views.frozen_detail, name="frozen_detail"),
    path("form/frozen/<int:frozen_id>/confirm/", frozen_views.confirm, name="confirm"),
    path("form/frozen/<int:frozen_id>/<slug:file_format>/", frozen_views.frozen_download, name="frozen_download"),
    path("form/<int:year_id>/scores/", contest_views.score_list, name="score_list"),
    path("form/items/<int:item_id>/score/", contest_views.score_edit, name="score_edit"),
    path("form/<int:year_id>/clarification/", contest_views.clarification, name="clarification"),
    path("form/<int:year_id>/clarification/<slug:file_format>/", contest_views.draft_download, name="draft_download"),
    path("form/sent/<int:clarification_id>/<slug:file_format>/", contest_views.sent_download, name="sent_download"),
]

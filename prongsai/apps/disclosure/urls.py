"""Addresses of this app, under /office/."""

from django.urls import path

from prongsai.apps.disclosure.views import (
    board_views,
    gate_views,
    item_views,
    link_views,
    publication_views,
    step_views,
    work_views,
)

app_name = "disclosure"
urlpatterns = [
    path("year/", board_views.year_home, name="year_home"),
    path("year/open/", board_views.year_open, name="year_open"),
    path("year/<int:year_id>/", board_views.year_board, name="board"),
    path("year/<int:year_id>/calendar/", board_views.year_calendar, name="year_calendar"),
    path("year/<int:year_id>/close/", board_views.year_close, name="year_close"),
    path("year/<int:year_id>/carry-over/", board_views.year_carry_over, name="carry_over"),
    path("year/items/<int:item_id>/", item_views.item_detail, name="item_detail"),
    path("year/items/<int:item_id>/change/", item_views.item_change, name="item_change"),
    path("year/items/<int:item_id>/elements/<int:position>/", item_views.element_state, name="element_state"),
    path("year/items/<int:item_id>/add/<slug:kind>/", publication_views.publication_add, name="publication_add"),
    path("year/items/<int:item_id>/nothing/<int:handover_id>/", item_views.take_nothing, name="take_nothing"),
    path("year/news/", item_views.news_list, name="news_list"),
    path("year/news/add/<slug:kind>/", publication_views.news_add, name="news_add"),
    path("year/waiting/", step_views.waiting_list, name="waiting_list"),
    path("year/ready/", work_views.ready_list, name="ready_list"),
    path("year/ready/<int:evidence_id>/", work_views.ready_take, name="ready_take"),
    path("year/publications/<int:publication_id>/add/<slug:kind>/", publication_views.version_add, name="version_add"),
    path("year/publications/<int:publication_id>/withdraw/", step_views.withdraw, name="withdraw"),
    path("year/versions/<int:version_id>/", publication_views.version_detail, name="version_detail"),
    path("year/versions/<int:version_id>/edit/", publication_views.version_edit, name="version_edit"),
    path("year/versions/<int:version_id>/file/", publication_views.version_file, name="version_file"),
    path("year/versions/<int:version_id>/copies/<slug:kind>/", publication_views.version_copy, name="version_copy"),
    path("year/versions/<int:version_id>/link/", link_views.line, name="link_line"),
    path("year/versions/<int:version_id>/check/", link_views.check, name="link_check"),
    path("year/versions/<int:version_id>/answer/", link_views.answer, name="link_answer"),
    path("year/link-answers/<int:link_answer_id>/withdraw/", link_views.answer_withdraw, name="link_answer_withdraw"),
    path("year/versions/<int:version_id>/certificate/", link_views.certificate, name="link_certificate"),
    path("year/versions/<int:version_id>/personal/", gate_views.personal, name="personal"),
    path("year/versions/<int:version_id>/hand-on/", step_views.hand_on, name="hand_on"),
    path("year/versions/<int:version_id>/approve/", step_views.approve, name="approve"),
    path("year/versions/<int:version_id>/return/", step_views.return_version, name="return_version"),
    path("year/versions/<int:version_id>/take-back/", step_views.take_back, name="take_back"),
    path("year/versions/<int:version_id>/discard/", step_views.discard, name="discard"),
    path("year/versions/<int:version_id>/publish/", step_views.publish, name="publish"),
    path("year/versions/<int:version_id>/schedule/", step_views.schedule, name="schedule"),
]

"""Addresses of handing over, under /office/."""

from django.urls import path

from prongsai.apps.handover.views import chain_views, handover_views, part_views, step_views

app_name = "handover"
urlpatterns = [
    path("handover/", handover_views.handover_list, name="handover_list"),
    path("handover/<int:handover_id>/", handover_views.handover_detail, name="handover_detail"),
    path("handover/<int:handover_id>/return/", step_views.return_work, name="return_work"),
    path("handover/<int:handover_id>/<slug:step>/", step_views.take_step, name="take_step"),
    path("handover/steps/", step_views.take_many, name="take_many"),
    path("handover/parts/<int:part_id>/", part_views.part, name="part"),
    path("handover/parts/<int:part_id>/check/", part_views.check, name="part_check"),
    path("handover/parts/<int:part_id>/return/", part_views.return_part, name="part_return"),
    path("handover/parts/<int:part_id>/excuse/", part_views.excuse, name="part_excuse"),
    path("agency/chain/", chain_views.chain, name="chain"),
    path("agency/chain/waivers/", chain_views.waiver_add, name="waiver_add"),
    path("agency/chain/waivers/<int:waiver_id>/end/", chain_views.waiver_end, name="waiver_end"),
]

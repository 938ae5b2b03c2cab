"""Addresses of set-up and the agency, under /office/."""

from django.urls import path

from prongsai.apps.agencies.views import (
    agency_views,
    group_views,
    invitation_views,
    people_views,
    setup_views,
    structure_views,
)

app_name = "agencies"
urlpatterns = [
    path("setup/", setup_views.setup, name="setup"),
    path("agency/", agency_views.agency, name="agency"),
    path("agency/choose/", agency_views.choose, name="choose"),
    path("agency/people/", people_views.people, name="people"),
    path("agency/people/new/", people_views.person_add, name="person_add"),
    path("agency/people/first/", invitation_views.first_people, name="first_people"),
    path("agency/people/<int:membership_id>/", people_views.person_change, name="person_change"),
    path("agency/people/<int:membership_id>/leave/", people_views.person_leave, name="person_leave"),
    path("agency/invitations/", invitation_views.invitation_list, name="invitation_list"),
    path("agency/invitations/new/", invitation_views.invitation_add, name="invitation_add"),
    path("agency/invitations/<int:invitation_id>/", invitation_views.invitation_change, name="invitation_change"),
    path("join/", invitation_views.join, name="join"),
    path("join/<slug:code>/", invitation_views.join_by, name="join_by"),
    path("agency/posts/", structure_views.structure, name="structure"),
    path("agency/posts/new/", structure_views.post_add, name="post_add"),
    path("agency/posts/<int:post_id>/", structure_views.post_detail, name="post_detail"),
    path("agency/posts/<int:post_id>/edit/", structure_views.post_change, name="post_change"),
    path("agency/units/<int:unit_id>/", structure_views.unit_change, name="unit_change"),
    path("agency/holdings/<int:holding_id>/end/", structure_views.holding_end, name="holding_end"),
    path("agency/working-groups/", group_views.group_list, name="group_list"),
    path("agency/working-groups/<int:group_year>/", group_views.group_edit, name="group_edit"),
    path(
        "agency/working-groups/<int:group_year>/order.<slug:file_format>", group_views.group_order, name="group_order"
    ),
]

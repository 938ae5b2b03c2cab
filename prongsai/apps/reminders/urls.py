"""Addresses of reminders: those of people under /office/, and two that programs ask for."""

from django.urls import path

from prongsai.apps.reminders.views import choice_views, ledger_views, own_views, program_views

app_name = "reminders"
urlpatterns = [
    path("office/reminders/", own_views.reminder_list, name="reminder_list"),
    path("office/reminders/<int:reminder_id>/open/", own_views.reminder_open, name="reminder_open"),
    path("office/reminders/channels/", choice_views.choices, name="choices"),
    path("office/reminders/channels/line/", choice_views.line_code, name="line_code"),
    path("office/reminders/channels/line/unlink/", choice_views.line_unlink, name="line_unlink"),
    path("office/reminders/calendar/", choice_views.calendar_make, name="calendar_make"),
    path("office/reminders/calendar/revoke/", choice_views.calendar_revoke, name="calendar_revoke"),
    path("office/agency/reminders/", ledger_views.rule, name="rule"),
    path("office/agency/reminders/webhook/", ledger_views.webhook_key_renew, name="webhook_key_renew"),
    path("office/agency/reminders/ledger/", ledger_views.ledger, name="ledger"),
    path("office/agency/reminders/print/", ledger_views.printed, name="printed"),
    path("calendar/<slug:word>.ics", program_views.calendar, name="calendar"),
    path("api/line/", program_views.line, name="line"),
]

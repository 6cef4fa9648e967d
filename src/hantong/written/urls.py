"""Addresses of written work."""

from django.urls import path

from hantong.written.views import inbox, people, targets

app_name = "written"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("next", inbox.next_one, name="next"),
    path("duty", inbox.duty, name="duty"),
    path("absence", inbox.absence, name="absence"),
    path("people", people.people, name="people"),
    path("people/<uuid:pk>", people.writer, name="writer"),
    path("people/<uuid:pk>/duty", people.duty, name="writer_duty"),
    path("giving/<uuid:unit>", people.giving, name="giving"),
    path("targets", targets.targets, name="targets"),
]

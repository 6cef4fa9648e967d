"""Addresses of the offices, for staff."""

from django.urls import path

from hantong.offices.views import bands, book, departments, holidays, hours, places, tree

app_name = "offices"
urlpatterns = [
    path("", tree.jurisdictions, name="tree"),
    path("book", book.book, name="book"),
    path("book.yaml", book.download, name="download"),
    path("jurisdictions/new", tree.new_jurisdiction, name="new_jurisdiction"),
    path("jurisdictions/<slug:code>", tree.jurisdiction, name="jurisdiction"),
    path("jurisdictions/<slug:code>/facts", tree.edit_jurisdiction, name="edit_jurisdiction"),
    path("jurisdictions/<slug:code>/removal", tree.remove_jurisdiction, name="remove_jurisdiction"),
    path("jurisdictions/<slug:code>/front-office", tree.front_office, name="front_office"),
    path("jurisdictions/<slug:code>/hours", hours.jurisdiction_hours, name="jurisdiction_hours"),
    path("jurisdictions/<slug:code>/holidays/<int:year>", holidays.holidays, name="holidays"),
    path("jurisdictions/<slug:code>/local-days", holidays.local_days, name="local_days"),
    path(
        "jurisdictions/<slug:code>/local-days/<str:day>/removal",
        holidays.local_day_removal,
        name="remove_local_day",
    ),
    path("jurisdictions/<slug:code>/bands", bands.bands, name="bands"),
    path("jurisdictions/<slug:code>/bands/<str:valid_from>/removal", bands.remove_bands, name="remove_bands"),
    path("departments/new", departments.new_department, name="new_department"),
    path("departments/<uuid:pk>", departments.edit_department, name="edit_department"),
    path("departments/<uuid:pk>/removal", departments.remove_department, name="remove_department"),
    path("places/new", places.new_place, name="new_place"),
    path("places/<slug:code>", places.place, name="place"),
    path("places/<slug:code>/facts", places.edit_place, name="edit_place"),
    path("places/<slug:code>/removal", places.remove_place, name="remove_place"),
    path("places/<slug:code>/hours", hours.place_hours, name="place_hours"),
    path("places/<slug:code>/exceptions", hours.exceptions, name="exceptions"),
    path("places/<slug:code>/exceptions/<str:day>/removal", hours.remove_exception, name="remove_exception"),
]

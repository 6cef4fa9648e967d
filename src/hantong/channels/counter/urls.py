"""Addresses of the desk."""

from django.urls import path

from hantong.channels.counter import views

app_name = "counter"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("seat", views.seat, name="seat"),
    path("people", views.people, name="people"),
    path("services", views.services, name="services"),
    path("beside", views.beside_piece, name="beside"),
    path("band", views.band, name="band"),
    path("done/<uuid:key>", views.done, name="done"),
    path("slip/<uuid:key>", views.slip, name="slip"),
]

"""Addresses of social networks for staff."""

from django.urls import path

from hantong.channels.social import views

app_name = "social"
urlpatterns = [
    path("", views.posts, name="posts"),
    path("figures", views.figures, name="figures"),
    path("figures.csv", views.figures_file, name="figures_file"),
    path("matters/<slug:number>", views.matter, name="matter"),
    path("answers/<uuid:key>/approval", views.approval, name="approval"),
    path("answers/<uuid:key>/return", views.returned, name="return"),
]

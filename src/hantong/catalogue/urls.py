"""Addresses of the catalogue, for staff."""

from django.urls import path

from hantong.catalogue.views import asking, book, duties, services, shelves

app_name = "catalogue"
urlpatterns = [
    path("", services.services, name="list"),
    path("book", book.book, name="book"),
    path("book.yaml", book.download, name="download"),
    path("deadline", services.deadline, name="deadline"),
    path("duties", duties.matrix, name="matrix"),
    path("shelves", shelves.shelves, name="shelves"),
    path("groups/new", shelves.group, name="new_group"),
    path("groups/<slug:code>", shelves.group, name="group"),
    path("groups/<slug:code>/removal", shelves.remove_group, name="remove_group"),
    path("retention/new", shelves.retention, name="new_retention"),
    path("retention/<slug:code>", shelves.retention, name="retention"),
    path("retention/<slug:code>/removal", shelves.remove_retention, name="remove_retention"),
    path("services/new", services.new_service, name="new_service"),
    path("services/<uuid:pk>", services.service, name="service"),
    path("services/<uuid:pk>/removal", services.remove_service, name="remove_service"),
    path("services/<uuid:pk>/attributes", asking.attributes, name="attributes"),
    path("services/<uuid:pk>/duties", duties.duties, name="duties"),
    path("services/<uuid:pk>/duty", duties.set_duty, name="set_duty"),
]

"""Addresses of the front door for staff."""

from django.urls import path

from hantong.contacts.views import addresses, arrivals, call_backs, digests, files, lists, templates

app_name = "contacts"
urlpatterns = [
    path("", lists.contacts, name="contacts"),
    path("export.csv", lists.export, name="export"),
    path("call-backs", call_backs.call_backs, name="call_backs"),
    path("call-backs/<uuid:key>/end", call_backs.settle, name="settle"),
    path("digest", digests.digest, name="digest"),
    path("files/<uuid:key>", files.file, name="file"),
    path("templates", templates.templates, name="templates"),
    path("templates/answers/new", templates.answer, name="new_answer"),
    path("templates/answers/preview", templates.answer_preview, name="answer_preview"),
    path("templates/answers/<uuid:key>", templates.answer, name="answer"),
    path("templates/notices/<slug:occasion>", templates.notice, name="notice"),
    path("templates/notices/<slug:occasion>/preview", templates.notice_preview, name="notice_preview"),
    path("templates/notices/<slug:occasion>/trial", templates.notice_trial, name="notice_trial"),
    path("arrivals", arrivals.arrivals, name="arrivals"),
    path("arrivals/<uuid:key>", arrivals.arrival, name="arrival"),
    path("arrivals/<uuid:key>/reading", arrivals.release, name="release"),
    path("arrivals/<uuid:key>/discarding", arrivals.discard, name="discard"),
    path("addresses", addresses.addresses, name="addresses"),
    path("addresses/new", addresses.address, name="new_address"),
    path("addresses/<uuid:pk>", addresses.address, name="address"),
    path("addresses/<uuid:pk>/removal", addresses.removal, name="remove_address"),
    path("<uuid:key>", lists.contact, name="contact"),
]

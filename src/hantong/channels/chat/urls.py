"""Addresses of the chat: the residents' behind a secret, the counsellors' below desk."""

from django.urls import path

from hantong.channels.chat import public, views

app_name = "chat"
urlpatterns = [
    path("", public.start, name="start"),
    path("desk/", views.desk, name="desk"),
    path("desk/list", views.desk_list, name="desk_list"),
    path("desk/duty", views.duty, name="duty"),
    path("desk/<uuid:key>", views.talk, name="talk"),
    path("desk/<uuid:key>/lines", views.talk_lines, name="talk_lines"),
    path("desk/<uuid:key>/say", views.say, name="talk_say"),
    path("desk/<uuid:key>/typing", views.typing, name="talk_typing"),
    path("desk/<uuid:key>/accept", views.accept, name="accept"),
    path("desk/<uuid:key>/offer", views.offer, name="offer"),
    path("desk/<uuid:key>/decline", views.decline, name="decline"),
    path("desk/<uuid:key>/matter", views.matter, name="matter"),
    path("desk/<uuid:key>/join", views.join, name="join"),
    path("desk/<uuid:key>/end", views.end, name="talk_end"),
    path("<uuid:key>/<str:token>", public.room, name="room"),
    path("<uuid:key>/<str:token>/lines", public.lines, name="lines"),
    path("<uuid:key>/<str:token>/say", public.say, name="say"),
    path("<uuid:key>/<str:token>/typing", public.typing, name="typing"),
    path("<uuid:key>/<str:token>/leave", public.leave, name="leave"),
    path("<uuid:key>/<str:token>/end", public.end, name="end"),
    path("<uuid:key>/<str:token>/send", public.send, name="send"),
    path("<uuid:key>/<str:token>/transcript.txt", public.transcript, name="transcript"),
]

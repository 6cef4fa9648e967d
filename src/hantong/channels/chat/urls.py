"""Addresses of the chat: the residents' behind a secret, the counsellors' below desk."""

from django.urls import path

from hantong.channels.chat import public
from hantong.channels.chat.views import desk, files

app_name = "chat"
urlpatterns = [
    path("", public.start, name="start"),
    path("desk/", desk.desk, name="desk"),
    path("desk/list", desk.desk_list, name="desk_list"),
    path("desk/duty", desk.duty, name="duty"),
    path("desk/<uuid:key>", desk.talk, name="talk"),
    path("desk/<uuid:key>/lines", desk.talk_lines, name="talk_lines"),
    path("desk/<uuid:key>/say", desk.say, name="talk_say"),
    path("desk/<uuid:key>/files/<int:n>/<int:at>", files.file, name="talk_file"),
    path("desk/<uuid:key>/typing", desk.typing, name="talk_typing"),
    path("desk/<uuid:key>/accept", desk.accept, name="accept"),
    path("desk/<uuid:key>/offer", desk.offer, name="offer"),
    path("desk/<uuid:key>/decline", desk.decline, name="decline"),
    path("desk/<uuid:key>/matter", desk.matter, name="matter"),
    path("desk/<uuid:key>/join", desk.join, name="join"),
    path("desk/<uuid:key>/end", desk.end, name="talk_end"),
    path("<uuid:key>/<str:token>", public.room, name="room"),
    path("<uuid:key>/<str:token>/lines", public.lines, name="lines"),
    path("<uuid:key>/<str:token>/say", public.say, name="say"),
    path("<uuid:key>/<str:token>/files/<int:n>/<int:at>", public.file, name="file"),
    path("<uuid:key>/<str:token>/typing", public.typing, name="typing"),
    path("<uuid:key>/<str:token>/leave", public.leave, name="leave"),
    path("<uuid:key>/<str:token>/end", public.end, name="end"),
    path("<uuid:key>/<str:token>/send", public.send, name="send"),
    path("<uuid:key>/<str:token>/transcript.txt", public.transcript, name="transcript"),
]

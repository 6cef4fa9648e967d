"""Addresses of the mayor's line for staff."""

from django.urls import path

from hantong.praise.views import lines, mine, weeks, words

app_name = "praise"
urlpatterns = [
    path("", weeks.lines, name="lines"),
    path("lines/new", lines.line, name="new_line"),
    path("lines/<uuid:pk>", lines.line, name="line"),
    path("lines/<uuid:pk>/removal", lines.removal, name="remove_line"),
    path("lines/<uuid:pk>/week", weeks.week, name="week"),
    path("lines/<uuid:pk>/week.csv", weeks.weeks_file, name="weeks_file"),
    path("words", words.words, name="words"),
    path("words/<uuid:pk>", words.word, name="word"),
    path("words/<uuid:pk>/thanks", words.thanks, name="thanks"),
    path("praise", mine.mine, name="mine"),
]

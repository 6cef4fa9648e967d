"""The shell as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """Lends templates, static files and words to every other room."""

    name = "hantong.shell"
    label = "shell"

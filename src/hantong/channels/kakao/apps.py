"""This channel as a Django app."""

from django.apps import AppConfig


class KakaoConfig(AppConfig):
    """Registers the channel's tables and words."""

    name = "hantong.channels.kakao"
    label = "channel_kakao"

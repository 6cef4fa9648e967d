"""This channel as a Django app."""

from django.apps import AppConfig


class SocialConfig(AppConfig):
    """Registers the channel's nouns and words."""

    name = "hantong.channels.social"
    label = "channel_social"

    def ready(self) -> None:
        """Have the audit trail speak of public answers."""
        from hantong.access.sentences import describe
        from hantong.channels.social.audit_words import SENTENCES

        describe(SENTENCES)

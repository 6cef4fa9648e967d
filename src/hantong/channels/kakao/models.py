"""Where a resident's talk with the chatbot stands, and what waits to be told there."""

from uuid import UUID

from django.db import models

from hantong.kit.ids import new_id


class Talk(models.Model):
    """One account's talk: what we asked last, what they are writing, and our last answer, should it be asked for again."""

    class Expects(models.TextChoices):
        """What the next words are taken for."""

        ANYTHING = "", "anything"
        WORDS = "words", "words"
        SURE = "sure", "sure"
        NUMBER = "number", "number"

    account = models.CharField(max_length=120, primary_key=True)
    expects = models.CharField(max_length=8, choices=Expects, default=Expects.ANYTHING, blank=True)
    draft = models.TextField(blank=True)
    draft_id = models.UUIDField(default=new_id)
    draft_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=8, default="ko")
    heard = models.CharField(max_length=64, blank=True)
    heard_at = models.DateTimeField(null=True)
    answer = models.JSONField(default=dict)
    called_back = models.CharField(max_length=64, blank=True)

    def begin_draft(self, key: UUID) -> None:
        """Forget what was being written; what comes next is another report."""
        self.expects, self.draft, self.draft_id, self.draft_at = self.Expects.ANYTHING, "", key, None


class News(models.Model):
    """What a resident is told when they next write: the chatbot speaks only when spoken to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=120, unique=True)
    account = models.CharField(max_length=120)
    text = models.TextField()
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["account", "made_at"], condition=models.Q(told_at=None), name="kakao_news_untold"),
            models.Index(fields=["made_at"], name="kakao_news_made"),
        )

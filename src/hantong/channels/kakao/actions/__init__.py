"""What can happen in KakaoTalk: the whole list."""

from hantong.channels.kakao.actions.calling_back import call_back
from hantong.channels.kakao.actions.hearing import hear
from hantong.channels.kakao.actions.telling import forget_old_talks, give_up_on_news, keep_news, tell_news

__all__ = ["call_back", "forget_old_talks", "give_up_on_news", "hear", "keep_news", "tell_news"]

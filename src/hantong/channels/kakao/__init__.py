"""KakaoTalk: a skill server for the channel's chatbot, where residents report, ask and hear our answers."""

"""Stories of residents who write to us in KakaoTalk."""

"""The list of channels; a new one is a folder below hantong.channels and a line here."""

CHANNELS = (
    "hantong.channels.web.channel.WebChannel",
    "hantong.channels.counter.channel.CounterChannel",
    "hantong.channels.phone.channel.PhoneChannel",
    "hantong.channels.open311.channel.Open311Channel",
    "hantong.channels.email.channel.EmailChannel",
    "hantong.channels.kakao.channel.KakaoChannel",
    "hantong.channels.chat.channel.ChatChannel",
    "hantong.channels.sms.channel.SmsChannel",
    "hantong.channels.social.channel.SocialChannel",
)

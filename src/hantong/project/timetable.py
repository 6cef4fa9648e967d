"""Everything that runs by the clock, in one list."""

from procrastinate.contrib.django import app

from hantong.access import jobs as access
from hantong.cases import jobs as cases
from hantong.channels.chat import jobs as chat
from hantong.channels.email import jobs as email
from hantong.channels.kakao import jobs as kakao
from hantong.channels.open311 import jobs as open311
from hantong.channels.sms import jobs as sms
from hantong.channels.social import jobs as social
from hantong.contacts import jobs as contacts
from hantong.imports import jobs as imports
from hantong.outgoing import jobs as outgoing
from hantong.people import jobs as people
from hantong.praise import jobs as praise
from hantong.reports import jobs as reports
from hantong.written import jobs as written

app.periodic(cron="* * * * *")(cases.time_out_offers)
app.periodic(cron="*/5 * * * *")(cases.warn_of_promises)
app.periodic(cron="* * * * *")(cases.send_due_answers)
app.periodic(cron="* * * * *")(cases.look_at_held_files)
app.periodic(cron="* * * * *")(written.push_written)
app.periodic(cron="41 * * * *")(written.note_forgotten_words)
app.periodic(cron="*/30 * * * *")(contacts.deliver_forgotten)
app.periodic(cron="* * * * *")(contacts.take_in_forgotten)
app.periodic(cron="* * * * *")(email.fetch_mail)
app.periodic(cron="* * * * *")(chat.close_silent)
app.periodic(cron="43 * * * *")(chat.forget_old_talks)
app.periodic(cron="*/2 * * * *")(sms.finish_texts)
app.periodic(cron="* * * * *")(social.poll_social)
app.periodic(cron="27 4 * * *")(sms.forget_old_texts)
app.periodic(cron="0 23 * * *")(contacts.send_digests)  # 08:00 in Seoul; the timetable is in UTC
app.periodic(cron="17 4 * * *")(contacts.clear_front_door)
app.periodic(cron="37 4 * * *")(open311.forget_tokens)
app.periodic(cron="23 * * * *")(kakao.give_up_on_news)
app.periodic(cron="7 18 * * *")(people.destroy_expired)  # 03:07 in Seoul
app.periodic(cron="* * * * *")(outgoing.send_on_forgotten_lines)
app.periodic(cron="27 4 * * *")(outgoing.forget_outgoing)
app.periodic(cron="* * * * *")(praise.hear_mayors_lines)
app.periodic(cron="30 22 * * 0")(praise.send_mayors_weeks)  # Monday 07:30 in Seoul
app.periodic(cron="11 * * * *")(access.forget_expired_entries)
app.periodic(cron="47 18 * * *")(imports.forget_abandoned_uploads)  # 03:47 in Seoul
app.periodic(cron="*/10 * * * *")(reports.fold_tallies)

__all__ = ["app"]

"""Everything that runs by the clock, in one list."""

from procrastinate.contrib.django import app

from hantong.contacts import jobs as contacts

app.periodic(cron="*/30 * * * *")(contacts.deliver_forgotten)
app.periodic(cron="0 23 * * *")(contacts.send_digests)  # 08:00 in Seoul; the timetable is in UTC
app.periodic(cron="17 4 * * *")(contacts.clear_front_door)

__all__ = ["app"]

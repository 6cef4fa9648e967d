"""(j) 10,000 texts in a row from one sender by SMPP, one in a hundred from somebody else: kept, set apart, nobody waits.

The message centre is the npm package smpp on loopback, with fifty texts on their way at a time.
"""

import asyncio
import statistics
import threading

from bench.setting import Figure, bench_database, say

TEXTS = 10_000
OTHERS = 100
CITY, BOMBER, OTHER = "82311200000", "821055556666", "821077778888"


def bombed() -> tuple[float, list[int]]:
    """Have the texts brought and kept; give how long it took, and how long others waited for their answer in ms."""
    from django.utils.timezone import now

    from hantong.channels.sms.line import Line
    from hantong.channels.sms.settings_read import read_smsc
    from hantong.channels.sms.tests.conftest import Centre

    centre = Centre()
    line = Line(centre=read_smsc(f"smpp://hantong:secret@127.0.0.1:{centre.port}"), clock=now)

    async def bound(stop: asyncio.Event) -> None:
        await line.run(stop)

    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(bound(stop),))
    thread.start()
    centre.until("bound")
    centre.order("many", count=TEXTS, others=OTHERS, other=OTHER, to=CITY, **{"from": BOMBER})
    while (fact := centre.next_fact(600))["event"] != "all":
        pass
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    centre.end()
    return float(fact["seconds"]), list(fact["waits"])


def measure() -> None:
    """Measure and print."""
    from django.db import connection
    from django.utils.timezone import now

    from bench import world
    from hantong.contacts.models import OwnAddress, RawArrival, Tally
    from hantong.offices.models import Jurisdiction

    world.build()
    RawArrival.objects.all().delete()
    Tally.objects.all().delete()  # what was counted in a run within the hour
    city = Jurisdiction.objects.get(code="city-5")
    OwnAddress.objects.update_or_create(
        channel="sms", address="031-120-0000", defaults={"jurisdiction": city, "changed_at": now()}
    )
    seconds, waits = bombed()
    kept = RawArrival.objects.filter(channel="sms")
    apart, waiting = kept.filter(state="held", reason="flood"), kept.filter(state="waiting")
    assert kept.count() == TEXTS
    assert apart.count() + waiting.count() == TEXTS
    heard = waiting.filter(sender=f"+{OTHER}").count()
    say(
        Figure("texts from one sender: kept on the disk", TEXTS / seconds, "texts/s", 200, at_most=False),
        Figure("of them lost", TEXTS - kept.count(), "texts", 0),
        Figure("set apart as a flood", apart.filter(sender=f"+{BOMBER}").count(), "texts", 9800, at_most=False),
        Figure("another sender's, to be read as usual", heard, "texts", 60, at_most=False, note="60 an hour a sender"),
        Figure("another sender's answer in between, median", statistics.median(waits), "ms", 1000),
        Figure("another sender's answer in between, slowest", max(waits), "ms", 5000),
    )
    connection.close()


def main() -> None:
    """Measure."""
    with bench_database("bench_texts"):
        measure()


if __name__ == "__main__":
    main()

"""Ten thousand mails, a fifth of them repeats, in disorder, with readers and feeders killed: what was lost or doubled?

`--feeder` and `--reader` are what it starts of itself: each runs as a process of its own.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from bench.setting import Figure, bench_database, say

ARRIVALS = int(os.environ.get("HANTONG_BENCH_ARRIVALS", "10000"))
REPEATED_SHARE = 0.2
FEEDERS = READERS = 2
MAILBOX = "storm@bench.example"


def order(run: str) -> list[int]:
    """Give the mails in the order in which they come: each new one once, then repeats of some, all shuffled."""
    dice = random.Random(run)
    new = int(ARRIVALS * (1 - REPEATED_SHARE))
    coming = [*range(new), *(dice.randrange(new) for _ in range(ARRIVALS - new))]
    dice.shuffle(coming)
    return coming


def mail(n: int, run: str) -> bytes:
    """Make a mail; one in four answers the one before it, which may come later."""
    thread = (
        f"In-Reply-To: <{n - 1}.{run}@example.org>\r\nReferences: <{n - 1}.{run}@example.org>\r\n" if n % 4 == 3 else ""
    )
    sender = n - 1 if n % 4 == 3 else n
    return (
        f"Message-ID: <{n}.{run}@example.org>\r\nFrom: Resident <r{sender}.{run}@example.org>\r\nTo: {MAILBOX}\r\n"
        f"Subject: light {n}\r\n{thread}Content-Type: text/plain; charset=utf-8\r\n\r\n{n}번 가로등이 꺼져 있습니다.\r\n"
    ).encode()


def feed(run: str, number: int) -> None:
    """Keep one feeder's share, noting how far it is; a feeder that was killed sends its last mail again."""
    from django.utils.timezone import now

    from hantong.channels.email.actions import Delivery, keep_mail
    from hantong.channels.email.envelope import Fingerprint
    from hantong.contacts.own_addresses import own_address
    from hantong.kit.editions import turn

    note = Path(os.environ["HANTONG_BENCH_NOTES"]) / str(number)
    done = int(note.read_text() or 0) if note.exists() else 0
    for place, n in list(enumerate(order(run)[number::FEEDERS]))[done:]:
        content, fingerprint = mail(n, run), Fingerprint()
        fingerprint.update(content)
        with turn():
            address = own_address("email", MAILBOX)
            keep_mail(
                delivery=Delivery(
                    content=BytesIO(content), fingerprint=fingerprint, size_bytes=len(content), address=address
                ),
                at=now(),
            )
        note.write_text(str(place + 1))


def read(ahead: timedelta = timedelta(0)) -> None:
    """Read what waits until nothing does; `ahead` is how much later it is by then."""
    from django.utils.timezone import now

    from hantong.contacts.actions import take_in_waiting

    def clock() -> datetime:
        return now() + ahead

    take_in_waiting(clock=clock, until=datetime.max.replace(tzinfo=UTC))


def _start(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "bench.arrivals", *words])


def _with_kills(begin: Callable[[int], subprocess.Popen[bytes]], count: int, *, every_s: float) -> int:
    """Run processes until all end by themselves, killing one with -9 every so often; give how many were killed.

    One that has only just begun its work is spared, or a slow machine would see nothing but beginnings.
    """
    running, kills = [begin(n) for n in range(count)], 0
    due_s = time.monotonic() + every_s
    while any(each.poll() is None for each in running):
        time.sleep(0.2)
        if time.monotonic() < due_s:
            continue
        victim = random.randrange(count)
        if running[victim].poll() is None and _worked_s(running[victim].pid) > every_s / 2:
            due_s = time.monotonic() + random.uniform(0.7, 1.3) * every_s
            running[victim].send_signal(signal.SIGKILL)
            running[victim].wait()
            running[victim], kills = begin(victim), kills + 1
    if any(each.returncode for each in running):
        raise SystemExit("a feeder or a reader fell over by itself")
    return kills


def _note_of(pid: int) -> Path:
    return Path(os.environ["HANTONG_BENCH_NOTES"]) / f"began-{pid}"


def _worked_s(pid: int) -> float:
    """Give for how long a process has been at its work, its start not counted."""
    note = _note_of(pid)
    return time.time() - note.stat().st_mtime if note.exists() else 0.0


def main() -> None:
    """Feed, read, kill, and look."""
    import tempfile

    with bench_database("arrivals"), tempfile.TemporaryDirectory() as notes:
        os.environ["HANTONG_BENCH_NOTES"] = notes
        from bench import world

        world.build()
        _mailbox()
        run = f"{time.time_ns():x}"
        began_s = time.monotonic()
        fed = _with_kills(lambda n: _start("--feeder", run, str(n)), FEEDERS, every_s=12)
        kept_s = time.monotonic() - began_s
        killed = _with_kills(lambda n: _start("--reader"), READERS, every_s=15)
        read(ahead=timedelta(minutes=6))  # what a killed reader had claimed is free again after five minutes
        print(
            f"  {ARRIVALS:,} came in {kept_s:.0f} s, all read after {time.monotonic() - began_s:.0f} s; killed: {fed} feeders, {killed} readers"
        )
        _report(run)


def _mailbox() -> None:
    from django.utils.timezone import now

    from hantong.contacts.models import OwnAddress
    from hantong.kit.editions import forget_edition
    from hantong.offices.models import Jurisdiction

    city = Jurisdiction.objects.get(code="city-5")
    OwnAddress.objects.get_or_create(
        channel="email",
        address=MAILBOX,
        defaults={"jurisdiction": city, "most_per_sender_h": 1000, "changed_at": now()},
    )
    forget_edition()


def _report(run: str) -> None:
    from django.db.models import Count

    from hantong.contacts.models import Contact, RawArrival

    new = int(ARRIVALS * (1 - REPEATED_SHARE))
    kept = RawArrival.objects.filter(channel="email", name__contains=run)
    done = kept.filter(state=RawArrival.State.DONE)
    contacts = Contact.objects.filter(pk__in=done.values("contact"))
    shared = done.values("contact").annotate(times=Count("pk")).filter(times__gt=1).count()
    doubled = contacts.values("text", "resident").annotate(times=Count("pk")).filter(times__gt=1).count()
    say(
        Figure("mails lost before they were kept", max(0, new - kept.count()), "mails", 0),
        Figure("mails kept twice", max(0, kept.count() - new), "mails", 0),
        Figure("mails not read, held or failed", kept.count() - done.count(), "mails", 0),
        Figure("mails read without a conversation", done.filter(contact=None).count(), "mails", 0),
        Figure("conversations lost", new - contacts.count(), "conversations", 0),
        Figure("conversations of two mails, or twice the same", shared + doubled, "conversations", 0),
    )


def child(words: list[str]) -> None:
    """Feed or read."""
    import django

    django.setup()
    _note_of(os.getpid()).touch()
    if words[0] == "--feeder":
        feed(words[1], int(words[2]))
    else:
        read()


if __name__ == "__main__":
    if sys.argv[1:2] in (["--feeder"], ["--reader"]):
        child(sys.argv[1:])
    else:
        main()

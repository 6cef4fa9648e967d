"""(i) Inbound mail: kept, then read into matters, on two cores, beside plain INSERTs of the very same rows.

`--feeder` is what it starts of itself, twice; reading is done by the job processes as the product starts them.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING

from bench.crew import job_processes
from bench.setting import Figure, bench_database, say

if TYPE_CHECKING:
    from hantong.channels.email.data_command import Body

MAILS = int(os.environ.get("HANTONG_BENCH_MAILS", "3000"))
FEEDERS = READERS = 2
TALKS = 16  # of mail servers with each feeder at a time
MAILBOX = "minwon@bench.example"
TABLES = ("contacts_rawarrival", "contacts_contact", "cases_case", "cases_history", "cases_casetext", "people_resident",
          "people_contactpoint", "procrastinate_jobs")  # fmt: skip


def mail(n: int) -> bytes:
    """Make the mail of an invented resident as a Korean mail programme sends it, one in five in EUC-KR."""
    charset = "euc-kr" if n % 5 == 0 else "utf-8"
    head = (
        f"Received: from mx.example.org by mail.example; {n}\r\nMessage-ID: <{n}.{os.getpid()}@example.org>\r\n"
        f"From: Resident {n} <r{n}.{os.getpid()}@example.org>\r\nTo: minwon@bench.example\r\nSubject: street light {n}\r\n"
        f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return (
        head.encode() + f"{n}번 가로등이 꺼져 있습니다. 밤길이 어둡습니다. 확인 부탁드립니다.\r\n".encode(charset) * 8
    )


def feed(first: int, count: int) -> None:
    """Keep `count` mails as the door for mail servers does while so many talk to it at once."""
    asyncio.run(_feed(range(first, first + count)))


async def _feed(numbers: range) -> None:
    from django.utils.timezone import now

    from hantong.channels.email.door import KEPT, Door
    from hantong.channels.email.settings_read import Listening

    with tempfile.TemporaryDirectory() as folder:
        door = Door(clock=now, most_bytes=10_000_000)
        server = await door.open(Listening(is_lmtp=True, path=f"{folder}/door"))

        async def talk(mine: range) -> None:
            for n in mine:
                assert await door.keep(None, SimpleNamespace(rcpt_tos=[MAILBOX], mail_from=""), body(n)) == KEPT

        await asyncio.gather(*(talk(numbers[each::TALKS]) for each in range(TALKS)))
        server.close()
        door.shut()


def body(n: int) -> "Body":
    """Give a mail as the door has read it from a server."""
    from hantong.channels.email.data_command import Body
    from hantong.channels.email.envelope import Fingerprint

    content, fingerprint = mail(n), Fingerprint()
    fingerprint.update(content)
    return Body(content=BytesIO(content), fingerprint=fingerprint, size_bytes=len(content), is_too_large=False)


def side_by_side(*words: str) -> float:
    """Run this file twice at once; give how long until both have ended, without their start."""
    commands = [[sys.executable, "-m", "bench.inbound", *words, str(n)] for n in range(FEEDERS)]
    running = [subprocess.Popen(each, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for each in commands]
    for each in running:
        assert each.stdout is not None
        while each.stdout.readline().strip() != "ready":
            assert each.poll() is None
    began_s = time.perf_counter()
    for each in running:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in running:
        assert each.wait() == 0
    return time.perf_counter() - began_s


def child(words: list[str]) -> None:
    """Get ready, wait for the word, and feed."""
    import django

    django.setup()
    from hantong.contacts.own_addresses import own_address

    own_address("email", "minwon@bench.example")
    import hantong.channels.email.channel
    import hantong.contacts.actions  # noqa: F401

    print("ready", flush=True)
    sys.stdin.readline()
    half = MAILS // FEEDERS
    feed(int(words[1]) * half, half)


def read_by_the_product() -> float:
    """Have the product's own job processes read what waits; give how long it took, their start not counted."""
    from django.db import connection

    from hantong.contacts.jobs import wake_reader
    from hantong.contacts.models import RawArrival

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    with job_processes() as crew:
        while len(crew.at_work()) < READERS or not _are_ready():
            time.sleep(0.05)
        began_s = time.perf_counter()
        wake_reader()
        while RawArrival.objects.waiting().exists():
            time.sleep(0.05)
        return time.perf_counter() - began_s


def _are_ready() -> bool:
    """Tell whether the job processes have told the database that they are there."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_workers")
        return int(cursor.fetchone()[0]) >= READERS


def plain_inserts() -> float:
    """Put all rows that the mails made into copies of their tables, one commit per matter; give how long it took.

    This is what the database alone needs for the same rows with the same indexes, without a line of ours.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT case_id FROM contacts_rawarrival WHERE case_id IS NOT NULL")
        cases = [row[0] for row in cursor.fetchall()]
        for table in TABLES:
            cursor.execute(f"CREATE TABLE IF NOT EXISTS bench_copy_{table} (LIKE {table} INCLUDING INDEXES)")
            cursor.execute(f"TRUNCATE bench_copy_{table}")
        began_s = time.perf_counter()
        for case in cases:
            cursor.execute("BEGIN")
            for table, column in (("cases_case", "id"), ("cases_history", "case_id"), ("cases_casetext", "case_id"),
                                  ("contacts_contact", "case_id"), ("contacts_rawarrival", "case_id")):  # fmt: skip
                cursor.execute(f"INSERT INTO bench_copy_{table} SELECT * FROM {table} WHERE {column} = %s", [case])
            people = "SELECT resident_id FROM cases_case WHERE id = %s"
            cursor.execute(
                f"INSERT INTO bench_copy_people_resident SELECT * FROM people_resident WHERE id = ({people})", [case]
            )
            cursor.execute(
                f"INSERT INTO bench_copy_people_contactpoint SELECT * FROM people_contactpoint WHERE resident_id = ({people})",
                [case],
            )
            cursor.execute("COMMIT")
        seconds = time.perf_counter() - began_s
        for table in TABLES:
            cursor.execute(f"DROP TABLE bench_copy_{table}")
    return seconds


def measure() -> None:
    """Measure and print."""
    from django.db import connection
    from django.utils.timezone import now

    from bench import world
    from hantong.contacts.models import OwnAddress, RawArrival
    from hantong.offices.models import Jurisdiction

    world.build()
    RawArrival.objects.all().delete()
    city = Jurisdiction.objects.get(code="city-5")
    OwnAddress.objects.update_or_create(
        channel="email", address="minwon@bench.example", defaults={"jurisdiction": city, "changed_at": now()}
    )
    kept_s = side_by_side("--feeder")
    assert RawArrival.objects.filter(state="waiting").count() == MAILS
    read_s = read_by_the_product()
    outcome = dict(RawArrival.objects.values_list("reason").annotate(n=_count()))
    assert outcome == {"opened": MAILS}, json.dumps(outcome)
    both = MAILS / (kept_s + read_s)
    say(
        Figure("inbound mail: kept on the disk", MAILS / kept_s, "mails/s", 200, at_most=False, note="2 processes"),
        Figure(
            "inbound mail: read into matters",
            MAILS / read_s,
            "mails/s",
            200,
            at_most=False,
            note="the product's 2 job processes",
        ),
        Figure("inbound mail: kept and read, one after the other", both, "mails/s", 200, at_most=False),
    )
    alone = MAILS / plain_inserts()
    print(f"the database alone, plain INSERT of the same rows, a commit per matter: {alone:,.0f} matters/s", flush=True)
    connection.close()


def _count() -> object:
    from django.db.models import Count

    return Count("pk")


def main() -> None:
    """Measure, or be one of the processes that are measured."""
    if sys.argv[1:]:
        child(sys.argv[1:])
        return
    with bench_database("bench_inbound"):
        measure()


if __name__ == "__main__":
    main()

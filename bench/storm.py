"""Sixteen clients, ten thousand acts on fifty matters, job processes killed at random: what was lost, doubled or misplaced?"""

import multiprocessing
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from bench.crew import job_processes
from bench.setting import Figure, bench_database, say

ACTS, MATTERS, PROCESSES, THREADS = int(os.environ.get("STORM_ACTS", "10000")), 50, 4, 4
KILLS_EVERY_S = float(os.environ.get("STORM_KILLS_EVERY_S", "10"))
QUIET_WITHIN_S = 400
WEIGHTS = {"hand_over": 3, "accept": 4, "decline": 3, "close": 3, "reopen": 3, "merge": 1, "answer": 2, "say": 1}


def main() -> None:
    """Let the storm loose, wait until it is quiet, and look."""
    with bench_database("storm"), _mailbox() as (mail, port):
        os.environ.update(HANTONG_SMTP_HOST="127.0.0.1", HANTONG_SMTP_PORT=str(port))
        from bench import world

        world.build()
        keys = _matters()
        began = time.monotonic()
        with _workers() as (kills, calm):
            outcome = _storm(keys)
            took_s = time.monotonic() - began
            print(f"  the acts took {took_s:.0f} s; waiting for what follows from them", flush=True)
            calm.set()
            _wait_until_quiet()
            print(
                f"  all that follows was done {time.monotonic() - began - took_s:.0f} s after the last act", flush=True
            )
        _report(keys, outcome, mail, kills, took_s)


def _matters() -> list[UUID]:
    from django.utils.timezone import now

    from hantong.catalogue.models import Service
    from hantong.contacts.actions import receive
    from hantong.contacts.channel import Arrival, ReachedBy
    from hantong.kit.ids import new_id
    from hantong.offices.models import Jurisdiction

    city, service, run = (
        Jurisdiction.objects.get(code="city-5"),
        Service.objects.get(code="service-1"),
        new_id().hex[-8:],
    )
    made = []
    for n in range(MATTERS):
        arrival = Arrival(
            id=new_id(), channel="web", said_at=now(), text=f"민원 {n}", jurisdiction=city.pk, service=service.pk,
            reached_by=(ReachedBy(kind="email", value=f"r{n}-{run}@example.org"),),
        )  # fmt: skip
        case = receive(arrival=arrival, at=now()).case
        assert case is not None
        made.append(case.pk)
    return made


@contextmanager
def _mailbox() -> Iterator[tuple[Counter[str], int]]:
    """A real mail server on loopback that counts what arrives by its Message-ID."""
    from aiosmtpd.controller import Controller

    from bench.served import free_port

    arrived: Counter[str] = Counter()

    class Count:
        async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: ANN401, N802
            from email import message_from_bytes

            arrived[str(message_from_bytes(envelope.content)["Message-ID"])] += 1  # type: ignore[attr-defined]
            return "250 OK"

    controller = Controller(Count(), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield arrived, controller.port
    finally:
        controller.stop()


@contextmanager
def _workers() -> Iterator[tuple[list[float], threading.Event]]:
    """The product's job processes; one is killed with -9 every so often, until it is to be calm."""
    stop = threading.Event()
    kills: list[float] = []
    with job_processes() as crew:

        def kill() -> None:
            while not stop.wait(random.uniform(0.6, 1.4) * KILLS_EVERY_S):
                os.kill(random.choice(crew.at_work()), signal.SIGKILL)
                kills.append(time.monotonic())

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            yield kills, stop
        finally:
            stop.set()
            killer.join()


def _storm(keys: list[UUID]) -> Counter[str]:
    context = multiprocessing.get_context("spawn")
    with context.Pool(PROCESSES) as pool:
        shares = pool.starmap(_clients, [(keys, ACTS // PROCESSES, seed) for seed in range(PROCESSES)])
    return sum(shares, Counter())


def _clients(keys: list[UUID], acts: int, seed: int) -> Counter[str]:
    import django

    django.setup()
    counts: Counter[str] = Counter()
    lock = threading.Lock()

    def client(number: int) -> None:
        from bench.storm_client import Client

        mine = Client(keys, random.Random(seed * 100 + number)).act_many(acts // THREADS)
        with lock:
            counts.update(mine)

    threads = [threading.Thread(target=client, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counts


def _wait_until_quiet() -> None:
    from django.db import connection

    until = time.monotonic() + QUIET_WITHIN_S
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND task_name <> ''"
            )
            left = cursor.fetchone()[0]
        if not left:
            return
        time.sleep(1)
    print(f"  still {left} jobs after {QUIET_WITHIN_S} s", flush=True)


def _report(keys: list[UUID], outcome: Counter[str], mail: Counter[str], kills: list[float], took_s: float) -> None:
    from bench.storm_check import wrongs

    done = sum(count for name, count in outcome.items() if name.startswith("done:"))
    refused = sum(count for name, count in outcome.items() if name.startswith("refused:"))
    print(
        f"  {done + refused:,} acts in {took_s:.0f} s: {done:,} done, {refused:,} refused aloud; {len(kills)} job processes killed"
    )
    print("  " + ", ".join(f"{name} {count}" for name, count in sorted(outcome.items())))
    for name, count in wrongs(keys, mail).items():
        say(Figure(name, count, "cases", 0))
    say(Figure("anything but done or refused", sum(outcome.values()) - done - refused, "acts", 0))


if __name__ == "__main__":
    main()

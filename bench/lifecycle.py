"""(b) Whole lives through HTTP at a million matters: create, hand over, accept, answer, close; beside the bare inserts."""

import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.raw_client import RawClient
from bench.served import web
from bench.setting import Figure, bench_database, say

SECONDS, CLIENTS = 30.0, 8
MATTERS = 1_000_000


def main() -> None:
    """Seed if need be, measure, print."""
    with bench_database():
        from bench import world

        world.build()
        world.seed(MATTERS)
        keys = _keys()
        with web() as port:
            _run(port, keys, seconds=4)
            lives, waits_ms = _run(port, keys, seconds=SECONDS)
        bare = _pgbench()
        per_s = lives / SECONDS
        p99 = sorted(waits_ms)[int(len(waits_ms) * 0.99)]
        say(
            Figure("whole lives through HTTP", per_s, "lives/s", 100, at_most=False, note=f"{CLIENTS} clients"),
            Figure("acts through HTTP (five a life)", len(waits_ms) / SECONDS, "acts/s", 100, at_most=False),
            Figure("99th percentile of an act", p99, "ms", 250),
            Figure(
                "whole lives, of the same writes by pgbench", per_s / bare, "of 1", 1, note=f"pgbench {bare:,.0f}/s"
            ),
        )


def _keys() -> dict[str, str]:
    """Give a key for a counsellor of one department and one for an official of another, in the same city."""
    from django.utils.timezone import now

    from hantong.access.actions.keys import issue_key
    from hantong.catalogue.models import Service
    from hantong.offices.models import Department, Jurisdiction, Post

    city = Jurisdiction.objects.get(code="city-5")
    found = {"city": str(city.pk), "service": str(Service.objects.get(code="service-0").pk)}
    for role, code in (("giver", "d0"), ("taker", "d1")):
        department = Department.objects.get(jurisdiction=city, code=code)
        staff = Post.objects.filter(department=department).select_related("staff").first().staff
        capabilities = ["cases.see", "cases.handle", "contacts.take"]
        issued = issue_key(
            staff=staff, name="bench", capabilities=capabilities, by=None, at=now(), most_per_min=1_000_000
        )
        found[role] = issued.secret.text
        found[f"{role}_unit"] = str(department.pk)
    return found


def _run(port: int, keys: dict[str, str], *, seconds: float) -> tuple[int, list[float]]:
    stop = time.monotonic() + seconds
    waits: list[float] = []
    lives: list[int] = []

    def client(number: int) -> None:
        mine: list[float] = []
        done = 0
        sender = Sender(port, keys, mine)
        while time.monotonic() < stop:
            sender.live()
            done += 1
        waits.extend(mine)
        lives.append(done)

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(lives), waits


class Sender:
    """One client that leads matter after matter through its life."""

    def __init__(self, port: int, keys: dict[str, str], waits_ms: list[float]) -> None:
        self.give = RawClient(port, f"Authorization: Bearer {keys['giver']}\r\n")
        self.take = RawClient(port, f"Authorization: Bearer {keys['taker']}\r\n")
        self.to_unit = keys["taker_unit"]
        self.waits_ms = waits_ms
        self.city, self.service = keys["city"], keys["service"]

    def act(self, client: RawClient, path: str, body: object) -> dict[str, object]:
        """Do one act and note how long it took."""
        begun = time.perf_counter()
        status, answer = client.request("POST", f"/api/v1{path}", body)
        self.waits_ms.append((time.perf_counter() - begun) * 1000)
        if status not in {200, 201}:
            raise SystemExit(f"{path} answered {status}: {answer[:300]!r}")
        found: dict[str, object] = json.loads(answer)
        return found

    def live(self) -> None:
        """Lead one matter through its life."""
        from hantong.kit.ids import new_id

        made = self.act(
            self.give,
            "/contacts",
            {
                "id": str(new_id()),
                "channel": "counter",
                "said_at": datetime.now(UTC).isoformat(),
                "jurisdiction": self.city,
                "service": self.service,
                "text": "횡단보도에 차가 서 있어요. 확인 부탁드립니다.",
            },
        )
        number = made["case"]
        self.act(self.give, f"/cases/{number}/hand-over", {"to_unit": self.to_unit, "tried": "전화했습니다."})
        self.act(self.take, f"/cases/{number}/hand-over/acceptance", {})
        self.act(self.take, f"/cases/{number}/answers", {"text": "지금 확인하러 갑니다."})
        self.act(self.take, f"/cases/{number}/closure", {"end_state": "done", "text": "차를 옮겼습니다."})


def _pgbench() -> float:
    """Give the lives per second of the bare writes: the same rows in as many transactions, nothing else."""
    import os

    from hantong.embedded.server import tool

    script = Path(tempfile.mkdtemp()) / "life.sql"
    script.write_text(Path(__file__).with_name("life.sql").read_text())
    url = os.environ["HANTONG_DATABASE_URL"]
    found = subprocess.run(
        [str(tool("pgbench")), "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "1", "-T", "15", "-f", str(script), url],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    match = re.search(r"tps = ([\d.]+)", found.stdout)
    if not match:
        sys.exit(f"pgbench: {found.stderr[-500:]}")
    return float(match.group(1))


if __name__ == "__main__":
    main()

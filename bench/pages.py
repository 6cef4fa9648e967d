"""(c) Work list, page of a matter, search by phone and by number, as a browser sees them: 95th percentile and statements."""

import statistics
import time
from random import SystemRandom
from typing import TYPE_CHECKING

from bench.raw_client import RawClient
from bench.served import web
from bench.setting import Figure, bench_database, say

if TYPE_CHECKING:
    from hantong.cases.models import Case

ROUNDS = 60
LIMIT_MS = 100


def main() -> None:
    """Measure what is in the bench database now (fill it with `python -m bench.seed N`)."""
    with bench_database():
        from django.conf import settings
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        from hantong.access.models import Staff
        from hantong.cases.models import Case
        from hantong.people.models import ContactPoint

        matters = _estimate("cases_case")
        settings.ALLOWED_HOSTS = ["*"]
        staff = Staff.objects.get(pk=Case.objects.open().values_list("owner", flat=True).exclude(owner=None)[:1][0])
        browser = Client()
        browser.force_login(staff)
        cases = list(Case.objects.open().filter(owner=staff).order_by("?")[:20])
        _have_true_numbers(cases)
        phones = list(ContactPoint.objects.filter(kind="phone", value__gte="+82105")[:20])
        pages = {
            "work list": ["/matters/"],
            "page of a matter": [f"/cases/{case.number}" for case in cases],
            "search by phone": [f"/search?q=0{point.value[3:]}" for point in phones],
            "search by number": [f"/search?q={case.number}" for case in cases],
        }
        cookie = f"Cookie: {'; '.join(f'{morsel.key}={morsel.value}' for morsel in browser.cookies.values())}\r\n"
        with web() as port:
            client = RawClient(port, cookie)
            for name, paths in pages.items():
                times = _times(client, paths)
                browser.get(paths[0], follow=True)
                with CaptureQueriesContext(connection) as captured:
                    browser.get(paths[0])
                p95 = statistics.quantiles(times, n=20)[18]
                note = f"median {statistics.median(times):.0f} ms, {len(captured)} statements, {matters / 1e6:.2f} M matters"
                say(Figure(f"{name}: 95th percentile", p95, "ms", LIMIT_MS, note=note))


def _have_true_numbers(cases: list["Case"]) -> None:
    """Give seeded matters numbers with a check digit, which the pages insist on."""
    from hantong.cases.number import new_number

    for case in cases:
        case.number = new_number(SystemRandom())
        case.save(update_fields=["number"])


def _times(client: RawClient, paths: list[str]) -> list[float]:
    for path in paths[:5]:
        client.request("GET", path)
    found = []
    for n in range(ROUNDS):
        begun = time.perf_counter()
        status, body = client.request("GET", paths[n % len(paths)])
        found.append((time.perf_counter() - begun) * 1000)
        if status not in {200, 302}:
            raise SystemExit(f"{paths[n % len(paths)]} answered {status}: {body[:200]!r}")
    return found


def _estimate(table: str) -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table])
        return float(cursor.fetchone()[0])


if __name__ == "__main__":
    main()

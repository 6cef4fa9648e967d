"""(a) What creating a matter costs: SQL statements and processor time, with routing, deadline, history and contact."""

import time
from datetime import UTC, datetime

from bench.setting import Figure, bench_database, say

ROUNDS = 300


def main() -> None:
    """Measure and print."""
    with bench_database():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from bench import world
        from hantong.catalogue.models import Service
        from hantong.contacts.actions import receive
        from hantong.contacts.channel import Arrival, ReachedBy
        from hantong.kit.editions import turn
        from hantong.kit.ids import new_id
        from hantong.offices.models import Jurisdiction

        world.build()
        service, city = Service.objects.get(code="service-1"), Jurisdiction.objects.get(code="city-5")

        def arrival(phone: str) -> Arrival:
            return Arrival(
                id=new_id(),
                channel="web",
                said_at=datetime.now(UTC),
                text="횡단보도에 차가 서 있어요. 확인 부탁드립니다.",
                jurisdiction=city.pk,
                service=service.pk,
                reached_by=(ReachedBy(kind="phone", value=phone),) if phone else (),
            )

        def create(phone: str) -> None:
            with turn():
                receive(arrival=arrival(phone), at=datetime.now(UTC))

        def statements(phone: str) -> int:
            with CaptureQueriesContext(connection) as captured:
                create(phone)
            control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
            return sum(not query["sql"].startswith(control) for query in captured.captured_queries)

        for phone in ("", "010-1234-5678"):
            create(phone)
        anonymous, known = statements(""), statements("010-1234-5678")
        before = time.process_time()
        for _ in range(ROUNDS):
            create("010-1234-5678")
        cpu_ms = (time.process_time() - before) * 1000 / ROUNDS
        say(
            Figure(
                "create a matter: statements, anonymous",
                anonymous,
                "statements",
                8,
                note="and BEGIN, COMMIT; peers 11–57",
            ),
            Figure(
                "create a matter: statements, known resident",
                known,
                "statements",
                8,
                note="and BEGIN, COMMIT; peers 11–57",
            ),
            Figure("create a matter: processor time of Python", cpu_ms, "ms", 8, note="peers 29–342 ms"),
        )


if __name__ == "__main__":
    main()

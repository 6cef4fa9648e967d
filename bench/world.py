"""A province to measure in, and as many matters in it as are asked for, written by the database itself."""

from datetime import UTC, datetime

from django.db import connection, transaction

from bench.bare_tables import bare_tables
from hantong.access.capabilities import ROLES
from hantong.access.models import Role, Staff
from hantong.catalogue.models import Responsibility, Service, ServiceGroup
from hantong.kit.ids import new_id
from hantong.offices.models import Department, Jurisdiction, Place, Post

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
CITIES, SERVICES, STAFF = 31, 30, 400


@transaction.atomic
def build() -> None:
    """Build the offices once."""
    if Jurisdiction.objects.exists():
        return
    role = Role.objects.create(key="counsellor", names={"en": "Counsellor"}, capabilities=list(ROLES["supervisor"][1]))
    group = ServiceGroup.objects.create(code="all", names={"ko": "모두", "en": "All"})
    root = Jurisdiction.objects.create(code="province", kind="province", names={"ko": "도", "en": "Province"})
    places, departments = [], []
    for n in range(CITIES + 1):
        here = (
            root
            if n == 0
            else Jurisdiction.objects.create(
                code=f"city-{n}", kind="city", parent=root, names={"ko": f"{n}시", "en": f"City {n}"}
            )
        )
        for k in range(4):
            departments.append(
                Department.objects.create(
                    jurisdiction=here, code=f"d{k}", names={"ko": f"{n}-{k}과", "en": f"D {n}-{k}"}
                )
            )
        here.front_office = departments[-4]
        here.save()
        kind = Place.Kind.ALWAYS_OPEN if n == 0 else Place.Kind.OFFICE
        places.append(
            Place.objects.create(
                jurisdiction=here, department=departments[-4], code=f"place-{n}", kind=kind, names={"ko": f"{n}창구"}
            )
        )
    services = [
        Service.objects.create(
            jurisdiction=root,
            code=f"service-{n}",
            names={"ko": f"업무 {n}", "en": f"Service {n}"},
            group=group,
            deadline_unit="kr_days",
            deadline_amount=7,
        )
        for n in range(SERVICES)
    ]
    Responsibility.objects.bulk_create(
        Responsibility(service=service, jurisdiction=department.jurisdiction, department=department)
        for n, service in enumerate(services)
        for department in departments[n % 4 :: 4]
    )
    for n in range(STAFF):
        staff = Staff.objects.create(email=f"s{n}@example.org", name=f"직원 {n}", created_at=BEGIN, password="!")
        Post.objects.create(staff=staff, role=role, department=departments[n % len(departments)], starts_at=BEGIN)
    _ = new_id


_SEED = """
SET LOCAL synchronous_commit = off;
CREATE TEMP TABLE j ON COMMIT DROP AS
  SELECT row_number() OVER (ORDER BY code) - 1 AS k, id FROM offices_jurisdiction WHERE parent_id IS NOT NULL;
CREATE TEMP TABLE d ON COMMIT DROP AS
  SELECT row_number() OVER (ORDER BY x.code, y.code) - 1 AS k, y.id FROM offices_jurisdiction x
  JOIN offices_department y ON y.jurisdiction_id = x.id WHERE x.parent_id IS NOT NULL;
CREATE TEMP TABLE p ON COMMIT DROP AS SELECT row_number() OVER (ORDER BY code) - 1 AS k, id FROM offices_place;
CREATE TEMP TABLE s ON COMMIT DROP AS SELECT row_number() OVER (ORDER BY code) - 1 AS k, id FROM catalogue_service;
CREATE TEMP TABLE a ON COMMIT DROP AS SELECT row_number() OVER (ORDER BY email) - 1 AS k, id FROM access_staff;
CREATE TEMP TABLE rows ON COMMIT DROP AS
SELECT i, md5('case' || i)::uuid AS id, md5('resident' || i %% %(residents)s)::uuid AS resident_id,
  j.id AS jurisdiction_id, d.id AS unit_id, p.id AS place_id, s.id AS service_id, a.id AS staff_id,
  timestamptz '2024-01-01' + i * (interval '700 days' / %(total)s) AS said_at,
  CASE WHEN i %% 100 < 3 THEN NULL ELSE 1 END AS closed
FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS i
JOIN j ON j.k = (i * 7919) %% (SELECT count(*) FROM j) JOIN d ON d.k = (i * 104729) %% (SELECT count(*) FROM d)
JOIN p ON p.k = (i * 31) %% (SELECT count(*) FROM p) JOIN s ON s.k = (i * 17) %% (SELECT count(*) FROM s)
JOIN a ON a.k = (i * 13) %% (SELECT count(*) FROM a);
INSERT INTO people_resident (id, name, name_terms, language, needs, known_in, remarks, preferred_kind, created_at)
  SELECT DISTINCT resident_id, '주민 ' || left(resident_id::text, 6), ARRAY[left(resident_id::text, 6)], 'ko', '{}'::varchar[], '{}'::uuid[], '', '', now()
  FROM rows ON CONFLICT DO NOTHING;
INSERT INTO people_contactpoint (id, resident_id, kind, value, is_preferred, created_at)
  SELECT md5('point' || resident_id)::uuid, resident_id, 'phone',
    '+8210' || lpad((('x' || left(md5(resident_id::text), 7))::bit(28)::int %% 100000000)::text, 8, '0'), true, now()
  FROM (SELECT DISTINCT resident_id FROM rows) r ON CONFLICT DO NOTHING;
INSERT INTO cases_case (id, number, token_epoch, jurisdiction_id, service_id, place_id, channel, title, resident_id, language,
  address, attributes, said_at, recorded_at, band, owner_unit_id, owner_id, holder_unit_id, holder_id, is_urgent, due_rule, due_at,
  first_answered_at, closed_at, end_state, hand_overs, reopenings, routed_by, source, source_key, n, head, changed_at)
  SELECT id, lpad((100000000000 + i)::text, 12, '0'), 1, jurisdiction_id, service_id, place_id,
    (ARRAY['web','counter','phone'])[1 + i %% 3], '민원 ' || i, resident_id, 'ko', '', '{}', said_at, said_at, 1 + i %% 5,
    unit_id, staff_id, unit_id, staff_id, false, 'kr_days:7', said_at + interval '9 days',
    said_at + interval '1 hour', CASE WHEN closed = 1 THEN said_at + interval '3 days' END,
    CASE WHEN closed = 1 THEN 'done' ELSE '' END, 0, 0, '{}', '', '', 2, '\\x00', said_at FROM rows;
INSERT INTO cases_history (case_id, n, kind, at, by_resident, channel, is_public, text, data, salt, digest, hash)
  SELECT id, k, (ARRAY['opened','closed'])[k], said_at, k = 1, 'web', true, '민원 내용 ' || i, '{}', '\\x00', '\\x00', '\\x00'
  FROM rows, generate_series(1, 2) AS k;
INSERT INTO contacts_contact (id, channel, channel_key, jurisdiction_id, place_id, service_id, case_id, resident_id, said_at, recorded_at,
  band, language, outcome, passed_to, text)
  SELECT id, (ARRAY['web','counter','phone'])[1 + i %% 3], '', jurisdiction_id, place_id, service_id, id, resident_id, said_at, said_at,
    1 + i %% 5, 'ko', 'opened', '', '민원 내용 ' || i FROM rows;
INSERT INTO cases_casetext (case_id, terms) SELECT id, ARRAY['민원', '내용', i::text] FROM rows;
DROP TABLE j, d, p, s, a, rows;
"""
_SEEDED = (
    "people_resident", "people_contactpoint", "cases_case", "cases_history", "contacts_contact", "cases_casetext",
)  # fmt: skip


def seed(total: int, *, batch: int = 250_000) -> None:
    """Have at least `total` matters with contact, history and resident; older than today, 3 % of them open."""
    from hantong.reports.folding import fold

    with connection.cursor() as cursor:
        cursor.execute("SELECT max(substr(title, 4)::bigint) + 1 FROM cases_case WHERE title ~ '^민원 [0-9]+$'")
        have = cursor.fetchone()[0] or 0
    if have >= total:
        return
    with transaction.atomic(), bare_tables(*_SEEDED), connection.cursor() as cursor:
        for first in range(have, total, batch):
            last = min(first + batch, total) - 1
            cursor.execute(_SEED % {"first": first, "last": last, "total": 5_000_000, "residents": 1_500_000})
            print(f"  seeded {last + 1:,} matters", flush=True)
    fold()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")

"""The people of our stories: Ji-woo, Ms Han, Mr Seo and Dong-hyun, and the province they live in."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from hantong.access.capabilities import ROLES
from hantong.access.models import Role, Staff
from hantong.catalogue.models import Responsibility, RetentionClass, Service, ServiceGroup
from hantong.offices.directory import directory
from hantong.offices.models import Department, Desk, Jurisdiction, Place, Post
from hantong.offices.person import StaffPerson
from hantong.people.models import ContactPoint, Resident
from hantong.people.name_terms import name_terms

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
NOON = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)  # Wednesday 12:00 in Seoul, an ordinary working day
PASSWORD = "a-long-night-in-suwon"  # noqa: S105


@dataclass(frozen=True)
class Province:
    """Gyeonggi with two cities: who works where, and what one can ask for."""

    gyeonggi: Jurisdiction
    suwon: Jurisdiction
    uijeongbu: Jurisdiction
    centre: Department
    roads: Department
    suwon_office: Department
    suwon_parking: Department
    uijeongbu_office: Department
    station: Place
    call_centre: Place
    web: Place
    desk: Desk
    group: ServiceGroup
    parking: Service
    passport: Service
    pothole: Service


def _jurisdiction(code: str, ko: str, en: str, kind: str, parent: Jurisdiction | None) -> Jurisdiction:
    return Jurisdiction.objects.create(
        code=code, names={"ko": ko, "en": en}, kind=kind, parent=parent, lat=37.27, lon=127.01
    )


def _department(jurisdiction: Jurisdiction, code: str, ko: str, en: str) -> Department:
    return Department.objects.create(jurisdiction=jurisdiction, code=code, names={"ko": ko, "en": en})


def _place(department: Department, code: str, kind: str, ko: str, en: str) -> Place:
    return Place.objects.create(
        jurisdiction=department.jurisdiction,
        department=department,
        code=code,
        kind=kind,
        names={"ko": ko, "en": en},
    )


def _services(gyeonggi: Jurisdiction) -> tuple[ServiceGroup, Service, Service, Service]:
    group = ServiceGroup.objects.create(code="roads", names={"ko": "도로·교통", "en": "Roads and traffic"})
    keep = RetentionClass.objects.create(code="petition", names={"ko": "민원", "en": "Petition"}, keep_days=1095)

    def service(code: str, ko: str, en: str, days: int, **more: object) -> Service:
        return Service.objects.create(
            jurisdiction=gyeonggi,
            code=code,
            names={"ko": ko, "en": en},
            group=group,
            deadline_unit="kr_days",
            deadline_amount=days,
            retention=keep,
            **more,
        )

    parking = service("illegal-parking", "불법 주정차 신고", "Illegal parking", 7, needs_place=True)
    pothole = service("pothole", "도로 파손 신고", "Pothole", 7, needs_place=True)
    passport = service("passport", "여권 발급", "Passport", 4)
    return group, parking, pothole, passport


@pytest.fixture
def province(db: None) -> Province:
    """Give the province, its offices and three services."""
    gyeonggi = _jurisdiction("gyeonggi", "경기도", "Gyeonggi Province", "province", None)
    suwon = _jurisdiction("suwon", "수원시", "Suwon", "city", gyeonggi)
    uijeongbu = _jurisdiction("uijeongbu", "의정부시", "Uijeongbu", "city", gyeonggi)
    centre = _department(gyeonggi, "always-centre", "언제나 민원실", "24/7 Public Service Centre")
    roads = _department(gyeonggi, "roads", "도로관리과", "Roads")
    suwon_office = _department(suwon, "front-office", "수원시 민원실", "Suwon front office")
    suwon_parking = _department(suwon, "parking", "주차관리과", "Parking")
    uijeongbu_office = _department(uijeongbu, "front-office", "의정부시 민원실", "Uijeongbu front office")
    for jurisdiction, front in ((gyeonggi, centre), (suwon, suwon_office), (uijeongbu, uijeongbu_office)):
        jurisdiction.front_office = front
        jurisdiction.save()
    station = _place(centre, "suwon-station", "station", "수원역 민원센터", "Suwon station centre")
    group, parking, pothole, passport = _services(gyeonggi)
    Responsibility.objects.create(service=parking, jurisdiction=suwon, department=suwon_parking)
    Responsibility.objects.create(service=pothole, department=roads)
    return Province(
        gyeonggi=gyeonggi,
        suwon=suwon,
        uijeongbu=uijeongbu,
        centre=centre,
        roads=roads,
        suwon_office=suwon_office,
        suwon_parking=suwon_parking,
        uijeongbu_office=uijeongbu_office,
        station=station,
        call_centre=_place(centre, "120", "call_centre", "120 콜센터", "120 call centre"),
        web=_place(centre, "web", "web", "인터넷 창구", "Web"),
        desk=Desk.objects.create(place=station, code="1"),
        group=group,
        parking=parking,
        passport=passport,
        pothole=pothole,
    )


def post(staff: Staff, role: str, department: Department, place: Place | None = None) -> Staff:
    """Give `staff` a post with one of the roles that come with the house."""
    names, capabilities = ROLES[role]
    known, _ = Role.objects.get_or_create(key=role, defaults={"names": names, "capabilities": list(capabilities)})
    Post.objects.create(staff=staff, role=known, department=department, place=place, starts_at=LONG_AGO)
    return staff


def employ(name: str, role: str, department: Department, place: Place | None = None) -> Staff:
    """Make an account that can sign in with PASSWORD, and give it a post."""
    address = f"{name.lower().replace(' ', '.').replace('-', '')}@example.org"
    staff = Staff(email=address, name=name, created_at=LONG_AGO)
    staff.set_password(PASSWORD)
    staff.save()
    return post(staff, role, department, place)


def as_person(staff: Staff, *, at: datetime = NOON) -> StaffPerson:
    """Give `staff` as the person that doors and keys see."""
    return directory().person(staff, at=at)


@pytest.fixture
def jiwoo(province: Province) -> Staff:
    """Give Ji-woo, night counsellor at Suwon station, who works for the province."""
    return employ("Ji-woo", "counsellor", province.centre, province.station)


@pytest.fixture
def minseo(province: Province) -> Staff:
    """Give Min-seo, Ji-woo's colleague at the same centre."""
    return employ("Min-seo", "counsellor", province.centre, province.station)


@pytest.fixture
def hyunwoo(province: Province) -> Staff:
    """Give Hyun-woo, an official of Suwon's parking department."""
    return employ("Hyun-woo", "official", province.suwon_parking)


@pytest.fixture
def donghyun(province: Province) -> Staff:
    """Give Dong-hyun, an official of Uijeongbu: another jurisdiction."""
    return employ("Dong-hyun", "official", province.uijeongbu_office)


@pytest.fixture
def yuna(province: Province) -> Staff:
    """Give Yu-na, who supervises the floor tonight."""
    return employ("Yu-na", "supervisor", province.centre, province.station)


@pytest.fixture
def admin(province: Province) -> Staff:
    """Give the province's administrator."""
    return employ("Ad-min", "administrator", province.centre)


@pytest.fixture
def governor(province: Province) -> Staff:
    """Give the governor, who reads the figures and nothing else."""
    return employ("Gov-ernor", "governor", province.centre)


@pytest.fixture
def ms_han(province: Province) -> Resident:
    """Give Ms Han, a resident without a smartphone."""
    resident = Resident.objects.create(
        name="한영숙", name_terms=name_terms("한영숙"), created_at=LONG_AGO, jurisdiction=province.suwon
    )
    ContactPoint.objects.create(
        resident=resident, kind="phone", value="+82312340000", is_preferred=True, created_at=LONG_AGO
    )
    return resident

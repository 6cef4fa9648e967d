"""What happens in the last hours before the demonstration is loaded, by the verbs themselves, so that pages are alive."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hantong.access.models import Staff
from hantong.cases.actions import Packet, accept, add_said, decline, hand_over, note, reopen, take, warn_of_promises
from hantong.cases.models import Case, HandOver
from hantong.catalogue.models import Service
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival
from hantong.demonstration.material import words
from hantong.demonstration.staff import DOMAIN
from hantong.kit.ids import new_id
from hantong.offices.directory import directory
from hantong.offices.models import Department

# minutes ago, who took it, town, service, spot, words
TAKEN = (
    (205, "jiwoo", "suwon", "noise", 14, 0),
    (180, "jiwoo", "uijeongbu", "pothole", 1, 0),
    (140, "jiwoo", "suwon", "illegal-parking", 0, 1),
    (95, "jiwoo", "suwon", "streetlight", 9, 0),
    (61, "minseo", "seongnam", "emergency-support", 10, 0),
    (44, "minseo", "suwon", "information", 3, 4),
    (25, "jiwoo", "suwon", "legal-advice", 2, 0),
    (12, "yuna", "hwaseong", "elderly-care", 22, 2),
    (5, "jiwoo", "suwon", "illegal-dumping", 20, 1),
)
FROM_THE_WEB = (
    (170, "suwon", "illegal-parking", 4, 0), (120, "uijeongbu", "streetlight", 12, 0),
    (75, "suwon", "sidewalk", 21, 0), (50, "uijeongbu", "illegal-dumping", 28, 2),
    (31, "suwon", "illegal-parking", 4, 4), (18, "goyang", "bus", 18, 0), (9, "suwon", "park", 26, 0),
)  # fmt: skip
PLACES = {"jiwoo": "suwon-station", "yuna": "suwon-station", "minseo": "always-centre"}


@dataclass(slots=True)
class Tonight:
    """The hours before `now`."""

    now: datetime
    staff: dict[str, Staff] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    taken: list[Case] = field(default_factory=list)
    sent: list[Case] = field(default_factory=list)

    def __post_init__(self) -> None:
        suffix = f"@{DOMAIN}"
        self.staff = {each.email.removesuffix(suffix): each for each in Staff.objects.filter(email__endswith=suffix)}
        self.services = {each.code: each for each in Service.objects.all()}

    def ago(self, minutes: int) -> datetime:
        """Give the moment so many minutes ago."""
        return self.now - timedelta(minutes=minutes)

    def unit(self, key: str) -> Department:
        """Give a department by its key."""
        town, code = key.split("/")
        return Department.objects.get(jurisdiction__code=town, code=code)

    def receive(self, minutes: int, who: str, town: str, service: str, spot: int, sentence: int) -> Case:
        """Take in what somebody says so many minutes ago: at the desk of `who`, or on the web."""
        offices, at = directory(), self.ago(minutes)
        topic = self.services[service]
        jurisdiction = offices.jurisdiction_codes[town]
        place = offices.place_codes[PLACES.get(who, "web")]
        where = words()["spots"][spot]
        arrival = Arrival(
            id=new_id(),
            channel="counter" if who else "web",
            key="",
            jurisdiction=jurisdiction.pk,
            text=_sentence(service, sentence).replace("{p}", where).replace("{c}", jurisdiction.names["ko"]),
            said_at=at,
            place=place.pk,
            service=topic.pk,
            name=words()["surnames"][spot] + "하나",
            reached_by=(),
            address=f"{jurisdiction.names['ko']} {where}" if topic.needs_place else "",
            lat=jurisdiction.lat,
            lon=jurisdiction.lon,
        )
        by = self.staff.get(who)
        received = receive(arrival=arrival, at=at, by=by, unit=place.department_id if by else None)
        if received.case is None:
            raise AssertionError("what was said opens a matter")
        return received.case


def _sentence(service: str, number: int) -> str:
    from hantong.demonstration.material import topics

    said = next(topic.said["ko"] for topic in topics() if topic.code == service)
    return said[number % len(said)]


def play_tonight(*, at: datetime) -> Tonight:
    """Play the last hours: offers that wait, one accepted, one declined, words added, a matter opened again."""
    tonight = Tonight(at)
    tonight.taken = [tonight.receive(*each) for each in TAKEN]
    tonight.sent = [tonight.receive(each[0], "", *each[1:]) for each in FROM_THE_WEB]
    for scene in SCENES:
        scene(tonight)
    warn_of_promises(at=at)
    return tonight


def _uijeongbu_accepts(tonight: Tonight) -> None:
    offer = HandOver.objects.pending().get(case=tonight.taken[1])
    accept(offer=offer, by=tonight.staff["donghyun"], at=tonight.ago(150))


def _suwon_declines(tonight: Tonight) -> None:
    offer = HandOver.objects.pending().get(case=tonight.taken[0])
    decline(offer=offer, reason=words()["declined"][1], by=tonight.staff["hyunwoo"], at=tonight.ago(40))


def _somebody_says_more(tonight: Tonight) -> None:
    text = words()["replies"][1]
    add_said(case=tonight.taken[2], text=text, channel="counter", said_at=tonight.ago(20), by=None, at=tonight.ago(20))
    note(case=tonight.taken[2], text=words()["notes"][0], by=tonight.staff["jiwoo"], at=tonight.ago(19))


def _the_station_is_asked(tonight: Tonight) -> None:
    """The centre offers two matters to the station's team, one of them to Yu-na in person."""
    team, minseo = tonight.unit("gyeonggi/station-centres"), tonight.staff["minseo"]
    packet = Packet(said=_sentence("information", 4), tried=words()["tried"][0], promised=words()["promised"][0])
    hand_over(case=tonight.taken[5], to_unit=team.pk, packet=packet, by=minseo, at=tonight.ago(30))
    own = Case.objects.open().filter(owner=minseo, holder=minseo, hand_overs=0).order_by("-recorded_at").first()
    if own is not None:
        yuna = tonight.staff["yuna"]
        hand_over(case=own, to_unit=team.pk, to_staff=yuna, packet=packet, by=minseo, at=tonight.ago(14))


def _suwon_takes_one(tonight: Tonight) -> None:
    official = tonight.staff["hyunwoo"]
    take(case=tonight.sent[0], by=official, unit=tonight.sent[0].owner_unit_id, at=tonight.ago(110))


def _a_resident_is_not_content(tonight: Tonight) -> None:
    """A matter that was settled yesterday is opened again."""
    since = tonight.now - timedelta(days=10)
    unit = tonight.unit("gyeonggi/station-centres")
    done = Case.objects.filter(owner_unit=unit, closed_at__gte=since, merged_into=None, reopenings=0)
    for case in done.order_by("-closed_at")[:2]:
        reopen(case=case, reason=words()["reopened"][0], by=None, at=tonight.ago(16), channel="web")


SCENES: tuple[Callable[[Tonight], None], ...] = (
    _uijeongbu_accepts,
    _suwon_takes_one,
    _suwon_declines,
    _the_station_is_asked,
    _somebody_says_more,
    _a_resident_is_not_content,
)

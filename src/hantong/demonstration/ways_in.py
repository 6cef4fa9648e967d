"""The ways in: how many turn to which place on which channel, at which hours, and who answers there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from hantong.demonstration import rhythm
from hantong.demonstration.material import offices, towns
from hantong.demonstration.rhythm import Rhythm, Year

S1_SHARE, S2_SHARE, CALLS_SHARE = 0.471, 0.465, 0.437  # as the real centre, stations and both with the calls counted


# the social account has as many matters as the real one; chats are taken by the counsellors of the 120
ONLINE = {"web": 0.058, "email": 0.009, "sms": 0.008, "kakao": 0.006, "chat": 0.003, "social": 0.001}
WRITTEN = frozenset(ONLINE) - {"chat"}  # nobody is there when it comes


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """One source of contacts: `share` of the whole, where, and the town that most of them live in ("" for any)."""

    channel: str
    place: str
    share: float
    rhythm: Rhythm
    town: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Somebody turns to the service; on a snow day mostly about the snow."""

    at: datetime
    way: WayIn
    is_about_snow: bool = False


def ways_in() -> Iterator[WayIn]:
    """Give all ways in."""
    yield WayIn(
        channel="phone", place="120", share=0.43, rhythm=Rhythm(hours=rhythm.PHONE, off_hours_share=CALLS_SHARE)
    )
    yield WayIn(
        channel="counter", place="always-centre", share=0.14, town="suwon",
        rhythm=Rhythm(hours=rhythm.COUNTER, off_hours_share=S1_SHARE),
    )  # fmt: skip
    online = Rhythm(hours=rhythm.WEB, weekend_factor=0.7)
    for channel, share in ONLINE.items():
        yield WayIn(channel=channel, place="web" if channel in WRITTEN else "120", share=share, rhythm=online)
    stations = [place for place in offices()["places"] if place[3] == "station"]
    for (code, *_names, town, _lat, _lon, _weekdays, _weekend), share in zip(
        stations, (0.075, 0.045, 0.05, 0.03, 0.02), strict=True
    ):
        opens, closes = (0, 24) if code == "suwon-station" else (7, 22)
        shape = Rhythm(hours=rhythm.STATION, off_hours_share=S2_SHARE, opens=opens, closes=closes)
        yield WayIn(channel="counter", place=code, share=share, rhythm=shape, town=town)
    car = Rhythm(hours=rhythm.STATION, opens=9, closes=20, weekend_factor=0.5)
    yield WayIn(channel="counter", place="subway-car", share=0.03, rhythm=car)
    team = Rhythm(hours=rhythm.COUNTER, opens=10, closes=19, weekend_factor=0.4)
    for number, (_ko, _en, town) in enumerate(offices()["teams"], start=1):
        yield WayIn(channel="counter", place=f"team-{number}", share=0.0045, rhythm=team, town=town)
    desk = Rhythm(hours=rhythm.COUNTER, opens=9, closes=18, is_weekdays_only=True)
    everybody = sum(town.residents_k for town in towns())
    for town in towns():
        yield WayIn(channel="counter", place="", share=0.05 * town.residents_k / everybody, rhythm=desk, town=town.code)


def arrivals(*, count: int, year: Year, random: Random) -> list[Arrival]:
    """Draw about `count` arrivals in the order in which they come, and those of the snow days on top."""
    found: list[Arrival] = []
    by_channel: dict[str, WayIn] = {}
    hours, weights = year.hours(), {}
    for way in ways_in():
        by_channel.setdefault(way.channel, way)
        if way.rhythm not in weights:
            weights[way.rhythm] = rhythm.hour_weights(way.rhythm, year, hours)
        wanted = round(way.share * count)
        drawn = rhythm.moments(hours=hours, weights=weights[way.rhythm], year=year, count=wanted, random=random)
        found += [Arrival(at=at, way=way) for at in drawn]
    usual_a_day = 0.22 * count / max(1, (year.until - year.starts_at).days)
    for day in rhythm.snow_days(year, random=random):
        surge = round(usual_a_day * rhythm.SNOW_FACTOR)
        for at in rhythm.snow_moments(day, year=year, count=surge, random=random):
            way = by_channel["phone" if random.random() < 0.75 else "web"]
            found.append(Arrival(at=at, way=way, is_about_snow=True))
    return sorted((each for each in found if year.starts_at <= each.at < year.until), key=lambda each: each.at)

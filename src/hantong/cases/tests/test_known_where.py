"""Where work goes, the resident is known."""

from hantong.access.models import Staff
from hantong.cases.actions import Packet, accept, hand_over
from hantong.cases.events import HandOverSettled
from hantong.cases.known_where import follow_work
from hantong.cases.models import Case, HandOver
from hantong.people.models import Resident
from hantong.project.cast import NOON, Province, as_person
from hantong.project.wiring import LISTENERS


def test_accepted_work_shows_the_resident_to_those_who_do_it(
    web_case: Case, ms_han: Resident, hyunwoo: Staff, donghyun: Staff, province: Province
) -> None:
    Case.objects.filter(pk=web_case.pk).update(resident=ms_han)
    mine = Resident.objects.visible_to(as_person(donghyun))
    offer = hand_over(
        case=web_case, to_unit=province.uijeongbu_office.pk, packet=Packet(said="차"), by=hyunwoo, at=NOON
    )
    assert not mine.filter(pk=ms_han.pk).exists()

    accept(offer=HandOver.objects.get(pk=offer.pk), by=donghyun, at=NOON)
    web_case.refresh_from_db()
    for _ in range(2):
        follow_work(HandOverSettled.of(web_case))

    assert mine.filter(pk=ms_han.pk).exists()
    ms_han.refresh_from_db()
    assert ms_han.known_in == [province.uijeongbu.pk]
    assert follow_work in LISTENERS[HandOverSettled]

"""For each parameter of an address an object of Suwon, so that the test of doors can open it.

A new parameter needs a line here: by namespace and parameter, or by the route's name where the same word means
different things.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.conf import settings

from hantong.access.actions import issue_key
from hantong.access.models import Staff
from hantong.cases.actions import NewFile, Packet, attach, hand_over, keep_files, queue_answer, save_view
from hantong.cases.models import Alert, AnswerTemplate, Case, RoutingRule
from hantong.channels.chat.actions import Beginning, begin, say
from hantong.channels.chat.tokens import talk_token
from hantong.channels.open311.models import Waiting
from hantong.channels.social.models import PublicAnswer, SocialPost
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival, ReachedBy
from hantong.contacts.models import Message, OwnAddress, RawArrival
from hantong.contacts.tracked import token_of
from hantong.imports.models import ImportRun
from hantong.imports.stored import refused_path, uploaded_path
from hantong.kit.ids import new_id
from hantong.offices.models import LocalHoliday
from hantong.outgoing.models import Delivery, StaffDevice, Webhook
from hantong.people import actions
from hantong.people.models import Resident
from hantong.people.recognition import Introduction
from hantong.praise.models import MayorsLine, MayorWord
from hantong.project.cast import NOON, Province, employ

PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00"
    b"\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)
Samples = Mapping[str, object]


def samples(province: Province, admin: Staff) -> Samples:
    """Make one object of Suwon for every parameter, and give them by what they are looked up by."""
    worker = employ("Work-er", "counsellor", province.suwon_office)
    return {
        **_places(province),
        **_staff(admin, worker),
        **_matters(province, admin),
        **_people(admin, province),
        "imports:pk": _import_run(province, admin).pk,
        **_arrivals(province),
        **_outgoing(province, admin),
    }


def _arrivals(province: Province) -> Samples:
    address = OwnAddress.objects.create(
        channel="email", address="minwon@suwon.example", jurisdiction=province.suwon, changed_at=NOON
    )
    raw = RawArrival.objects.create(
        channel="email",
        key="sample",
        own_address=address,
        jurisdiction=province.suwon,
        arrived_at=NOON,
        size_bytes=8,
        content=b"\r\n\r\nwords",
        state=RawArrival.State.HELD,
    )
    return {
        **_of_the_mayor(address, raw, province),
        "contacts:arrival/key": raw.pk,
        "contacts:release/key": raw.pk,
        "contacts:discard/key": raw.pk,
        "contacts:address/pk": address.pk,
        "contacts:remove_address/pk": address.pk,
    }


def _outgoing(province: Province, admin: Staff) -> Samples:
    webhook = Webhook.objects.create(
        jurisdiction=province.suwon,
        name="복지 시스템",
        url="https://welfare.example/hook",
        kinds=["case.opened"],
        secret_since=NOON,
        created_at=NOON,
        changed_at=NOON,
    )
    delivery = Delivery.objects.create(
        webhook=webhook, key="sample", kind="case.opened", body="{}", created_at=NOON, next_at=NOON
    )
    device = StaffDevice.objects.create(
        staff=admin, name="Android", address="https://push.example/a", public_key="B", auth="c", added_at=NOON
    )
    return {"webhooks:pk": webhook.pk, "webhooks:key": delivery.pk, "push:pk": device.pk}


def _of_the_mayor(address: OwnAddress, raw: RawArrival, province: Province) -> Samples:
    case, contact = _matter(province)
    line = MayorsLine.objects.create(address=address, since=NOON)
    word = MayorWord.objects.create(line=line, contact_id=contact, case=case, kind="praise", said_at=NOON)
    said = SocialPost.objects.create(account="mastodon:x@y", name="1", case=case, written_at=NOON, heard_at=NOON)
    writer = employ("Writ-er", "counsellor", province.suwon_office)
    answer = PublicAnswer.objects.create(case=case, to=said, text="안내", written_by=writer, written_at=NOON)
    return {
        "praise:pk": line.pk,
        "praise:word/pk": word.pk,
        "praise:thanks/pk": word.pk,
        "social:number": case.number,
        "social:key": answer.pk,
    }


def _import_run(province: Province, admin: Staff) -> ImportRun:
    run = ImportRun.objects.create(
        source="old", file_name="old.csv", file_key="0" * 64, jurisdiction=province.suwon, by=admin, made_at=NOON
    )
    uploaded_path(run).write_text("No,Said at,Text\n1,2026-03-01 12:00,parking\n")
    refused_path(run).write_text("No,reason\n")
    return run


def _places(province: Province) -> Samples:
    LocalHoliday.objects.create(
        jurisdiction=province.suwon, day=date(2026, 5, 4), names={"ko": "시민의 날"}, added_at=NOON
    )
    return {
        "offices:code": province.suwon.code,
        "offices:pk": province.suwon_office.pk,
        "written:unit": province.suwon_office.pk,
        "offices:year": 2026,
        "offices:day": "2026-05-04",
        "offices:valid_from": "2026-01-01",
        "offices:place/code": province.station.code,
        "offices:edit_place/code": province.station.code,
        "offices:remove_place/code": province.station.code,
        "offices:place_hours/code": province.station.code,
        "offices:exceptions/code": province.station.code,
        "offices:remove_exception/code": province.station.code,
        "places:code": province.station.code,
        "catalogue:code": province.group.code,
        "catalogue:retention/code": "petition",
        "catalogue:remove_retention/code": "petition",
        "catalogue:pk": province.parking.pk,
        "reports:key": "bands",
        "reports:page/key": "overview",
        "api:code": province.station.code,
        "services:code": province.parking.code,
        "open311:code": province.parking.code,
        "open311:form": "xml",
        "web:code": province.parking.code,
        "contacts:occasion": "opened",
    }


def _staff(admin: Staff, worker: Staff) -> Samples:
    key = issue_key(staff=worker, name="CTI", capabilities=["cases.see"], by=admin, at=NOON).key
    return {
        "access:key": "counsellor",
        "access:pk": key.pk,
        "staffing:pk": worker.pk,
        "written:pk": worker.pk,
        "staffing:post": worker.posts.get().pk,
    }


def _matter(province: Province) -> tuple[Case, UUID]:
    arrival = Arrival(
        id=new_id(),
        channel="web",
        said_at=NOON,
        text="집 앞에 차가 서 있어요",
        jurisdiction=province.suwon.pk,
        service=province.parking.pk,
        name="한영숙",
        reached_by=(ReachedBy(kind="phone", value="031-234-0000"),),
    )
    received = receive(arrival=arrival, at=NOON)
    assert received.case is not None
    return received.case, received.contact.pk


def _matters(province: Province, admin: Staff) -> Samples:
    case, contact = _matter(province)
    [file] = attach(case=case, files=keep_files([NewFile(name="a.png", content=PICTURE)]), by=None, at=NOON)
    hand_over(case=case, to_unit=province.suwon_office.pk, packet=Packet(said="차"), by=admin, at=NOON)
    message = Message.objects.create(
        key="sample", case=case, channel="web", body="안내", state=Message.State.NO_WAY, created_at=NOON
    )
    alert = Alert.objects.create(key="sample", unit=province.suwon_office, case=case, kind="said", at=NOON)
    rule = RoutingRule.objects.create(
        rank=1, jurisdiction=province.suwon, department=province.suwon_office, changed_at=NOON, names={"ko": "수원"}
    )
    talk = begin(beginning=Beginning(id=new_id(), text="차가 서 있어요", jurisdiction=province.suwon.pk), at=NOON)
    words = NewFile(name="words.txt", content="차가 서 있어요".encode())
    line = say(talk=talk, text="", client=None, by=None, at=NOON, files=[words])
    template = AnswerTemplate.objects.create(jurisdiction=province.suwon, code="sample", names={"ko": "답변"})
    return {
        "cases:number": case.number,
        "cases:alert/key": alert.pk,
        "cases:taking_back/key": queue_answer(case=case, text="오늘 치웁니다.", by=admin, at=NOON).pk,
        "cases:view/key": save_view(name="내 것", query="", by=admin, at=NOON).pk,
        "cases:resident_cases/key": case.resident_id,
        "contacts:contact/key": contact,
        "contacts:settle/key": message.pk,
        "contacts:file/key": file.pk,
        "contacts:answer/key": template.pk,
        "counter:key": contact,
        "imports:pk": ImportRun.objects.create(jurisdiction=province.suwon, by=admin, made_at=NOON).pk,
        "routing:pk": rule.pk,
        "chat:key": talk.pk,
        "chat:n": line.n,
        "chat:at": 0,
        "chat:token": talk_token(talk.pk, secret=settings.SECRET_KEY),
        "open311:number": case.number,
        "push:number": case.number,
        "push:token": token_of(case),
        "open311:token": Waiting.objects.create(case=case, made_at=NOON).pk,
        "track:number": case.number,
        "track:token": token_of(case),
        "track:key": file.pk,
        "web:number": case.number,
        "web:token": token_of(case),
        "api:number": case.number,
        "api:key": contact,
    }


def _known(name: str, phone: str, province: Province, admin: Staff) -> Resident:
    introduction = Introduction(name=name, reached_by=(("phone", phone),), jurisdiction=province.suwon.pk)
    return actions.add_resident(introduction=introduction, by=admin, at=NOON)


def _people(admin: Staff, province: Province) -> Samples:
    one, other, third = (_known(f"김수원{n}", f"010-3333-000{n}", province, admin) for n in range(3))
    consent = actions.give_consent(resident=one, purpose="survey", how="전화", by=admin, at=NOON)
    speaker = actions.name_spokesperson(
        resident=one, speaker=other, relation="아들", since=NOON.date(), by=admin, at=NOON
    )
    merge = actions.merge_residents(kept=one, merged=third, reason="같은 분", by=admin, at=NOON)
    hold = actions.place_hold(resident=one, reason="소송", by=admin, at=NOON)
    return {
        "people:pk": one.pk,
        "people:other": other.pk,
        "people:point": one.contact_points.get().pk,
        "people:consent": consent.pk,
        "people:spokesperson": speaker.pk,
        "people:merge": merge.pk,
        "people:hold": hold.pk,
    }

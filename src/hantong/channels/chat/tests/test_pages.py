"""The pages, for residents behind a secret and for counsellors, with and without scripts."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from procrastinate.contrib.django.models import ProcrastinateJob

from hantong.access.models import Staff
from hantong.channels.chat import jobs
from hantong.channels.chat.actions import accept, end, go_on_duty, say
from hantong.channels.chat.models import Line, Talk
from hantong.channels.chat.tests.conftest import Begun, address
from hantong.contacts.models import Contact
from hantong.contacts.seal import new_seal
from hantong.project.cast import Province, as_person

pytestmark = pytest.mark.django_db
SECONDS = timedelta(seconds=10)


def start(client: Client, **more: str) -> Talk:
    values = {"text": "골목에 파인 곳이 있습니다.", "seal": new_seal(at=now() - SECONDS), **more}
    answered = client.post("/chat/", values)
    assert answered.status_code == 302, answered.content.decode()[:3000]
    return Talk.objects.latest("started_at")


@pytest.fixture
def on_duty(jiwoo: Staff, client: Client) -> Client:
    """Give the window of Ji-woo, who is there for chats now."""
    client.force_login(jiwoo)
    client.post("/chat/desk/duty", {"most": "3"})
    return client


def test_nobody_there_leads_to_writing(province: Province) -> None:
    resident = Client()
    assert "글로 남기기" in resident.get("/chat/").content.decode()
    refused = resident.post("/chat/", {"text": "파였어요", "leave": "yes", "seal": new_seal(at=now() - SECONDS)})
    assert refused.status_code == 409
    assert "연락" in refused.content.decode() or "이메일 주소나 전화번호" in refused.content.decode()
    talk = start(resident, leave="yes", phone="010-1234-5678", name="한영숙")
    page = resident.get(address(talk)).content.decode()
    assert talk.case is not None
    assert str(talk.case) in page
    assert "transcript.txt" in page


def test_a_refused_beginning_left_nothing_half_done(province: Province) -> None:
    seal = new_seal(at=now() - SECONDS)
    Client().post("/chat/", {"text": "파였어요", "leave": "yes", "seal": seal})
    Client().post("/chat/", {"text": "파였어요", "leave": "yes", "email": "han@example.org", "seal": seal})
    assert Talk.objects.count() == Contact.objects.count() == 1


def test_machines_are_kept_out(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    resident = Client()
    assert resident.post("/chat/", {"text": "a", "seal": new_seal(at=now())}).status_code == 422
    assert resident.post("/chat/", {"text": "a", "seal": "made up"}).status_code == 422
    sound = {"text": "a", "seal": new_seal(at=now() - SECONDS)}
    assert resident.post("/chat/", {**sound, "homepage": "x"}).status_code == 422
    assert resident.post("/chat/", {**sound, "text": "가" * 2001}).status_code == 422
    monkeypatch.setattr("hantong.channels.chat.public.TALKS_PER_ADDRESS", 1)
    start(resident)
    assert resident.post("/chat/", sound).status_code == 429
    assert Talk.objects.count() == 1


def test_a_wrong_secret_opens_nothing(begun: Begun) -> None:
    talk, other = begun(), begun()
    wrong = address(other).rsplit("/", 1)[1]
    for rest in ("", "/lines", "/transcript.txt"):
        assert Client().get(f"/chat/{talk.pk}/{wrong}{rest}").status_code == 404
    for rest in ("/say", "/typing", "/leave", "/end", "/send"):
        assert Client().post(f"/chat/{talk.pk}/{wrong}{rest}", {"text": "a", "to": "a@example.org"}).status_code == 404
        assert Client().get(address(talk, rest)).status_code == 405


def test_the_talk_without_a_script(on_duty: Client, province: Province) -> None:
    resident = Client()
    talk = start(resident)
    page = resident.get(address(talk))
    assert page["Cache-Control"] == "no-store"
    assert "1번째" in page.content.decode()
    on_duty.post(f"/chat/desk/{talk.pk}/accept")
    on_duty.post(f"/chat/desk/{talk.pk}/say", {"text": "어느 골목입니까?"})
    said = resident.post(address(talk, "/say"), {"text": "시청 뒤요", "client": str(uuid4())}, follow=True)
    body = said.content.decode()
    assert body.index("어느 골목입니까?") < body.index("시청 뒤요")
    assert "Ji-woo" not in body
    assert 'http-equiv="refresh"' in resident.get(address(talk) + "?watch").content.decode()
    assert 'http-equiv="refresh"' not in body


def test_a_script_asks_for_what_it_lacks(begun: Begun) -> None:
    talk, resident = begun(), Client()
    client = str(uuid4())
    for _twice in range(2):
        piece = resident.post(
            address(talk, "/say"), {"text": "두 번째 말", "client": client, "after": "1"}, headers={"X-Chat": "1"}
        ).content.decode()
        assert 'data-line="2"' in piece
        assert 'data-line="1"' not in piece
        assert 'data-line="3"' not in piece
    assert 'data-line="1"' in resident.get(address(talk, "/lines?after=nonsense")).content.decode()


def test_what_is_refused_is_said_beside_it(begun: Begun) -> None:
    talk, resident = begun(), Client()
    end(talk=talk, ended_by=Talk.EndedBy.RESIDENT, by=None, at=now())
    refused = resident.post(address(talk, "/say"), {"text": "아직"}, headers={"X-Chat": "1"})
    assert refused.status_code == 409
    assert "끝난 상담입니다" in refused.content.decode()
    assert resident.post(address(talk, "/say"), {"text": "아직"}).status_code == 409


def test_the_transcript_is_kept_and_sent(begun: Begun, province: Province, jiwoo: Staff) -> None:
    at = now()
    go_on_duty(person=as_person(jiwoo), most=1, at=at)
    talk = accept(talk=begun(at=at), by=jiwoo, at=at)
    say(talk=talk, text="내일 고칩니다.", client=None, by=jiwoo, at=at)
    end(talk=talk, ended_by=Talk.EndedBy.RESIDENT, by=None, at=at)
    resident = Client()
    file = resident.get(address(talk, "/transcript.txt"))
    assert "attachment" in file["Content-Disposition"]
    text = file.content.decode("utf-8-sig")
    assert "내일 고칩니다." in text
    assert "Ji-woo" not in text
    for _n in range(4):
        resident.post(address(talk, "/send"), {"to": "han@example.org"})
    sent = ProcrastinateJob.objects.filter(task_name="chat_send_transcript").order_by("pk")
    assert sent.count() == 3
    jobs.send_transcript.func(**sent[0].args)
    [letter] = mail.outbox
    assert letter.to == ["han@example.org"]
    assert "내일 고칩니다." in letter.body


def test_the_live_stream_is_the_residents_own(begun: Begun) -> None:
    from urllib.parse import parse_qs, urlsplit

    from hantong.project.live_ticket import opened

    talk = begun()
    page = Client().get(address(talk)).content.decode()
    live = page.split('name="hantong-live" content="')[1].split('"')[0].replace("&amp;", "&")
    ticket = opened(parse_qs(urlsplit(live).query)["ticket"][0], secret=settings.SECRET_KEY, now_s=0)
    assert ticket.topics == (f"chat:{talk.pk}",)
    assert ticket.staff == ""
    assert 'name="hantong-live"' not in Client().get("/chat/").content.decode()


def test_several_talks_stand_beside_each_other(on_duty: Client, begun: Begun) -> None:
    one, other = begun("첫째 이야기", name="김하나", at=now()), begun("둘째 이야기", name="이두리", at=now())
    for talk in (one, other):
        on_duty.post(f"/chat/desk/{talk.pk}/accept")
    say(talk=other, text="새 말", client=None, by=None, at=now())
    page = on_duty.get(f"/chat/desk/{one.pk}").content.decode()
    assert "김하나" in page
    assert "이두리" in page
    assert "한국어" in page
    assert on_duty.get(f"/chat/desk/{one.pk}/lines").status_code == 200


def test_the_desk_costs_the_same_however_many_wait(on_duty: Client, begun: Begun) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert on_duty.get("/chat/desk/list").status_code == 200
        return len(asked)

    begun(at=now())
    few = count()
    for _n in range(12):
        begun(at=now())
    assert count() == few
    assert few <= 10


def test_a_strangers_talk_is_not_there(begun: Begun, province: Province, governor: Staff) -> None:
    from hantong.project.cast import employ

    talk = begun()
    stranger = employ("Stran-ger", "counsellor", province.uijeongbu_office)
    window = Client()
    window.force_login(stranger)
    assert window.get(f"/chat/desk/{talk.pk}").status_code == 404
    assert window.post(f"/chat/desk/{talk.pk}/accept").status_code == 404
    window.force_login(governor)
    assert window.get("/chat/desk/").status_code == 403


def test_what_came_of_it_is_asked_for(on_duty: Client, begun: Begun) -> None:
    talk = begun(at=now())
    on_duty.post(f"/chat/desk/{talk.pk}/accept")
    assert on_duty.post(f"/chat/desk/{talk.pk}/end", {"outcome": "passed_on"}).status_code == 422
    on_duty.post(f"/chat/desk/{talk.pk}/end", {"outcome": "passed_on", "passed_to": "119"})
    assert Contact.objects.get().passed_to == "119"
    assert on_duty.post(f"/chat/desk/{talk.pk}/join", {"number": "1"}).status_code == 422


def test_both_see_that_the_other_writes(on_duty: Client, begun: Begun) -> None:
    talk = begun(at=now())
    on_duty.post(f"/chat/desk/{talk.pk}/accept")
    resident = Client()
    assert resident.post(address(talk, "/typing")).status_code == 204
    assert "주민이 쓰고 있음" in on_duty.get(f"/chat/desk/{talk.pk}/lines").content.decode()
    assert on_duty.post(f"/chat/desk/{talk.pk}/typing").status_code == 204
    assert "상담사가 쓰고 있습니다" in resident.get(address(talk, "/lines")).content.decode()
    on_duty.post(f"/chat/desk/{talk.pk}/say", {"text": "네"})
    assert "상담사가 쓰고 있습니다" not in resident.get(address(talk, "/lines")).content.decode()


def test_a_line_by_htmx_gives_the_lines(on_duty: Client, begun: Begun) -> None:
    talk = begun(at=now())
    on_duty.post(f"/chat/desk/{talk.pk}/accept")
    piece = on_duty.post(f"/chat/desk/{talk.pk}/say", {"text": "어디입니까?"}, headers={"HX-Request": "true"})
    assert 'id="chat-talk"' in piece.content.decode()
    assert Line.objects.filter(talk=talk, who="staff").count() == 1
    empty = on_duty.post(f"/chat/desk/{talk.pk}/say", {"text": " "}, headers={"HX-Request": "true"})
    assert 'role="alert"' in empty.content.decode()

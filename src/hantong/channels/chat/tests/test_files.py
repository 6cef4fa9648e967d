"""Pictures in a talk: checked, seen by both sides and by nobody else, and with the matter that the talk becomes."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from hantong.access.models import Staff
from hantong.cases.actions import NewFile
from hantong.cases.models import Attachment
from hantong.cases.refusals import FileRefused, TooManyFiles
from hantong.channels.chat.actions import accept, end, open_matter, say
from hantong.channels.chat.models import Line, Talk
from hantong.channels.chat.refusals import TalkOver
from hantong.channels.chat.tests.conftest import Begun, address
from hantong.kit.ids import new_id
from hantong.project.cast import NOON, as_person

pytestmark = pytest.mark.django_db


def picture(width_px: int = 640) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (width_px, 480), (40, 120, 90)).save(drawn, "JPEG")
    return drawn.getvalue()


def sent(width_px: int = 640, name: str = "hole.jpg") -> NewFile:
    return NewFile(name=name, content=picture(width_px))


def uploaded(content: bytes, name: str = "hole.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def test_a_resident_sends_a_picture_and_both_sides_see_it(begun: Begun, there: Staff, client: Client) -> None:
    talk, resident = begun(), Client()
    accept(talk=talk, by=there, at=NOON)
    answered = resident.post(address(talk, "/say"), {"text": "", "files": uploaded(picture())})
    assert answered.status_code == 302
    line = Line.objects.get(talk=talk, who="resident", n__gt=1)
    assert (line.text, [each["name"] for each in line.files]) == ("", ["hole.jpg"])
    small = address(talk, f"/files/{line.n}/0?small")
    assert small in resident.get(address(talk)).content.decode()
    assert resident.get(small).headers["Content-Type"] == "image/jpeg"
    assert "attachment" in resident.get(small.removesuffix("?small")).headers["Content-Disposition"]
    client.force_login(there)
    assert f"/chat/desk/{talk.pk}/files/{line.n}/0?small" in client.get(f"/chat/desk/{talk.pk}").content.decode()
    assert client.get(f"/chat/desk/{talk.pk}/files/{line.n}/0").status_code == 200


def test_nobody_else_sees_it(begun: Begun, donghyun: Staff, client: Client) -> None:
    talk = begun()
    line = say(talk=talk, text="보세요", client=None, by=None, at=NOON, files=[sent()])
    assert Client().get(f"/chat/{talk.pk}/wrong/files/{line.n}/0").status_code == 404
    assert Client().get(address(talk, f"/files/{line.n}/1")).status_code == 404
    assert Client().get(address(talk, "/files/1/0")).status_code == 404
    client.force_login(donghyun)
    assert client.get(f"/chat/desk/{talk.pk}/files/{line.n}/0").status_code in {403, 404}


def test_files_go_with_the_matter_also_those_sent_later(begun: Begun, there: Staff) -> None:
    talk = accept(talk=begun(), by=there, at=NOON)
    say(talk=talk, text="보세요", client=None, by=None, at=NOON, files=[sent(301, "first.jpg")])
    talk = open_matter(talk=talk, person=as_person(there), service=None, title="", at=NOON)
    say(talk=talk, text="", client=None, by=None, at=NOON, files=[sent(302, "later.jpg")])
    end(talk=talk, ended_by=Talk.EndedBy.STAFF, by=there, at=NOON)
    names = Attachment.objects.filter(case=talk.case).order_by("at", "name").values_list("name", flat=True)
    assert sorted(names) == ["first.jpg", "later.jpg"]


def test_a_file_of_another_kind_is_refused_aloud_and_the_words_stay(begun: Begun) -> None:
    talk, resident = begun(), Client()
    answered = resident.post(address(talk, "/say"), {"text": "보세요", "files": uploaded(b"MZ\x90\x00 programme")})
    assert answered.status_code == 409
    assert "hole.jpg" in answered.content.decode()
    assert "보세요" in answered.content.decode()
    with pytest.raises(FileRefused):
        say(talk=talk, text="", client=None, by=None, at=NOON, files=[NewFile(name="a.exe", content=b"MZ")])
    assert Line.objects.filter(talk=talk).count() == 1


def test_the_same_sending_twice_is_one_line_and_many_are_refused(begun: Begun) -> None:
    talk, key = begun(), new_id()
    for _ in range(2):
        say(talk=talk, text="", client=key, by=None, at=NOON, files=[sent()])
    assert Line.objects.filter(talk=talk).count() == 2
    for each in range(3):
        say(talk=talk, text="", client=None, by=None, at=NOON, files=[sent(309 + 5 * each + n) for n in range(5)])
    with pytest.raises(TooManyFiles):
        say(talk=talk, text="", client=None, by=None, at=NOON, files=[sent(400 + n) for n in range(5)])


def test_a_talk_that_is_over_takes_none(begun: Begun, there: Staff) -> None:
    talk = accept(talk=begun(), by=there, at=NOON)
    talk = end(talk=talk, ended_by=Talk.EndedBy.RESIDENT, by=None, at=NOON)
    with pytest.raises(TalkOver):
        say(talk=talk, text="", client=None, by=None, at=NOON, files=[sent()])

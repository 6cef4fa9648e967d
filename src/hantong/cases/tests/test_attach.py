"""Files come in by what they are, without what hides in them, and lie where a crash leaves no half of one."""

import io
import zipfile
from pathlib import Path

import pillow_heif
import pytest
from django.conf import settings
from PIL import Image

from hantong.access.models import Staff
from hantong.cases import file_store
from hantong.cases.actions import KeptFile, NewFile, Opening, attach, forget_unused_files, keep_files, open_case
from hantong.cases.actions.attaching import MOST_FILES, UNUSED_AFTER
from hantong.cases.file_check import Unacceptable, check, clean_name, kind_of
from hantong.cases.models import Attachment, Case, History
from hantong.cases.refusals import FileRefused, TooManyFiles
from hantong.project.cast import NOON, Province

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def picture(form: str, *, turned: bool = False, size: tuple[int, int] = (40, 20)) -> bytes:
    """Draw a picture as a telephone does: with its place, its maker and perhaps lying on its side."""
    exif = Image.Exif()
    exif[0x010F] = "Telephone"
    if turned:
        exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    content = io.BytesIO()
    Image.new("RGB", size, "red").save(content, form, exif=exif)
    return content.getvalue()


def archive(*names: str, mimetype: str = "") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as opened:
        if mimetype:
            opened.writestr("mimetype", mimetype)
        for name in names:
            opened.writestr(name, "x")
    return content.getvalue()


@pytest.fixture
def case(province: Province) -> Case:
    opening = Opening(jurisdiction=province.suwon.pk, channel="web", title="구멍", text="구멍", said_at=NOON)
    return open_case(opening=opening, by=None, unit=None, at=NOON)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("JPEG"), "jpg"),
        (picture("PNG"), "png"),
        (picture("WEBP"), "webp"),
        (b"%PDF-1.7 ...", "pdf"),
        (OLE + b"..HWP Document File..", "hwp"),
        (archive("Contents/section0.xml", mimetype="application/hwp+zip"), "hwpx"),
        (archive("[Content_Types].xml", "word/document.xml"), "docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        ("한글 글".encode("cp949"), "txt"),
        (b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00", "mp4"),
    ],
)
def test_knows_a_kind_by_its_content(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00\x03", "unknown_kind"),
        (b"\x7fELF\x02", "unknown_kind"),
        (OLE + b"a Word file of old", "unknown_kind"),
        (archive("word/document.xml", "word/vbaProject.bin"), "unknown_kind"),
        (archive("anything.txt"), "unknown_kind"),
        (b"PK\x03\x04 not a zip", "broken"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "broken"),
        (picture("PNG", size=(9000, 9000)), "too_many_pixels"),
        (b"%PDF-" + bytes(11 * 1024 * 1024), "too_large"),
        (b"a" * (21 * 1024 * 1024), "too_large"),
        (b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00\x7f\xff\xff\xffmoov", "broken"),
    ],
)
def test_refuses_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(Unacceptable) as raised:
        check(name="x", content=content)
    assert raised.value.code == code


def test_a_telephones_own_format_becomes_one_that_every_office_opens() -> None:
    pillow_heif.register_heif_opener()
    checked = check(name="IMG_1.HEIC", content=picture("HEIF"))
    assert (checked.name, checked.content_type) == ("IMG_1.jpg", "image/jpeg")
    assert not Image.open(io.BytesIO(checked.content)).getexif()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_upright_and_tells_nothing_else(form: str) -> None:
    checked = check(name="IMG.dat", content=picture(form, turned=True))
    drawn = Image.open(io.BytesIO(checked.content))
    assert drawn.size == (20, 40)
    assert not drawn.getexif()
    assert b"Telephone" not in checked.content
    assert Image.open(io.BytesIO(checked.thumbnail)).format == "JPEG"


def test_a_film_loses_where_it_was_made() -> None:
    place = b"\x00\x00\x00\x14udta+37.26+127.0"[:20].ljust(20, b" ")
    film = b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00" + b"\x00\x00\x00\x1cmoov" + place
    checked = check(name="a.mp4", content=film)
    assert b"+37" not in checked.content
    assert len(checked.content) == len(film)


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\fakepath\\사진 1.JPG", "사진 1.txt"),
        ("a\u202egpj.exe", "agpj.txt"),
        ("x\r\nSet-Cookie: y", "xSet-Cookie_ y.txt"),
        (".txt", "file.txt"),
        ("ㄱ" * 300, "ㄱ" * 116 + ".txt"),
    ],
)
def test_a_name_says_only_what_it_is(name: str, cleaned: str) -> None:
    assert clean_name(name, "txt") == cleaned


def test_files_become_part_of_the_matter_once(case: Case, jiwoo: Staff) -> None:
    kept = keep_files([NewFile(name="a.txt", content=b"one"), NewFile(name="b.txt", content=b"two")])
    for _ in range(2):
        attach(case=case, files=kept, by=jiwoo, at=NOON)
    assert Attachment.objects.count() == 2
    row = case.history.get(kind=History.Kind.ATTACHED)
    assert [file["name"] for file in row.data["files"]] == ["a.txt", "b.txt"]
    assert file_store.content_of(kept[0].sha256) == b"one"


def test_a_refused_file_is_named(province: Province) -> None:
    with pytest.raises(FileRefused) as raised:
        keep_files([NewFile(name="virus.exe", content=b"MZ\x90\x00")])
    assert "virus.exe" in str(raised.value)
    assert raised.value.field == "files"


def test_there_is_an_end_to_it(case: Case, jiwoo: Staff) -> None:
    with pytest.raises(TooManyFiles):
        keep_files([NewFile(name=f"{n}.txt", content=b"x") for n in range(6)])
    many = [
        KeptFile(name=f"{n}.txt", content_type="text/plain", size_bytes=1, sha256=f"{n:064x}")
        for n in range(MOST_FILES + 1)
    ]
    with pytest.raises(TooManyFiles):
        attach(case=case, files=many, by=jiwoo, at=NOON)


def test_nothing_half_written_is_left(province: Province) -> None:
    keep_files([NewFile(name="a.txt", content=b"one")])
    files = [path for path in Path(settings.HANTONG_FILES).rglob("*") if path.is_file()]
    assert [len(path.name) for path in files] == [64]


@pytest.mark.parametrize("name", ["../../etc/passwd", "x" * 64, "A" * 64, ""])
def test_only_a_hash_names_a_place(name: str) -> None:
    with pytest.raises(ValueError):
        file_store.path_of(name)


def test_what_nobody_claimed_is_forgotten_after_a_day(case: Case, jiwoo: Staff) -> None:
    used, unused = keep_files([NewFile(name="a.txt", content=b"one"), NewFile(name="b.txt", content=b"two")])
    attach(case=case, files=[used], by=jiwoo, at=NOON)
    from django.utils import timezone

    later = timezone.now() + UNUSED_AFTER * 2
    assert forget_unused_files(at=timezone.now()) == 0
    assert forget_unused_files(at=later) == 1
    assert file_store.path_of(used.sha256).exists()
    assert not file_store.path_of(unused.sha256).exists()

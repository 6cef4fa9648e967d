"""Whether a file may come in: told by its content, never by its name; pictures come out without their hidden data."""

import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import filetype

MB = 1024 * 1024
MOST_BYTES = 10 * MB
MOST_BYTES_OF_FILM = 20 * MB
MOST_PIXELS = 50_000_000
MOST_SIDE_PX = 6000
THUMBNAIL_SIDE_PX = 480
NAME_LENGTH = 120
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
BOXES_WITH_BOXES = (b"moov", b"trak")
BOXES_ABOUT_PEOPLE = (b"udta", b"meta")


class Unacceptable(ValueError):
    """The file does not come in; `code` says why: empty, too_large, unknown_kind, broken, too_many_pixels."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file as it is kept; `thumbnail` is a small JPEG for pictures, else empty."""

    name: str
    content: bytes
    content_type: str
    thumbnail: bytes = b""

    @property
    def sha256(self) -> str:
        """The name under which the content is kept."""
        return hashlib.sha256(self.content).hexdigest()


def check(*, name: str, content: bytes) -> Checked:
    """Give the file as it may be kept. Raises Unacceptable."""
    if not content:
        raise Unacceptable("empty")
    if len(content) > MOST_BYTES_OF_FILM:
        raise Unacceptable("too_large")
    kind = kind_of(content)
    if len(content) > MOST_BYTES and kind != "mp4":
        raise Unacceptable("too_large")
    return KINDS[kind](name, content)


def kind_of(content: bytes) -> str:
    """Tell the kind by the first bytes and, in containers, by what is inside. Raises Unacceptable."""
    guessed = filetype.guess(content)
    kind = guessed.extension if guessed else ""
    if content.startswith(OLE):
        kind = "hwp" if b"HWP Document File" in content else ""
    elif content.startswith(b"PK"):
        kind = _kind_of_zip(content)
    elif kind in {"heif", "heics"} or content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1"}:
        kind = "heic"
    elif not kind and _is_text(content):
        kind = "txt"
    if kind not in KINDS:
        raise Unacceptable("unknown_kind")
    return kind


def _kind_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return ""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                is_hwpx = archive.read("mimetype").strip() == b"application/hwp+zip"
                return "hwpx" if is_hwpx else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as broken:
        raise Unacceptable("broken") from broken
    return "docx" if "word/document.xml" in names else "xlsx" if "xl/workbook.xml" in names else ""


def _is_text(content: bytes) -> bool:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return not CONTROLS.search(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return False


def clean_name(name: str, extension: str) -> str:
    """Give a name without folders, invisible characters or a misleading ending."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(letter for letter in plain if unicodedata.category(letter)[0] not in "CZ" or letter == " ")
    stem = re.sub(r'[<>:"|?*;%]', "_", plain).rsplit(".", 1)[0].strip(" .")
    return f"{(stem or 'file')[: NAME_LENGTH - len(extension) - 1]}.{extension}"


def _as_it_is(extension: str, content_type: str) -> Callable[[str, bytes], Checked]:
    def keep(name: str, content: bytes) -> Checked:
        return Checked(name=clean_name(name, extension), content=content, content_type=content_type)

    return keep


def _picture(form: str, extension: str) -> Callable[[str, bytes], Checked]:
    def encode(name: str, content: bytes) -> Checked:
        return _encode(name, content, form=form, extension=extension)

    return encode


def _encode(name: str, content: bytes, *, form: str, extension: str) -> Checked:
    """Draw the picture anew, upright and without EXIF, place or anything else that hides in it."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with _opened(content) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unacceptable("too_many_pixels")
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((MOST_SIDE_PX, MOST_SIDE_PX))
            plain = upright.convert("RGB") if form == "JPEG" else upright
            small = upright.convert("RGB")
            small.thumbnail((THUMBNAIL_SIDE_PX, THUMBNAIL_SIDE_PX))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as broken:
        if isinstance(broken, Unacceptable):
            raise
        raise Unacceptable("broken") from broken
    return Checked(
        name=clean_name(name, extension),
        content=_saved(plain, form),
        content_type=f"image/{form.lower()}",
        thumbnail=_saved(small, "JPEG"),
    )


def _opened(content: bytes):  # type: ignore[no-untyped-def]  # noqa: ANN202 (Pillow is only imported when needed)
    from PIL import Image

    if content[4:8] == b"ftyp":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
    return Image.open(io.BytesIO(content))


def _saved(picture: object, form: str) -> bytes:
    from PIL import Image

    assert isinstance(picture, Image.Image)  # noqa: S101 (tells the type checker what was opened lazily)
    plain = Image.new(picture.mode, picture.size)
    if picture.mode == "P" and picture.palette:
        plain = picture.convert("RGBA")
    else:
        plain.paste(picture)
    plain.info.clear()
    target = io.BytesIO()
    plain.save(target, form, **({"quality": 88} if form != "PNG" else {"optimize": False}))
    return target.getvalue()


def _film(name: str, content: bytes) -> Checked:
    return Checked(name=clean_name(name, "mp4"), content=without_tags(content), content_type="video/mp4")


def without_tags(content: bytes) -> bytes:
    """Give an MP4 whose boxes of user data, where cameras write the place, are declared empty space.

    Raises Unacceptable for a file whose boxes do not fit together.
    """
    kept = bytearray(content)
    ranges = [(0, len(kept))]
    while ranges:
        at, end = ranges.pop()
        while at < end:
            size = int.from_bytes(kept[at : at + 4], "big")
            kind = bytes(kept[at + 4 : at + 8])
            head = 8
            if size == 1:
                size, head = int.from_bytes(kept[at + 8 : at + 16], "big"), 16
            size = size or end - at
            if size < head or at + size > end:
                raise Unacceptable("broken")
            if kind in BOXES_ABOUT_PEOPLE:
                kept[at + 4 : at + 8] = b"free"
                kept[at + head : at + size] = bytes(size - head)
            elif kind in BOXES_WITH_BOXES:
                ranges.append((at + head, at + size))
            at += size
    return bytes(kept)


KINDS: Mapping[str, Callable[[str, bytes], Checked]] = {
    "jpg": _picture("JPEG", "jpg"),
    "png": _picture("PNG", "png"),
    "webp": _picture("WEBP", "webp"),
    "heic": _picture("JPEG", "jpg"),
    "pdf": _as_it_is("pdf", "application/pdf"),
    "hwp": _as_it_is("hwp", "application/x-hwp"),
    "hwpx": _as_it_is("hwpx", "application/hwp+zip"),
    "docx": _as_it_is("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": _as_it_is("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "txt": _as_it_is("txt", "text/plain"),
    "mp4": _film,
}
ACCEPTED = ".jpg,.jpeg,.png,.webp,.heic,.pdf,.hwp,.hwpx,.docx,.xlsx,.txt,.mp4"

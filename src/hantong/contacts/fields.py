"""Form fields that several pages of the front door share."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hantong.cases.actions import NewFile
from hantong.cases.file_check import ACCEPTED
from hantong.people.contact_points import NotAContactPoint, normalised
from hantong.people.models import Resident

LANGUAGES = [
    ("ko", "한국어"), ("en", "English"), ("zh", "中文"), ("ja", "日本語"), ("vi", "Tiếng Việt"), ("th", "ภาษาไทย"),
    ("ru", "Русский"),
]  # fmt: skip
NEEDS = [
    (Resident.Need.INTERPRETER, _("An interpreter")),
    (Resident.Need.SIGN_LANGUAGE, _("Sign language")),
    (Resident.Need.LARGE_PRINT, _("Large print")),
    (Resident.Need.WHEELCHAIR, _("Wheelchair access")),
    (Resident.Need.CANNOT_READ, _("I cannot read: please tell me by voice")),
    (Resident.Need.HARD_OF_HEARING, _("Hard of hearing")),
]


class FilesInput(forms.ClearableFileInput):
    """A file input for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files of the kinds that we take, read into memory; their content is checked by the verb."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=FilesInput({"accept": ACCEPTED, "data-most-mb": "10"}), **options)

    def clean(self, data: Any, initial: Any = None) -> list[NewFile]:
        """Give the files as they were sent."""
        sent: Sequence[UploadedFile[bytes]] = [each for each in (data or []) if each]
        for each in sent:
            if each.size and each.size > 21 * 1024 * 1024:
                raise ValidationError(_("“%(name)s” is too large."), params={"name": str(each.name)[:60]})
        return [NewFile(name=each.name or "file", content=each.read()) for each in sent]


class ContactPointField(forms.CharField):
    """A telephone number or e-mail address as people write it."""

    def __init__(self, *, kind: str, wrong: str | Promise, **options: Any) -> None:
        self.kind, self.wrong = kind, wrong
        super().__init__(max_length=254, **options)

    def clean(self, value: Any) -> str:
        """Refuse what cannot be called or written to."""
        text = str(super().clean(value) or "").strip()
        if text:
            try:
                normalised(kind=self.kind, value=text)
            except NotAContactPoint as wrong:
                raise ValidationError(str(self.wrong)) from wrong
        return text

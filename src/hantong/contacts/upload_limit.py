"""The end of what one request may carry, before a byte of it is written down."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = 110 * 1024 * 1024


class LimitedUpload(FileUploadHandler):
    """Refuses a request that says it is larger than every file we would take together; takes no file itself."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *more: Any, **named: Any) -> None:  # noqa: N803 (Django's own name)
        """Look at the announced length. Raises RequestDataTooBig."""
        if content_length > MOST_BYTES:
            raise RequestDataTooBig("more than we take at once")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass everything on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to those who keep it."""

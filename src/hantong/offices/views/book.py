"""All offices as one YAML file: taken out, and brought in after a look at what would change."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from hantong.access.doors import allow
from hantong.offices import actions
from hantong.offices.models import EDITING
from hantong.offices.request import StaffRequest
from hantong.offices.views.book_page import Book, File, book_file, book_page
from hantong.offices.yaml_book import as_yaml, stored_book
from hantong.offices.yaml_reading import read_yaml

FILE_NAME = "offices.yaml"


@require_GET
@allow(EDITING)
def download(request: StaffRequest) -> HttpResponse:
    """Give all offices as a file."""
    return book_file(as_yaml(stored_book()), name=FILE_NAME)


def _bring_in(file: File) -> Sequence[object]:
    wanted = read_yaml(file.text, name=file.name)
    return actions.import_offices(book=wanted, by=file.by, at=file.at, is_dry_run=file.is_dry_run)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(EDITING)
def book(request: StaffRequest) -> HttpResponse:
    """Bring a file in: first show what would change, then do it."""
    brought = Book(
        capability=EDITING,
        template="offices/book.html",
        file_name=FILE_NAME,
        list_name="offices:tree",
        bring_in=_bring_in,
    )
    return book_page(request, brought)

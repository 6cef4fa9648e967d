"""Names the style sheet before the page begins, so that a browser fetches it before it has read the page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static


class EarlySheet:
    """Adds to every whole page where its style sheet is; pieces of pages have theirs already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the sheet named in the head of a page."""
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and "HX-Request" not in request.headers:
            response.headers.setdefault("Link", f"<{static('vendor/pages.css')}>; rel=preload; as=style")
        return response

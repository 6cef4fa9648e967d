"""An error leaves its reader in the frame they know, with a way back, and its page never fails itself."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from pytest_django import DjangoAssertNumQueries

from hantong.access.models import Staff
from hantong.project import error_pages
from hantong.project.menu import menu_for
from hantong.project.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def _fault(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("ours")


def _unreadable(request: HttpRequest) -> HttpResponse:
    raise BadRequest("theirs")


urlpatterns = [path("fault", _fault), path("unreadable", _unreadable), path("", include("hantong.project.urls"))]


@pytest.fixture(autouse=True)
def _with_faults() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False, headers={"accept-language": "en"})


@pytest.fixture
def official(visitor: Client, hyunwoo: Staff) -> Client:
    hyunwoo.language = "en"
    hyunwoo.save()
    visitor.force_login(hyunwoo)
    return visitor


@pytest.mark.parametrize(
    ("address", "status"), [("/unreadable", 400), ("/staff/", 403), ("/nowhere", 404), ("/fault", 500)]
)
def test_staff_keep_their_menu_and_a_way_back(official: Client, address: str, status: int) -> None:
    answer = official.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert 'class="rail-menu"' in page
    assert ">To where my work begins<" in page
    assert "masthead" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), [("/unreadable", 400), ("/nowhere", 404), ("/fault", 500)])
def test_residents_keep_the_public_head(visitor: Client, address: str, status: int) -> None:
    answer = visitor.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert 'class="masthead"' in page
    assert ">To the first page<" in page
    assert "your office" not in page
    assert "rail" not in page


@pytest.mark.django_db
def test_koreans_read_korean(client: Client) -> None:
    page = client.get("/nowhere").content.decode()
    assert "찾으시는 화면이 없습니다" in page
    assert "더 이상 보이지 않는 화면입니다" in page


def test_a_stale_form_is_refused_inside_the_frame(hyunwoo: Staff) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(hyunwoo)
    answer = strict.post("/account/logout/", headers={"referer": "http://testserver/matters/"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "한 번만 더 보내 주십시오" in page
    assert 'class="rail-menu"' in page
    assert 'href="http://testserver/matters/"' in page


def test_the_way_back_leads_only_to_our_own_pages(official: Client) -> None:
    for elsewhere in ("http://elsewhere.example/x", "http://testserver/nowhere"):
        assert (
            "Back to the page before" not in official.get("/nowhere", headers={"referer": elsewhere}).content.decode()
        )


def test_a_fault_asks_nothing_of_the_database(
    official: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = official.get("/nowhere").wsgi_request
    with django_assert_num_queries(0):
        page = error_pages.server_error(request).content.decode()
    assert all(str(line.url) in page for line in menu_for(request.person, "/")), "the whole menu"  # type: ignore[attr-defined]


def test_a_fault_says_its_number_and_offers_the_same_page_again(official: Client) -> None:
    answer = official.get("/fault?page=2")
    assert f"Number of this fault: {answer['X-Request-Id']}" in answer.content.decode()
    assert 'href="/fault?page=2"' in answer.content.decode()
    assert "Try again</" not in official.post("/fault").content.decode()


@pytest.mark.django_db
def test_where_even_the_page_fails_words_without_anything_are_left(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_more: object) -> HttpResponse:
        raise RuntimeError("no templates")

    monkeypatch.setattr(error_pages, "render", broken)
    monkeypatch.setattr(error_pages, "render_to_string", broken)
    for address in ("/nowhere", "/fault"):
        answer = visitor.get(address)
        assert answer.status_code == 500
        assert "저희 쪽에서 오류가 났습니다" in answer.content.decode()
        assert "That was our mistake" in answer.content.decode()

"""A picture behind an address is fetched from the public internet only, by a job, and checked like any other file."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hantong.cases.models import Attachment, Case
from hantong.channels.open311 import jobs
from hantong.channels.open311.tests.conftest import V2
from hantong.contacts import linked_files
from hantong.contacts.tests.elsewhere import elsewhere

__all__ = ["elsewhere"]
pytestmark = pytest.mark.usefixtures("clock")
Form = Callable[..., dict[str, Any]]


def filed_with(client: Client, filed: Form, *links: str) -> Case:
    assert client.post(f"{V2}/requests.json", filed(media_url=list(links))).status_code == 201
    return Case.objects.get()


def test_a_linked_picture_is_attached_once_and_the_link_is_published(
    client: Client, filed: Form, elsewhere: str
) -> None:
    case = filed_with(client, filed, f"{elsewhere}/a.jpg", f"{elsewhere}/b.jpg", f"{elsewhere}/gone.jpg")
    for _ in range(2):
        jobs.fetch_pictures(case=str(case.pk))
    assert [(row.name, row.content_type) for row in Attachment.objects.all()] == [("a.jpg", "image/jpeg")]
    [row] = client.get(f"{V2}/requests/{case.number}.json?jurisdiction_id=suwon").json()
    assert row["media_url"] == f"{elsewhere}/a.jpg"


def test_a_job_fetches_it_and_not_the_request(client: Client, filed: Form) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    case = filed_with(client, filed, "http://pictures.invalid/a.jpg")
    client.post(f"{V2}/requests.json", filed(media_url=["http://pictures.invalid/a.jpg"]))
    waiting = ProcrastinateJob.objects.filter(task_name="open311_pictures")
    assert [job.args for job in waiting] == [{"case": str(case.pk)}]


def test_what_is_busy_is_tried_again(elsewhere: str) -> None:
    with pytest.raises(linked_files.NotFetched) as raised:
        linked_files.fetched(f"{elsewhere}/busy.jpg")
    assert not raised.value.permanent


@pytest.mark.parametrize("path", ["/elsewhere.jpg", "/gone.jpg", "/huge.jpg"])
def test_nothing_is_followed_and_nothing_huge_is_read(
    elsewhere: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linked_files, "MOST_BYTES", 2000)
    with pytest.raises(linked_files.NotFetched) as raised:
        linked_files.fetched(f"{elsewhere}{path}")
    assert raised.value.permanent


def test_a_name_with_one_private_address_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(2, 1, 6, "", ("1.1.1.1", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **named: both)
    with pytest.raises(linked_files.NotFetched, match="public internet"):
        linked_files.fetched("http://rebinding.example/a.jpg")


def test_an_erased_matter_fetches_nothing(client: Client, filed: Form, elsewhere: str) -> None:
    case = filed_with(client, filed, f"{elsewhere}/a.jpg")
    Case.objects.update(erased_at=case.said_at)
    jobs.fetch_pictures(case=str(case.pk))
    assert not Attachment.objects.exists()

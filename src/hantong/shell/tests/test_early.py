"""A page says where its style sheet is before it begins; pieces and files do not."""

import re

import pytest
from django.test import Client


@pytest.mark.django_db
def test_a_page_names_its_own_sheet_first(client: Client) -> None:
    answer = client.get("/")
    named = re.match(r"<([^>]+)>; rel=preload; as=style$", answer.headers["Link"])
    assert named is not None
    assert f'<link rel="stylesheet" href="{named[1]}">' in answer.content.decode()


@pytest.mark.django_db
def test_a_piece_and_a_file_do_not(client: Client) -> None:
    assert "Link" not in client.get("/", headers={"hx-request": "true"}).headers
    assert "Link" not in client.get("/healthz").headers

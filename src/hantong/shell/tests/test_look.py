"""Day, night and large text are remembered, and lead nowhere else."""

from __future__ import annotations

from django.test import Client


def test_night_is_remembered_and_leads_back() -> None:
    client = Client()
    answer = client.post("/look", {"look": "night", "next": "/offline"})
    assert answer["Location"] == "/offline"
    assert 'data-look="night"' in client.get("/offline").content.decode()


def test_normal_text_forgets_the_large_one() -> None:
    client = Client()
    client.post("/look", {"text": "large"})
    assert 'data-text="large"' in client.get("/offline").content.decode()
    client.post("/look", {"text": "normal"})
    assert "data-text" not in client.get("/offline").content.decode()


def test_a_look_that_does_not_exist_is_not_kept() -> None:
    client = Client()
    client.post("/look", {"look": '"><script>'})
    assert "data-look" not in client.get("/offline").content.decode()


def test_it_never_sends_one_to_another_site() -> None:
    assert Client().post("/look", {"look": "day", "next": "https://elsewhere.example/"})["Location"] == "/"


def test_it_is_not_a_page() -> None:
    assert Client().get("/look").status_code == 405


def test_the_frame_speaks_the_chosen_language() -> None:
    client = Client()
    assert '<html lang="ko"' in client.get("/offline").content.decode()
    client.post("/language", {"language": "en", "next": "/offline"})
    assert "Skip to content" in client.get("/offline").content.decode()

"""What this channel works out: XML and JSON, words for the public, languages, and which addresses are public."""

import json

import pytest

from hantong.channels.open311.filing import fingerprint, is_link
from hantong.channels.open311.tests.conftest import parsed
from hantong.channels.open311.tongue import our_language, wanted_language
from hantong.channels.open311.wordings import full_name, public_words, without_tags
from hantong.channels.open311.writing import written
from hantong.contacts.linked_files import NotFetched, fetched
from hantong.outside.places import is_public_address


def test_one_content_two_forms() -> None:
    content = [{"a": "<&>", "is": True, "none": None, "lat": 37.5, "notes": [{"n": 1}, {"n": 2}]}]
    root = parsed(written("xml", "service_requests", content))
    assert [(each.tag, each.text) for each in root[0]][:4] == [
        ("a", "<&>"),
        ("is", "true"),
        ("none", None),
        ("lat", "37.5"),
    ]
    assert [note.findtext("n") for note in root.findall("request/notes/note")] == ["1", "2"]
    assert json.loads(written("json", "service_requests", content)) == content


def test_letters_that_xml_does_not_know_are_left_out() -> None:
    text = written("xml", "service_requests", [{"a": "가\x00\x0b\ufffe\ud800나😀\t"}])
    assert parsed(text.encode()).findtext("request/a") == "가나😀\t"


@pytest.mark.parametrize(
    "text",
    [
        "010-1234-5678",
        "(02) 123 4567",
        "031.234.5678",
        "+82 10 1234 5678",
        "+82-2-123-4567",
        "01012345678",
        "a.b+c@d.example",
    ],
)
def test_ways_to_reach_people_are_hidden(text: str) -> None:
    assert public_words(f"연락은 {text} 입니다") == "연락은 ○○○ 입니다"


@pytest.mark.parametrize(
    "text", ["2026-03-04 12:00", "4821-0934-5517", "덕영대로 924", "3,000원", "110동 1203호", "1588-1234"]
)
def test_other_numbers_stay(text: str) -> None:
    assert public_words(text) == text


def test_the_residents_name_is_hidden() -> None:
    assert public_words("한영숙 님께", name="한영숙") == "○○○ 님께"
    assert public_words("한 번 더", name="한") == "한 번 더"


def test_names_are_put_together_as_people_write_them() -> None:
    assert full_name("영숙", "한") == "한영숙"
    assert full_name("Young", "Han") == "Young Han"
    assert full_name("", "") == ""


def test_tags_go_and_lesser_signs_stay() -> None:
    assert without_tags("<p>3 < 4 <br/>ok</p>") == "3 < 4 ok"


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("", "", "ko"),
        ("en", "ko", "en"),
        ("EN_us", "", "en"),
        ("xx", "en;q=0.5, ja", "ja"),
        ("", "fr", "ko"),
        ("%", "ru-RU", "ru"),
    ],
)
def test_the_language_that_is_wanted(asked: str, accepted: str, language: str) -> None:
    assert wanted_language(asked, accepted) == language
    assert our_language(language) == ("ko" if language == "ko" else "en")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
        "2002:0a00:0001::1", "ff02::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_private_networks_are_no_public_addresses(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "211.234.10.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_public_addresses(address: str) -> None:
    assert is_public_address(address)


@pytest.mark.parametrize(
    "link",
    [
        "http://127.0.0.1/x.jpg", "http://localhost/x.jpg", "https://[::1]/", "http://2130706433/", "http://0x7f.1/",
        "http://example.org:22/", "ftp://example.org/", "http://example.org:99999/",
    ],
)  # fmt: skip
def test_nothing_is_fetched_from_within(link: str) -> None:
    with pytest.raises(NotFetched) as raised:
        fetched(link)
    assert raised.value.permanent or "0x7f" in link


@pytest.mark.parametrize(
    ("link", "is_one"),
    [
        ("https://a.example/1.jpg", True),
        ("javascript:alert(1)", False),
        ("http://", False),
        ("http://a b", False),
        ("http://[", False),
    ],
)
def test_links(link: str, is_one: bool) -> None:
    assert is_link(link) == is_one


def test_a_fingerprint_is_of_the_words_not_of_the_key() -> None:
    first = fingerprint({"api_key": ["a"], "lat": ["1"], "x": ["1", "2"]})
    assert first == fingerprint({"x": ["1", "2"], "lat": ["1"], "api_key": ["b"]})
    assert first != fingerprint({"x": ["1"], "lat": ["1"]})

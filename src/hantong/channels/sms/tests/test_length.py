"""What staff see of length and cost while they write: the same from the server and from the page's own module."""

import base64
import json
import re
import shutil
import subprocess

import pytest
from django.utils import translation

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.cases.tests.desk import signed_in
from hantong.channels.sms.length import length_of
from hantong.channels.sms.measure import octets_korean
from hantong.channels.sms.segments import cut
from hantong.channels.sms.tests.conftest import ROOT
from hantong.channels.sms.tests.test_taking import Say, say

__all__ = ["say"]
MODULE = ROOT / "src/hantong/cases/static/cases/js/text_length.js"
TEXTS = [
    "", "Hello", "a" * 160, "a" * 161, "a" * 152 + "€" * 200, "[x]" * 60, "가" * 70, "가" * 71, "가" * 66 + "😀" * 70,
    "수원역 앞 가로등을 오늘 고치겠습니다. €", "é" * 161, "ç" * 71, "\n" * 3 + "가", "한 줄\n\n두 줄" * 40,
]  # fmt: skip


@pytest.fixture
def case(say: Say, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("HANTONG_SMPP", "smpp://a:b@127.0.0.1")
    found = say("가로등이 꺼졌습니다.").case
    assert found is not None
    return found


def test_the_answers_form_says_length_and_cost(case: Case, jiwoo: Staff) -> None:
    client = signed_in(jiwoo, language="ko")
    page = client.get(f"/cases/{case.number}").content.decode()
    assert 'id="answer-length"' in page
    assert 'data-usual="sms"' in page
    assert "문자: " in page
    assert "원." in page


def test_without_javascript_the_preview_counts(case: Case, jiwoo: Staff) -> None:
    client = signed_in(jiwoo, language="ko")
    counts: list[int] = []
    for text in ("네", "가" * 500):
        answered = client.post(f"/cases/{case.number}/answers", {"answer-text": text, "do": "preview"})
        page = answered.content.decode()
        counts += [int(found) for found in re.findall(r">문자: \d+자 중 \d+자, (\d+)건", page)]
    assert counts[1] > counts[0] + 5


def test_where_no_texts_go_out_nothing_is_said_of_them(
    case: Case, jiwoo: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HANTONG_SMPP")
    client = signed_in(jiwoo, language="ko")
    assert "answer-length" not in client.get(f"/cases/{case.number}").content.decode()


def test_a_vendor_counts_bytes_and_letters_that_telephones_lack_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANTONG_SMS_VENDOR_URL", "https://vendor.example/")
    assert "SMS" in length_of("", "네", "").words
    found = length_of("안녕하십니까.\n\n", "가" * 60 + "😀", "\n\n끝")
    assert "LMS" in found.words
    assert "😀" in found.words
    with translation.override("ko"):
        assert "앞부분" in length_of("", "가" * 1200, "\n\n주소").words


def test_the_pages_own_module_counts_the_same() -> None:
    if shutil.which("node") is None:
        pytest.skip("Node.js is missing: `make test` needs it")
    code = base64.b64encode(MODULE.read_bytes()).decode()
    script = (
        "globalThis.document = {addEventListener() {}, getElementById() { return null; }};"
        f"const {{parts, octets}} = await import('data:text/javascript;base64,{code}');"
        "let all = ''; for await (const piece of process.stdin) all += piece;"
        "console.log(JSON.stringify(JSON.parse(all).map((text) => [parts(text), octets(text)])));"
    )
    ran = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        input=json.dumps(TEXTS),
        capture_output=True,
        text=True,
        check=True,
    )
    for text, (counted, octets) in zip(TEXTS, json.loads(ran.stdout), strict=True):
        found = cut(text)
        assert counted == {"count": len(found.parts), "size": found.units, "most": found.units + found.left}, text
        assert octets == octets_korean(text)[0], text

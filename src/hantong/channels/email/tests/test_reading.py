"""Mail as it really arrives is taken apart: Korean charsets, broken parts, quoted history, HTML of strangers."""

from email.message import EmailMessage

import pytest

from hantong.channels.email import cleaning, quoting
from hantong.channels.email.charsets import header_letters
from hantong.channels.email.envelope import outside_of
from hantong.channels.email.reading import Unreadable, read_mail

SAID = "가로등이 꺼졌습니다. 똠방각하"


def raw(charset: str, codec: str, *, subject: bytes = b"hello", kind: str = "plain") -> bytes:
    head = f"From: =?utf-8?B?7ZWc7JiB7IiZ?= <Han@Example.org>\r\nContent-Type: text/{kind}; charset={charset}\r\n"
    return head.encode() + b"Subject: " + subject + b"\r\n\r\n" + SAID.encode(codec, "replace") + b"\r\n"


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("euc-kr", "cp949"),
        ("ks_c_5601-1987", "cp949"),
        ("utf-8", "utf-8"),
        ("x-unheard-of", "cp949"),
        ("us-ascii", "cp949"),
    ],
)
def test_korean_is_read_whatever_it_is_called(charset: str, codec: str) -> None:
    assert read_mail(raw(charset, codec)).fresh == SAID


def test_iso_2022_kr_is_read() -> None:
    content = b"From: han@example.org\r\nContent-Type: text/plain; charset=ISO-2022-KR\r\n\r\n"
    assert read_mail(content + "가로등이 꺼졌습니다".encode("iso2022_kr")).fresh == "가로등이 꺼졌습니다"


@pytest.mark.parametrize("codec", ["utf-8", "cp949"])
def test_a_subject_in_bare_bytes_is_read(codec: str) -> None:
    assert read_mail(raw("utf-8", "utf-8", subject="불법 주차".encode(codec))).subject == "불법 주차"


def test_encoded_words_with_a_wrong_charset_or_broken_base64_do_not_stop_anything() -> None:
    assert header_letters("=?euc-kr?B?sKG3zrXu?= =?x-no?Q?abc?=") == "가로등abc"
    assert header_letters("=?utf-8?B?!!!?= hello").endswith("hello")


def test_the_sender_is_a_name_and_an_address() -> None:
    mail = read_mail(raw("utf-8", "utf-8"))
    assert (mail.name, mail.sender) == ("한영숙", "han@example.org")


@pytest.mark.parametrize(
    "mark",
    [
        "-----Original Message-----\nFrom: 한통 <minwon@example.org>\nSubject: 접수",
        "2026년 3월 4일 (수) 오후 12:00, 한통 <minwon@example.org>님이 작성:\n\n> 잘 받았습니다.",
        "On Wed, Mar 4, 2026 at 12:00 PM Hantong <minwon@example.org>\nwrote:\n\n> We have received it.",
        "보낸사람: 한통 <minwon@example.org>\n받는사람: 한영숙\n제목: [접수]\n\n잘 받았습니다.",
        "> 잘 받았습니다.",
        "________________________________\nFrom: Hantong\nSent: today",
    ],
)
def test_quoted_history_is_told_from_new_words(mark: str) -> None:
    fresh, history = quoting.divided(f"아직 꺼져 있습니다.\n내일도 확인해 주세요.\n\n{mark}")
    assert fresh == "아직 꺼져 있습니다.\n내일도 확인해 주세요."
    assert history


def test_words_below_a_quote_are_new_words() -> None:
    fresh, history = quoting.divided("> 어디입니까?\n수원역 앞입니다.\n> 언제입니까?\n어제부터입니다.")
    assert fresh == "수원역 앞입니다.\n어제부터입니다."
    assert history == "어디입니까?\n언제입니까?"


def test_a_sentence_about_who_wrote_is_no_history() -> None:
    text = "From: 이라고 적힌 표지판이 떨어졌습니다.\n위험합니다."
    assert quoting.divided(text) == (text, "")


def test_html_becomes_lines_of_words() -> None:
    content = (
        b"From: a@example.org\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        + (
            "<style>p{}</style><p>가로등이<br>꺼졌어요</p><script>alert(1)</script><div>A &amp; B &lt;3</div>"
            '<div class="gmail_quote">이전 <b>메일</b></div>'
        ).encode()
    )
    mail = read_mail(content)
    assert mail.fresh == "가로등이\n꺼졌어요\nA & B <3"
    assert mail.history == "이전 메일"


@pytest.mark.parametrize(
    "trap",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>',
        "<iframe src=//example.org></iframe>", '<p style="position:fixed">x</p>', "<form action=/><input></form>",
        '<svg onload="alert(1)">', "<math><mtext></mtext></math>", '<img src="https://example.org/seen.gif">',
        "<meta http-equiv=refresh content=0>", "<base href=//example.org>", "<link rel=stylesheet href=//example.org>",
    ],
)  # fmt: skip
def test_shown_html_can_do_nothing(trap: str) -> None:
    safe = cleaning.safe(f"<p>safe</p>{trap}")
    assert "<p>safe</p>" in safe
    for word in (
        "alert",
        "script",
        "onerror",
        "onload",
        "style",
        "example.org",
        "<img",
        "<form",
        "<input",
        "http-equiv",
    ):
        assert word not in safe


def test_files_keep_their_korean_names_and_a_mail_inside_is_a_text() -> None:
    message = EmailMessage()
    message["From"] = "han@example.org"
    message.set_content("사진입니다")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="민원 서류.pdf")
    inner = EmailMessage()
    inner["Subject"] = "안내문"
    inner.set_content("전달합니다")
    message.add_attachment(inner)
    files = read_mail(message.as_bytes()).files
    assert [file.name for file in files] == ["민원 서류.pdf", "mail.txt"]
    assert "전달합니다" in files[1].content.decode()


def test_mails_that_are_built_to_take_for_ever_are_refused_before_they_are_read() -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(500))
    wide = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\n" * 30_000
    head = b"X: " + b"a" * 400_000 + b"\r\n\r\nhello"
    for content, reason in ((deep, "many_parts"), (wide, "many_parts"), (head, "huge_head")):
        with pytest.raises(Unreadable) as refused:
            read_mail(content)
        assert refused.value.reason == reason


def test_headers_with_ten_thousand_recipients_are_read_quickly_enough_to_count_them() -> None:
    to = ", ".join(f"a{n}@example.org" for n in range(10_000))
    assert len(read_mail(f"From: b@example.org\r\nTo: {to}\r\n\r\nhello".encode()).recipients) > 100


@pytest.mark.parametrize(
    "content",
    [b"", b"\r\n\r\n", b"no headers at all", b"From: @@@\r\nTo: <<<\r\nDate: never\r\nReferences: <\r\n\r\nx",
     b"Content-Type: multipart/mixed\r\n\r\nno boundary", b"Content-Transfer-Encoding: base64\r\n\r\n####",
     b"Content-Type: text/plain; charset=\xff\xfe\r\n\r\nhi", b"Content-Type: ;;;\r\nMIME-Version: x\r\n\r\nhi",
     b"Content-Disposition: attachment; filename*=utf-8''%E3%28\r\n\r\nhi", b"\xff" * 5000],
)  # fmt: skip
def test_broken_mail_is_read_as_far_as_it_goes(content: bytes) -> None:
    assert isinstance(read_mail(content).fresh, str)


def test_the_same_mail_by_another_way_has_the_same_key() -> None:
    mail = b"Message-ID: <1@example.org>\r\nFrom: a@example.org\r\nSubject: x\r\n\r\nhello\r\n"
    one = outside_of([b"Received: from here\r\n" + mail])
    other = outside_of(
        [b"Received: from there\n\tby us\n", mail.replace(b"\r\n", b"\n")[:60], mail.replace(b"\r\n", b"\n")[60:]]
    )
    assert one.key == other.key
    assert outside_of([mail.replace(b"hello", b"hallo")]).key != one.key

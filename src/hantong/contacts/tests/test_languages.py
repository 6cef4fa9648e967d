"""The language of a text is told by its letters and small words."""

import pytest

from hantong.contacts.languages import found_in, language_of_text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("가로등이 꺼졌습니다. 빨리 고쳐 주세요.", "ko"),
        ("ok 여권 passport renewal 서류 뭐 필요해요?", "ko"),
        ("大韓民國 國籍 신청하려면 어디로 가나요", "ko"),
        ("The street light in front of my house is broken.", "en"),
        ("please help", "en"),
        ("我家门口的路灯坏了,请帮忙修理。", "zh"),
        ("我想申請外國人登錄證", "zh"),
        ("家の前の街灯が壊れています。修理をお願いします。", "ja"),
        ("外国人登録の更新について教えてください", "ja"),
        ("Đèn đường trước nhà tôi bị hỏng, xin giúp tôi.", "vi"),
        ("toi muon hoi ve the nguoi nuoc ngoai, xin cam on", "vi"),
        ("ไฟถนนหน้าบ้านเสีย ช่วยซ่อมด้วยค่ะ", "th"),
        ("Не горит фонарь перед моим домом, помогите.", "ru"),
    ],
)
def test_the_language_is_told(text: str, wanted: str) -> None:
    found = found_in(text)
    assert found is not None
    assert found.language == wanted


@pytest.mark.parametrize("text", ["", "010-1234-5678", "👍", "https://example.org/the/is/and han@example.org"])
def test_where_no_letters_speak_nothing_is_claimed(text: str) -> None:
    assert found_in(text) is None
    assert language_of_text(text, otherwise="ko") == "ko"


def test_quoted_history_does_not_speak() -> None:
    text = (
        "Cảm ơn, tôi đã nhận được.\n\n> 안녕하십니까. 문의하신 건에 답변드립니다. 가로등을 고쳤습니다.\n> 감사합니다."
    )
    assert language_of_text(text, otherwise="ko") == "vi"


def test_decomposed_letters_are_the_same_letters() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", "Tôi muốn hỏi về thẻ đăng ký")
    assert language_of_text(text, otherwise="ko") == "vi"


def test_a_language_that_we_do_not_write_is_not_taken_for_russian() -> None:
    assert found_in("Гэрлийн гэрэл ажиллахгүй байна, өнөөдөр") is None


def test_one_foreign_word_is_no_certainty() -> None:
    found = found_in("OK")
    assert found == ("en", False)

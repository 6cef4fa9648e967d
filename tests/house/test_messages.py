"""The tool for translations finds messages in code and pages, and says which have no Korean."""

import ast
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASKING = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
PAGE = """{% translate "Night desk" %}
{% blocktranslate count n=n %}{{ n }} call{% plural %}{{ n }} calls{% endblocktranslate %}"""
CODE = 'from django.utils.translation import gettext as _\n\nword = _("Answered at once")\n'


@pytest.fixture
def messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The tool, looking at one small room."""
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    room = tmp_path / "desk"
    (room / "templates").mkdir(parents=True)
    (room / "__init__.py").write_text(CODE)
    (room / "templates" / "desk.html").write_text(PAGE)
    monkeypatch.setattr(module, "SOURCE", tmp_path)
    return module


def catalogue(messages: ModuleType) -> Path:
    return Path(messages.SOURCE) / "desk" / Path(messages.CATALOGUE)


def translate(messages: ModuleType, english: str, korean: str) -> None:
    file = catalogue(messages)
    head, found, rest = file.read_text().partition(f'msgid "{english}"')
    assert found
    before, empty, after = rest.partition('""')
    file.write_text(head + found + before + f'"{korean}"' + after)
    assert empty


def test_what_has_no_korean_is_named(messages: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.check() == 1
    said = capsys.readouterr().out
    assert "desk/__init__.py:3: no Korean for 'Answered at once'" in said
    assert "'Night desk'" in said
    assert "'%(n)s call'" in said


def test_a_translated_room_is_accepted_and_a_later_extraction_keeps_it(messages: ModuleType) -> None:
    messages.update(Path(messages.SOURCE) / "desk")
    for english, korean in {
        "Night desk": "야간 창구",
        "Answered at once": "즉시 답변",
        "%(n)s call": "%(n)s건",
    }.items():
        translate(messages, english, korean)
    assert messages.check() == 0
    before = catalogue(messages).read_text()
    messages.update(Path(messages.SOURCE) / "desk")
    assert catalogue(messages).read_text() == before


def test_a_placeholder_that_the_message_lacks_is_a_fault(
    messages: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    messages.update(Path(messages.SOURCE) / "desk")
    translate(messages, "Night desk", "야간 창구 %(n)s")
    assert messages.check() == 1
    assert "a placeholder that the message lacks: 'Night desk'" in capsys.readouterr().out


def test_no_message_stands_inside_an_f_string_where_no_tool_finds_it() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in (ROOT / "src" / "hantong").rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ASKING
        if call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []

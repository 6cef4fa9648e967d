"""A kept piece is shown as it was first, per language and per what it depends on."""

from __future__ import annotations

from itertools import count

from django.template import Context, Template
from django.utils.translation import override

from hantong.shell.kept import MOST_KEPT


class Counter:
    """Says how often it was asked."""

    def __init__(self) -> None:
        self._asked = count(1)

    def __str__(self) -> str:
        return f"<{next(self._asked)}>"


def _shown(template: Template, **values: object) -> str:
    return template.render(Context(values))


def test_it_is_made_once_for_equal_values_and_anew_for_others() -> None:
    template, asked = Template("{% load shell %}{% kept who tab %}{{ asked }}{% endkept %}"), Counter()
    assert _shown(template, who=("a", "b"), tab="mine", asked=asked) == "&lt;1&gt;"
    assert _shown(template, who=("a", "b"), tab="mine", asked=asked) == "&lt;1&gt;"
    assert _shown(template, who=("a", "b"), tab="all", asked=asked) == "&lt;2&gt;"


def test_each_language_has_its_own() -> None:
    template = Template('{% load i18n shell %}{% kept %}{% translate "Close" %}{% endkept %}')
    for _twice in range(2):
        with override("ko"):
            assert _shown(template) == "닫기"
        with override("en"):
            assert _shown(template) == "Close"


def test_nothing_is_kept_where_a_value_is_missing() -> None:
    template, asked = Template("{% load shell %}{% kept key %}{{ asked }}{% endkept %}"), Counter()
    assert [_shown(template, key=None, asked=asked) for _n in range(2)] == ["&lt;1&gt;", "&lt;2&gt;"]
    assert _shown(template, asked=asked) == "&lt;3&gt;"


def test_what_is_kept_is_bounded() -> None:
    template, asked = Template("{% load shell %}{% kept key %}{{ asked }}{% endkept %}"), Counter()
    for key in range(MOST_KEPT):
        _shown(template, key=key, asked=asked)
    assert _shown(template, key=0, asked=asked) == "&lt;1&gt;"
    _shown(template, key="one too many", asked=asked)
    assert _shown(template, key=0, asked=asked) == f"&lt;{MOST_KEPT + 2}&gt;"

"""The pieces are escaped, named and keep the rest of the address."""

from __future__ import annotations

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from hantong.shell.marks import attributes, status
from hantong.shell.styleguide import icon_names


def show(source: str, address: str = "/rows", **context: object) -> str:
    request = RequestFactory().get(address)
    return Template("{% load shell %}" + source).render(Context({"request": request, **context}))


def test_attributes_drop_what_is_empty_and_escape_the_rest() -> None:
    html = attributes({"hx_get": "/a?b=1&c=2", "disabled": True, "title": "", "hidden": False, "class_": '"x"'})
    assert html == ' hx-get="/a?b=1&amp;c=2" disabled class="&quot;x&quot;"'


def test_a_button_says_its_word_even_when_it_shows_only_an_icon() -> None:
    html = show('{% button "Delete" "danger" icon="trash" is_bare=True %}')
    assert '<span class="unseen">Delete</span>' in html
    assert 'type="submit"' in html


def test_a_label_is_never_markup() -> None:
    assert "<b>" not in show("{% button label %}{% pill label %}{% person label %}", label="<b>x</b>")


def test_an_unknown_state_is_a_mistake_in_the_page() -> None:
    with pytest.raises(KeyError):
        status("nowhere")


def test_sorting_turns_around_and_forgets_the_page() -> None:
    assert 'href="?q=x&amp;sort=due"' in show('{% column "Due" sort="due" %}', "/rows?q=x&page=3")
    again = show('{% column "Due" sort="due" %}', "/rows?sort=due")
    assert 'aria-sort="ascending"' in again
    assert 'href="?sort=-due"' in again


def test_pages_keep_the_filter() -> None:
    html = show("{% pagination page %}", "/rows?q=x", page=Paginator(range(50), 10).page(2))
    assert 'href="?q=x&amp;page=3"' in html
    assert 'aria-current="page"' in html


def test_one_page_needs_no_links() -> None:
    assert show("{% pagination page %}", page=Paginator(range(5), 10).page(1)).strip() == ""


def test_a_cursor_replaces_the_other_way() -> None:
    html = show('{% keyset after="k9" %}', "/rows?before=k1&q=x")
    assert 'href="?q=x&amp;after=k9"' in html


def test_filters_go_to_their_own_page_and_region() -> None:
    html = show('{% filters "#rows" %}x{% endfilters %}', "/rows?q=x")
    assert 'action="/rows"' in html
    assert 'hx-target="#rows"' in html


def test_every_icon_that_a_state_names_is_drawn() -> None:
    from hantong.shell.states import STATES

    assert {state.icon for state in STATES.values()} <= set(icon_names())

"""A form field says its name, its help and what is wrong, to eyes and ears alike."""

from __future__ import annotations

from django import forms
from django.template import Context, Template


class Report(forms.Form):
    text = forms.CharField(label="What is it about?", help_text="A few words.", widget=forms.Textarea)
    kind = forms.ChoiceField(label="Answer by", choices=[("", "–"), ("call", "Call")], widget=forms.RadioSelect)
    photo = forms.FileField(label="Photo", required=False)
    agreed = forms.BooleanField(label="You may call me", required=False)
    place = forms.CharField(widget=forms.HiddenInput)


def show(source: str, **context: object) -> str:
    return Template("{% load shell %}" + source).render(Context(context))


def test_label_help_and_input_belong_together() -> None:
    html = show("{% field form.text %}", form=Report())
    assert '<label class="field-label" for="id_text">What is it about?' in html
    assert 'aria-describedby="id_text-help"' in html
    assert '<p class="field-help" id="id_text-help">A few words.</p>' in html
    assert "field-mark" in html


def test_a_wrong_field_names_its_error() -> None:
    html = show("{% field form.text %}", form=Report({"text": ""}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_text-help id_text-error"' in html
    assert 'id="id_text-error"' in html


def test_choices_are_a_named_group_without_the_empty_one() -> None:
    html = show('{% field form.kind "chips" %}', form=Report())
    assert "<fieldset" in html
    assert "field-chips" in html
    assert html.count('type="radio"') == 1


def test_optional_fields_carry_no_mark() -> None:
    assert "field-mark" not in show("{% field form.photo %}{% field form.agreed %}", form=Report())


def test_more_attributes_reach_the_input() -> None:
    html = show('{% field form.photo data_most_mb=10 accept="image/*" %}', form=Report())
    assert 'data-most-mb="10"' in html
    assert 'accept="image/*"' in html


def test_a_hidden_field_is_only_its_input() -> None:
    assert show("{% field form.place %}", form=Report()).strip().startswith('<input type="hidden"')


def test_the_summary_links_every_wrong_field() -> None:
    html = show("{% form_errors form %}", form=Report({}))
    assert 'href="#id_text"' in html
    assert 'href="#id_kind"' in html
    assert 'role="alert"' in html


def test_a_good_form_has_no_summary() -> None:
    assert show("{% form_errors form %}", form=Report()).strip() == ""


def test_what_a_visitor_typed_is_escaped() -> None:
    html = show("{% field form.text %}", form=Report({"text": "<script>alert(1)</script>"}))
    assert "<script>" not in html

"""The played resident reads forms as a browser does."""

from hantong.demonstration.browser import Page

FORM = """
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="abc">
<input type="hidden" name="seal" value="x:y">
<select name="jurisdiction"><option value="">-</option><option value="suwon">Suwon</option></select>
<input type="radio" name="attribute_size" value="hand"><input type="radio" name="attribute_size" value="wheel">
<input type="text" name="homepage"></form>
"""


def test_hidden_fields_go_back_and_choices_are_known() -> None:
    hidden, choices = Page(200, "/report/pothole", FORM).form()
    assert hidden == {"csrfmiddlewaretoken": "abc", "seal": "x:y"}
    assert choices == {"jurisdiction": ["suwon"], "attribute_size": ["hand", "wheel"]}

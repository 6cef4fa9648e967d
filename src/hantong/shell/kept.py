"""A piece of a page that is shown again as it was shown first, as long as nothing that it depends on has changed."""

from __future__ import annotations

from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST_KEPT = 256


def kept(parser: Parser, token: Token) -> KeptPiece:
    """Keep what is inside per language and per the values named: nothing else may it depend on.

    Nothing is kept where one of the values is None; never put a form's token inside.
    """
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptPiece(inside, values)


class KeptPiece(Node):
    """The node of `kept`; it lives as long as its template, which a process reads once."""

    def __init__(self, nodelist: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values
        self.shown: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Give what was shown for these values, or show it now; where too much is kept, it begins anew."""
        key = (get_language(), *(value.resolve(context, ignore_failures=True) for value in self.values))
        if None in key:
            return self.nodelist.render(context)
        shown = self.shown.get(key)
        if shown is None:
            if len(self.shown) >= MOST_KEPT:
                self.shown = {}
            shown = self.shown[key] = self.nodelist.render(context)
        return shown

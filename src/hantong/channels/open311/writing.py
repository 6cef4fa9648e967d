"""A document as XML or JSON: XML as the standard names its elements, JSON by the Spark convention (lists are bare)."""

import json
import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring  # noqa: S405 (only written, never read)

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
CONTENT_TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
ONE_OF = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
    "notes": "note",
}
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(form: str, root: str, content: object) -> str:
    """Give the document `content`, whose outermost element is `root`, in the form `xml` or `json`."""
    return as_xml(root, content) if form == "xml" else as_json(content)


def as_json(content: object) -> str:
    """Give `content` as JSON."""
    return json.dumps(content, ensure_ascii=False)


def as_xml(root: str, content: object) -> str:
    """Give `content` as XML below an element `root`; letters that XML does not know are left out."""
    top = Element(root)
    _fill(top, content)
    return DECLARATION + tostring(top, encoding="unicode", short_empty_elements=True)


def _fill(element: Element, content: object) -> None:
    if isinstance(content, Mapping):
        for name, inner in content.items():
            _fill(SubElement(element, name), inner)
    elif isinstance(content, list):
        for inner in content:
            _fill(SubElement(element, ONE_OF[element.tag]), inner)
    elif content is not None:
        element.text = _text(content)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return NOT_XML.sub("", str(value))

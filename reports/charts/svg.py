"""From a Vega-Lite spec to an SVG that our pages can carry.

The pages allow no inline style and no script, and follow light and dark. So colors are named in the spec as our
tokens ("var(--al-ink)") and leave it as classes that `charts.css` colors; fonts are the page's; links are our own.
What is not a link is hidden from screen readers: the title, the description and the table say it better.
"""

import json
import re
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET

import vl_convert
from defusedxml.ElementTree import fromstring

NAMESPACE = "http://www.w3.org/2000/svg"
SVG = f"{{{NAMESPACE}}}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
HERE = "https://chart.invalid"  # Vega would complete a relative address with one of its own
TOKEN = re.compile(r"var\(--al-([a-z0-9-]+)\)")
NOT_OURS = ("role", "class", "style", "font-family", "pointer-events", "version")

ET.register_namespace("", NAMESPACE)


def draw(spec: dict[str, Any], *, name: str, title: str, description: str) -> str:
    """The SVG of a spec, drawn once for the same content. `name` keeps its ids apart from another drawing's."""
    return _draw(json.dumps(spec, sort_keys=True), name, title, description)


@lru_cache(maxsize=256)
def _draw(spec: str, name: str, title: str, description: str) -> str:
    root = fromstring(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
    _drop_what_draws_nothing(root)
    for link in root.iter(f"{SVG}a"):
        _make_ours(link)
    for element in root.iter():
        _paint_by_class(element)
    _hide_all_but_links(root)
    _introduce(root, name, title, description)
    return ET.tostring(root, encoding="unicode")


def _drop_what_draws_nothing(parent: ET.Element) -> None:
    for child in list(parent):
        _drop_what_draws_nothing(child)
        if child.get("class") in ("background", "foreground") or (child.tag == f"{SVG}g" and not len(child)):
            parent.remove(child)


def _make_ours(link: ET.Element) -> None:
    """The address as we gave it; a mark says what it is to a mouse and to a screen reader, a word says it itself."""
    link.set("href", link.attrib.pop(XLINK_HREF).removeprefix(HERE))
    mark = link[0]
    if mark.tag != f"{SVG}text":
        ET.SubElement(link, f"{SVG}title").text = mark.get("aria-label")


def _paint_by_class(element: ET.Element) -> None:
    classes = []
    for name, value in list(element.attrib.items()):
        token = TOKEN.fullmatch(value)
        if token:
            classes.append(f"al-{name}-{token[1]}")
        if token or name in NOT_OURS or name.startswith("aria-") or (name, value) == ("opacity", "1"):
            del element.attrib[name]
    if classes:
        element.set("class", " ".join(classes))


def _hide_all_but_links(parent: ET.Element) -> None:
    for child in parent:
        if child.tag != f"{SVG}a" and child.find(f".//{SVG}a") is None:
            child.set("aria-hidden", "true")
        elif child.tag != f"{SVG}a":
            _hide_all_but_links(child)


def _introduce(root: ET.Element, name: str, title: str, description: str) -> None:
    root.set("role", "img" if root.find(f".//{SVG}a") is None else "group")  # an img may hold no links
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(f"{SVG}{tag}", id=f"{name}-{tag}")
        element.text = text
        root.insert(place, element)
    root.set("aria-labelledby", f"{name}-title")
    root.set("aria-describedby", f"{name}-desc")

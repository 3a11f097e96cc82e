"""Icons by name. The library copies and writes out a tree of XML each time; here each icon is drawn once.

Kept is what a template wrote, its name and size: never anything about a person.
"""

from __future__ import annotations

from functools import lru_cache

from django import template
from heroicons.templatetags import heroicons

register = template.Library()
MOST = 512

for draw in (heroicons.heroicon_micro, heroicons.heroicon_outline):
    register.simple_tag(lru_cache(maxsize=MOST)(draw), name=draw.__name__)

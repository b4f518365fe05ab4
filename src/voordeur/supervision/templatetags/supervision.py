# SPDX-License-Identifier: EUPL-1.2
"""A filter that puts a kind of record into words."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of(words: Mapping[str, str], code: str) -> str:
    """Return the words of a code, or the code itself when nobody gave words."""
    return words.get(code, code)

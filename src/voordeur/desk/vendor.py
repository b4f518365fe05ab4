# SPDX-License-Identifier: EUPL-1.2
"""Renew the vendored stylesheets: keep only the components and tokens that our pages use.

Run by hand, never by the application; `vendor.md` tells how. The whole Utrecht stylesheet is
407 kB and the token file 208 kB; the parts we use are less than half of that.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

COMPONENTS = frozenset(
    {
        "alert",
        "badge-counter",
        "blockquote",
        "body",
        "breadcrumb-nav",
        "button",
        "button-group",
        "button-link",
        "checkbox",
        "data-list",
        "document",
        "form-field",
        "form-field-checkbox",
        "form-field-description",
        "form-field-error-message",
        "form-fieldset",
        "form-label",
        "heading-1",
        "heading-2",
        "heading-3",
        "heading-4",
        "link",
        "ordered-list",
        "page-body",
        "page-footer",
        "page-header",
        "pagination",
        "paragraph",
        "radio-button",
        "root",
        "select",
        "separator",
        "skip-link",
        "status-badge",
        "table",
        "textarea",
        "textbox",
        "unordered-list",
    }
)
"""Names of the Utrecht components that our templates use, without the prefix."""

TOKEN_GROUPS = ("--utrecht-", "--basis-", "--voorbeeld-")
"""Token groups kept from the theme; the other groups belong to component sets we do not ship."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASS = re.compile(r"\.utrecht-([a-z0-9]+(?:-[a-z0-9]+)*)")
_CONDITIONAL = ("@media", "@supports")


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """Yield (prelude, body) of each top-level block; statements without a block are skipped.

    Raises ValueError when braces do not balance, so that a truncated download is noticed.
    """
    position = 0
    while (start := css.find("{", position)) != -1:
        depth, end = 1, start + 1
        while depth:
            if end >= len(css):
                raise ValueError("unbalanced braces in stylesheet")
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        yield css[position:start].rsplit(";", 1)[-1].strip(), css[start + 1 : end - 1]
        position = end


def keep_components(css: str, components: frozenset[str] = COMPONENTS) -> str:
    """Return the rules whose every Utrecht class belongs to `components`.

    Rules with a `data:` picture go too: our Content-Security-Policy refuses those.
    """
    kept = []
    for prelude, body in blocks(_COMMENT.sub("", css)):
        if prelude.startswith(_CONDITIONAL):
            inner = keep_components(body, components)
            if inner:
                kept.append(f"{prelude} {{\n{inner}}}\n")
        elif not prelude.startswith("@") and "data:" not in body:
            selectors = [one.strip() for one in _split_selectors(prelude)]
            wanted = [one for one in selectors if _belongs(one, components)]
            if wanted and body.strip():
                kept.append(f"{', '.join(wanted)} {{\n  {body.strip()}\n}}\n")
    return "".join(kept)


def keep_tokens(css: str, groups: tuple[str, ...] = TOKEN_GROUPS) -> str:
    """Return the theme with only the declarations whose token starts with one of `groups`."""
    kept = []
    for prelude, body in blocks(_COMMENT.sub("", css)):
        lines = [line.strip() for line in body.split(";")]
        wanted = [line for line in lines if line.startswith(groups)]
        kept.append(f"{prelude} {{\n" + "".join(f"  {line};\n" for line in wanted) + "}\n")
    return "".join(kept)


def _belongs(selector: str, components: frozenset[str]) -> bool:
    names = _CLASS.findall(selector)
    return bool(names) and all(name in components for name in names)


def _split_selectors(prelude: str) -> Iterator[str]:
    """Split a selector list at its outer commas; `:is(a, b)` stays whole."""
    depth, start = 0, 0
    for index, char in enumerate(prelude):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "," and depth == 0:
            yield prelude[start:index]
            start = index + 1
    yield prelude[start:]


def main(arguments: list[str]) -> None:
    """Read SOURCE, keep `components` or `tokens`, write TARGET with a note of what was done."""
    what, source, target = arguments
    if what not in ("components", "tokens"):
        raise SystemExit(f"what to keep is components or tokens, not {what!r}")
    keep = keep_components if what == "components" else keep_tokens
    note = (
        "/* EUPL-1.2; see LICENSE.md in this folder. Changed by Voordeur: a selection made by "
        "voordeur.desk.vendor, nothing added or rewritten. */\n"
    )
    Path(target).write_text(note + keep(Path(source).read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

# SPDX-License-Identifier: EUPL-1.2
"""Finding every page as a person does: by links, for every demo person, over plain HTTP.

What a page is made of (its address without what names somebody, and the kinds of parts in it) tells
which pages are worth a look in the browser: the same page made of the same parts is looked at once.
"""

import html
import re
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import asdict, dataclass
from http.cookiejar import CookieJar
from typing import Self
from urllib.parse import urlencode, urlsplit

SKIPPED = re.compile(
    r"\.(pdf|svg|csv|xlsx|ics|json|parquet|html|toml)$|/inloggen/logout/|/static/|/i18n/"
)
SAME_SHAPE, MOST = 2, 320


@dataclass(frozen=True)
class Sight:
    """A page that somebody reached: who, at which path, and what it is made of."""

    who: str
    path: str
    shape: str
    parts: str

    @classmethod
    def of(cls, who: str, path: str, body: str) -> Self:
        """Return the sight of an answer."""
        return cls(who, path, shape(path), parts(body))

    def plain(self) -> dict[str, str]:
        """Return it as plain data."""
        return asdict(self)


def shape(path: str) -> str:
    """Return a path with the parts that name somebody left out."""
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", path)
    path = re.sub(r"(/stuk/[a-z]+/|/aannames/|/raad/)[^/]+", r"\1*", path)
    return re.sub(r"\d+", "0", path)


def parts(body: str) -> str:
    """Return the kinds of parts a page is made of: tags with their classes, each once."""
    found = set(re.findall(r'<([a-z0-9]+)(?=[^>]*class="([^"]*)")', body))
    return " ".join(sorted(f"{tag}.{classes}" for tag, classes in found))


class Person:
    """A demo person with a browser of the simplest kind: cookies, and no script."""

    def __init__(self, address: str, name: str) -> None:
        self.address, self.name = address, name
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        page = self.read("/kies/")[1]
        card = page[: page.index(f">{name}<")].rindex("<form")
        form = page[card : page.index("</form>", card)]
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        self.start = self.read("/kies/", urlencode(fields).encode())[0]

    def read(self, path: str, data: bytes | None = None) -> tuple[str, str]:
        """Return where a path leads and what stands there; '' for what is no page or not for them."""
        try:
            with self._opener.open(self.address + path, data, timeout=60) as answer:
                if not answer.headers["content-type"].startswith("text/html"):
                    return path, ""
                return urlsplit(answer.url).path, answer.read().decode()
        except urllib.error.HTTPError:
            return path, ""

    def page_of(self, household: str) -> str:
        """Return the first page of a household for this person."""
        mine = f"/mijn/{household}/"
        return mine if self.read(mine)[1] else f"/huishouden/{household}/"

    def sights(self, start: str = "") -> list[Sight]:
        """Return every page this person can reach by links, a few of one shape."""
        found: list[Sight] = []
        seen: set[str] = set()
        shapes: Counter[str] = Counter()
        waiting = [start or self.start]
        while waiting and len(found) < MOST:
            path = waiting.pop(0)
            if path in seen or SKIPPED.search(path) or shapes[shape(path)] >= SAME_SHAPE:
                continue
            seen.add(path)
            shapes[shape(path)] += 1
            body = self.read(path)[1]
            if not body:
                continue
            found.append(Sight.of(self.name, path, body))
            links = re.findall(r'href="(/[^"#]*)', body)
            waiting += [urlsplit(html.unescape(link)).path for link in links]
        return found


def names_of(address: str) -> list[str]:
    """Return the people one can be in this demo, in the order of the page."""
    with urllib.request.urlopen(f"{address}/kies/", timeout=60) as answer:
        page = answer.read().decode()
    main = page[page.index("<main") :]
    return [html.unescape(name) for name in re.findall(r"<h2[^>]*>([^<]+)</h2>", main)]

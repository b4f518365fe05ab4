# SPDX-License-Identifier: EUPL-1.2
"""A real browser on a real server on a freshly built demo town; every test gets its own copy."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.browser.crawling import Person, Sight, names_of
from tests.machine import chromium

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = {"wide": 1280, "phone": 390}
#: Where `voordeur demo` puts the small town of the first seed.
TOWN = "demo-small-1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as a browser test."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


def _environment(folder: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("VOORDEUR_")}
    return kept | {"VOORDEUR_DATA_DIR": str(folder), "VOORDEUR_DEMO": "1"}


def _once(
    tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]
) -> Path:
    """Make something once for all workers of this run; return the folder it is in."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder, lock, done = shared / name, shared / f"{name}.lock", shared / f"{name}.done"
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        for _ in range(9000):
            if done.exists():
                return folder
            time.sleep(0.1)
        pytest.fail(f"{name} was not made within a quarter of an hour")
    make(folder)
    done.touch()
    return folder


@pytest.fixture(scope="session")
def built_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the demo town once for all workers of this run; return its folder."""
    chromium()

    def make(folder: Path) -> None:
        words = [sys.executable, "-m", "voordeur.cli", "demo", "--no-serve", "--fresh"]
        subprocess.run(words, check=True, env=_environment(folder), timeout=600)

    return _once(tmp_path_factory, "town", make) / TOWN


@dataclass(frozen=True)
class Server:
    """A running server of one copy of the town."""

    address: str
    folder: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    port = _free_port()
    words = [sys.executable, "-m", "voordeur.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(
        words,
        env=_environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/kies/", timeout=1).close()
            return process, address
        except OSError:
            if process.poll() is not None:
                pytest.fail(f"the server stopped with {process.returncode}")
            time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    pytest.fail("the server did not answer within half a minute")


def _serve(folder: Path) -> Iterator[Server]:
    process, address = _start(folder)
    try:
        yield Server(address, folder)
    finally:
        # With its workers and at once: nobody waits for an answer, and its folder goes away.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


@pytest.fixture(scope="session")
def shared_server(built_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for tests that only look."""
    folder = tmp_path_factory.mktemp("look") / "town"
    shutil.copytree(built_town, folder)
    yield from _serve(folder)


@pytest.fixture(scope="session")
def sights_of(
    shared_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], list[Sight]]:
    """Return every page a demo person reaches by links, found once for all workers of this run."""

    def found(name: str) -> list[Sight]:
        def make(folder: Path) -> None:
            folder.mkdir()
            walked = [one.plain() for one in Person(shared_server.address, name).sights()]
            (folder / "sights.json").write_text(json.dumps(walked))

        folder = _once(tmp_path_factory, f"sights-{name.replace(' ', '-')}", make)
        return [Sight(**one) for one in json.loads((folder / "sights.json").read_text())]

    return found


@pytest.fixture(scope="session")
def sights(shared_server: Server, sights_of: Callable[[str], list[Sight]]) -> list[Sight]:
    """Every page that any of the demo persons reaches: a long walk, by two workers from both ends."""
    names = names_of(shared_server.address)
    is_odd = os.environ.get("PYTEST_XDIST_WORKER", "gw0")[-1] in "13579"
    found = {name: sights_of(name) for name in (reversed(names) if is_odd else names)}
    return [one for name in names for one in found[name]]


@dataclass(frozen=True)
class Furnished:
    """A server of a town with two more households: one with nothing and one with too much."""

    server: Server
    fresh: str
    full: str
    question: str


@pytest.fixture(scope="session")
def furnished(built_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    """A server with an empty household and one in which every text is as long as it may be."""

    def make(folder: Path) -> None:
        shutil.copytree(built_town, folder)
        told = subprocess.run(
            [sys.executable, "-m", "tests.browser.furnish"],
            check=True,
            env=_environment(folder),
            capture_output=True,
            text=True,
            timeout=120,
        )
        (folder / "places.json").write_text(told.stdout.splitlines()[-1])

    folder = tmp_path_factory.mktemp("furnished") / "town"
    shutil.copytree(_once(tmp_path_factory, "furnished", make), folder)
    places = json.loads((folder / "places.json").read_text())
    serving = _serve(folder)
    yield Furnished(next(serving), **places)
    serving.close()


@pytest.fixture
def own_server(built_town: Path, tmp_path: Path) -> Iterator[Server]:
    """A server with a town of one's own, for tests that change things."""
    folder = tmp_path / "town"
    shutil.copytree(built_town, folder)
    yield from _serve(folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without its calls home."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=str(chromium()),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield found
        found.close()


class Visitor:
    """Somebody at a screen: a page with the complaints of the browser kept."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def go(self, path: str) -> Page:
        """Open a path of the server."""
        self.page.goto(self.address + path)
        return self.page

    def become(self, name: str) -> Page:
        """Sign in as the demo person with this name."""
        page = self.go("/kies/")
        card = page.locator("form", has=page.get_by_role("heading", name=name, exact=True))
        card.get_by_role("button").click()
        page.wait_for_url(lambda url: "/kies/" not in url)
        return page


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Make a visitor: `visitor(server, width="phone", language="en")`."""
    contexts: list[BrowserContext] = []

    def make(server: Server, *, width: str = "wide", language: str = "nl") -> Visitor:
        context = browser.new_context(
            viewport={"width": WIDTHS[width], "height": 900},
            locale={"nl": "nl-NL", "en": "en-GB"}[language],
            reduced_motion="reduce",
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": server.address}])
        contexts.append(context)
        return Visitor(context, server.address)

    yield make
    for context in contexts:
        context.close()


#: Axe cannot judge letters in a drawing. This weighs them against the last box drawn under them, or
#: else against the page behind the drawing (WCAG 1.4.3); what it cannot read is not clear.
DRAWN_CLEARLY = """target => {
  const text = document.querySelector(target);
  const drawing = text && text.closest("svg");
  if (!drawing) return false;
  const letters = text.getBoundingClientRect();
  const x = letters.x + letters.width / 2, y = letters.y + letters.height / 2;
  const under = [...drawing.querySelectorAll("rect")].filter(box => {
    const place = box.getBoundingClientRect();
    return box.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING
      && place.left <= x && x <= place.right && place.top <= y && y <= place.bottom
      && getComputedStyle(box).fill !== "none";
  }).at(-1);
  let behind = under ? getComputedStyle(under).fill : null;
  for (let one = drawing; one && !behind; one = one.parentElement) {
    const color = getComputedStyle(one).backgroundColor;
    if (color !== "rgba(0, 0, 0, 0)") behind = color;
  }
  const light = color => {
    const parts = (color || "").match(/^rgb\\((\\d+), (\\d+), (\\d+)\\)$/);
    if (!parts) return null;
    const [r, g, b] = parts.slice(1).map(part => part / 255).map(
      part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const [one, other] = [light(getComputedStyle(text).fill), light(behind)];
  return one && other ? Math.max(one, other) / Math.min(one, other) >= 4.5 : false;
}"""


def _clear(page: Page, rule: str, target: list[str]) -> bool:
    return rule == "color-contrast" and bool(page.evaluate(DRAWN_CLEARLY, target[0]))


OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations", "incomplete"],
}


def faults_of(page: Page, inside: str | None = None) -> list[str]:
    """Return what axe finds wrong, and what neither it nor we could judge, with the places.

    Waits first for the parts of the page that still have to come. With `inside` only the part of
    the page of that selector is judged.
    """
    expect(page.locator("[hx-trigger=load]")).to_have_count(0)
    answer = Axe().run(page, context=inside, options=OPTIONS).response
    faults = []
    for kind in ("violations", "incomplete"):
        for rule in answer[kind]:
            places = [node["target"] for node in rule["nodes"]]
            if kind == "incomplete":
                places = [place for place in places if not _clear(page, rule["id"], place)]
            if places:
                faults.append(f"{kind}: {rule['id']}: {json.dumps(places[:3])}")
    return faults


def sideways(page: Page) -> int:
    """Return how many pixels a page is wider than the screen."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )

"""A stage for stories: the real applications behind a real server, a real browser before them.

Both sides share one address, as `make run` serves them; the clock is the world's and is moved by
the story. GOI_PICTURES=yes takes pictures, into build/screenshots/.
"""

import json
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.routing import Mount

from foundation import sessions
from goi import worker
from goi.worker import Parts
from identity.models import SignInSession
from submissions.release_store import DeskSession
from web.application import build
from world import World

SHOTS = Path(__file__).parents[1] / "build" / "screenshots"
WIDE, NARROW = (1440, 900), (390, 844)
# Pictures are for eyes and cost more than all else: GOI_PICTURES=yes has them taken.
PICTURES = bool(os.environ.get("GOI_PICTURES"))
# Rules of taste that axe counts as best practice are left to our eyes; WCAG A and AA are not.
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# A pixel more than WCAG asks of what is pressed: the next machine draws its letters differently.
TARGET = 25
LOOKING = Axe()
LOOKING.axe_script += f""";axe.configure({{checks: [
  {{id: "target-size", options: {{minSize: {TARGET}}}}},
  {{id: "target-offset", options: {{minOffset: {TARGET}}}}},
]}})"""
# Long enough for a server on a busy machine: only what never comes is a fault.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Stage:
    """A served world and a browser; `people` are open pages, one context a person. Where the
    pages are those of another stage, `looking` may be off."""

    world: World
    browser: Browser
    port: int
    lang: str = "ja"
    script: bool = True
    name: str = "story"
    looking: bool = True
    people: dict[str, Page] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    shots: int = 0

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def as_(self, person: str) -> Page:
        """This person's browser, signed in; officials sit at METI's desk."""
        if person not in self.people:
            self.people[person] = self._arrive(person)
        return self.people[person]

    def _arrive(self, person: str) -> Page:
        official = person in self.world.officials
        store = self.world.release if official else self.world.main
        table = DeskSession if official else SignInSession
        ids = self.world.officials if official else self.world.people
        with store.writing() as db:
            _row, token = sessions.start(
                db, table, ids[person], "browser", self.world.clock.now(), self.world.chance
            )
        context = self._context()
        cookie = "desk" if official else "goi"
        context.add_cookies(
            [
                {"name": cookie, "value": token, "url": self.origin},
                {"name": f"{cookie}-lang", "value": self.lang, "url": self.origin},
            ]
        )
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        return page

    def _context(self) -> BrowserContext:
        width, height = WIDE
        return self.browser.new_context(
            viewport={"width": width, "height": height},
            locale=self.lang,
            java_script_enabled=self.script,
            reduced_motion="reduce",
        )

    def _heard(self, message: Any) -> None:
        # A refused form answers 409 or 422 with a page, and a story may take the network away; the
        # browser notes both as errors, and why a fetch failed beside what htmx says of it.
        expected = (
            "the server responded with a status of 4", "ERR_INTERNET_DISCONNECTED",
            "htmx:error: Failed to fetch",
        )  # fmt: skip
        if message.type == "error" and not any(one in message.text for one in expected):
            self.faults.append(message.text)

    def open(self, person: str, path: str, shot: str = "") -> Page:
        """Open a path (of the desk for officials) and look at it where `shot` names it."""
        page = self.as_(person)
        prefix = "/ministry" if person in self.world.officials else ""
        answer = page.goto(self.origin + prefix + path)
        assert answer is not None and answer.status < 400, (path, answer and answer.status)
        if shot:
            self.look(page, shot)
        return page

    def submit(self, page: Page, act: str, press: str = "", **fields: Any) -> Page:
        """Fill the form of an act and send it. `press` is the value of the button where it has
        several; a form that is folded away is unfolded first, as a person would."""
        form = page.locator(f"form#{act}").first
        form.wait_for(state="attached")
        self._unfold(form)
        for name, value in fields.items():
            self._fill(form, name, value)
        button = form.locator(f"button[value='{press}']") if press else form.locator("button.btn")
        with page.expect_navigation():
            button.last.click()
        return page

    @staticmethod
    def _unfold(part: Any) -> None:
        """Open what is folded around a part, outermost first."""
        for fold in part.locator("xpath=ancestor::details[not(@open)]").all():
            fold.locator("> summary").click()

    def _fill(self, form: Any, name: str, value: Any) -> None:
        control = form.locator(f"[name='{name}']")
        self._unfold(control.first)
        kind = control.first.evaluate("c => c.type || c.tagName") if self.script else _kind(control)
        if kind == "radio":
            form.locator(f"[name='{name}'][value='{value}']").check()
        elif kind == "checkbox":
            for one in value if isinstance(value, list) else [value]:
                form.locator(f"[name='{name}'][value='{one}']").check()
        elif kind == "select-one":
            control.select_option(value)
        elif kind == "file":
            control.set_input_files(value)
        else:
            control.fill(value)

    def look(self, page: Page, shot: str) -> None:
        """Wide and narrow: whether it fits, what axe finds (where script is on), and a picture."""
        if not self.looking:
            return
        self.shots += 1
        for label, (width, height) in (("1440", WIDE), ("390", NARROW)):
            page.set_viewport_size({"width": width, "height": height})
            if PICTURES:
                folder = SHOTS / self.name
                folder.mkdir(parents=True, exist_ok=True)
                page.screenshot(
                    path=folder / f"{self.shots:02}-{shot}-{label}.png", full_page=True
                )
            if self.script:
                wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                if wider > 0:
                    self.violations.append(f"{shot} at {label}: {wider} px too wide")
        if self.script:
            page.evaluate("scrollTo(0, 0)")  # nothing pressed lies under a bar that stays
            found = LOOKING.run(page, options=AXE).response["violations"]
            self.violations += [
                f"{shot}: {one['id']} {node['target']} "
                f"{json.dumps(node['any'], ensure_ascii=False)[:200]}"
                for one in found
                for node in one["nodes"]
            ]
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})

    def work(self) -> None:
        """What the worker does between two steps: mails, letters, replies, closings."""
        parts = Parts(
            settings=self.world.settings, main=self.world.main, release=self.world.release,
            mailer=self.world.mailer, clock=self.world.clock, chance=self.world.chance,
        )  # fmt: skip
        faults = worker.run_once(parts)
        assert not faults, faults


def id_in(page: Page) -> str:
    """The id in the address of the page."""
    found = re.search(r"/([a-z2-7]{16})(?:/|$|\?|#)", page.url + "/")
    assert found, page.url
    return found[1]


def _kind(control: Any) -> str:
    """What a control is, without running script in the page."""
    html = control.first.get_attribute("type") or ""
    if html:
        return str(html)
    return "select-one" if control.first.locator("option").count() else "text"


@contextmanager
def served(world: World) -> Iterator[int]:
    """Both applications on one free port."""
    config = uvicorn.Config(
        lambda scope, receive, send: held["app"](scope, receive, send),
        port=0, log_level="error", access_log=False, server_header=False, date_header=False,
        interface="asgi3", lifespan="off",
    )  # fmt: skip
    held: dict[str, Any] = {}
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = int(server.servers[0].sockets[0].getsockname()[1])
    origin = f"http://127.0.0.1:{port}"
    world.settings = world.settings.model_copy(update={"public_origin": origin, "demo": True})
    members = replace(world.site, settings=world.settings, origin=origin)
    desk = replace(world.desk_site, settings=world.settings, origin=origin)
    held["app"] = build(members, [Mount("/ministry", app=build(desk))])
    yield port
    server.should_exit = True
    thread.join()

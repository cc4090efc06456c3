"""Doors: methods, who is let in, one answer for hidden and never-was, language, flash."""

import httpx
import pytest

from foundation.texts import texts
from tiny_site import TinyWorld
from world import says

NEVER = "z" * 16


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/", "GET, HEAD, POST"), (f"/notes/{NEVER}", "GET, HEAD"),
     (f"/notes/{NEVER}/title", "POST"), ("/pages/1", "GET, HEAD"), ("/sign-in", "GET, HEAD, POST")],
)  # fmt: skip
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO"])
def test_other_methods_are_told_which_there_are(
    tiny: TinyWorld, path: str, allowed: str, method: str
) -> None:
    answer = tiny.as_("anna").request(method, path)
    assert answer.status_code == 405 and answer.headers["allow"] == allowed


def test_the_api_says_so_as_a_problem(tiny: TinyWorld) -> None:
    answer = tiny.as_("anna").request("PUT", "/api/")
    assert answer.status_code == 405 and answer.headers["allow"] == "GET, HEAD, POST"
    assert answer.json()["type"] == "/problems/wrong-method"


@pytest.mark.parametrize("path", ["/", "/sign-in", "/api/", "/nowhere"])
def test_head_answers_as_get(tiny: TinyWorld, path: str) -> None:
    anna = tiny.as_("anna")
    get, head = anna.get(path), anna.request("HEAD", path)
    assert head.status_code == get.status_code
    ignored = {"content-length"} if path == "/" else set()  # a page draws a new key for its form
    kept = [item for item in get.headers.items() if item[0] not in ignored]
    assert [item for item in head.headers.items() if item[0] not in ignored] == kept


@pytest.mark.parametrize("prefix", ["", "/api"])
def test_hidden_and_never_was_are_the_same_bytes(tiny: TinyWorld, prefix: str) -> None:
    hidden, anna = tiny.add_note("bert"), tiny.as_("anna")
    first, second = (anna.get(f"{prefix}/notes/{one}") for one in (hidden, NEVER))
    assert first.status_code == second.status_code == 404
    assert first.content == second.content
    assert first.headers.raw == second.headers.raw


@pytest.mark.parametrize("verb", ["title", "refuse", "fall"])
def test_so_are_they_to_an_act(tiny: TinyWorld, verb: str) -> None:
    hidden, anna = tiny.add_note("bert"), tiny.as_("anna")
    fields = {"title": "mine"} if verb == "title" else {}
    answers = [anna.post(f"/notes/{one}/{verb}", **fields) for one in (hidden, NEVER)]
    assert [one.status_code for one in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert tiny.notes()[0].title == "first"


def test_a_door_for_others_is_not_there(tiny: TinyWorld) -> None:
    anna = tiny.as_("anna")
    assert anna.get("/office").status_code == 404
    assert anna.get("/office").content == anna.get("/nowhere").content
    assert tiny.as_("clerk").get("/office").status_code == 200


def test_nobody_is_led_to_sign_in_and_back(tiny: TinyWorld) -> None:
    note_id = tiny.add_note()
    answer = tiny.anyone().get(f"/notes/{note_id}")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/sign-in?next=/notes/{note_id}"
    assert f"next=/notes/{note_id}" in says(tiny.anyone().get(answer.headers["location"]))
    assert tiny.anyone().get("/").headers["location"] == "/sign-in"
    assert tiny.anyone().post("/", title="a").headers["location"] == "/sign-in"


def test_a_client_is_told_to_sign_in(tiny: TinyWorld) -> None:
    answer = tiny.anyone().api("/")
    assert answer.status_code == 401 and answer.json()["type"] == "/problems/sign-in-needed"


def test_a_session_that_is_no_more_is_nobody(tiny: TinyWorld) -> None:
    anna = tiny.as_("anna")
    tiny.clock.forward(minutes=31)
    assert anna.api("/").status_code == 401
    bert = tiny.as_("bert")
    bert.cookies.set(tiny.site.session_cookie, "guess")
    assert bert.api("/").status_code == 401


def test_a_session_in_use_stays_and_ends_after_half_a_day(tiny: TinyWorld) -> None:
    anna = tiny.as_("anna")
    for _ in range(25):
        tiny.clock.forward(minutes=28)
        assert anna.api("/").status_code == 200
    tiny.clock.forward(minutes=28)
    assert anna.api("/").status_code == 401


def test_the_language_is_asked_kept_or_accepted(tiny: TinyWorld) -> None:
    assert 'lang="ja"' in tiny.anyone().get("/sign-in").text
    english = {"Accept-Language": "en-GB,en;q=0.9"}
    assert 'lang="en"' in tiny.anyone().get("/sign-in", headers=english).text
    reader = tiny.anyone()
    assert 'lang="en"' in reader.get("/sign-in?lang=en").text
    assert 'lang="en"' in reader.get("/sign-in").text  # kept in its cookie
    assert 'lang="ja"' in reader.get("/sign-in?lang=ja", headers=english).text
    assert 'lang="ja"' in tiny.anyone().get("/sign-in?lang=fr").text
    assert reader.api("/").headers["content-language"] == "ja"


def flash(page: httpx.Response) -> str:
    return page.text.partition('id="status"')[2].partition("</p>")[0].partition(">")[2]


def test_what_was_done_is_said_once(tiny: TinyWorld) -> None:
    anna = tiny.as_("anna")
    page = anna.follow(anna.post("/", title="a"))
    assert flash(page) == texts("ja").say("done.asked")
    assert flash(anna.get(page.request.url.path)) == ""


@pytest.mark.parametrize("cookie", ["<script>alert(1)</script>", "sign_in.title", "done.never"])
def test_a_forged_flash_says_nothing(tiny: TinyWorld, cookie: str) -> None:
    anna = tiny.as_("anna")
    anna.cookies.set("tiny-flash", cookie)
    page = anna.get("/")
    assert page.status_code == 200 and flash(page) == ""


def test_a_query_is_read_as_a_form(tiny: TinyWorld) -> None:
    anna = tiny.as_("anna")
    assert "q=甲 tags=a+b" in says(anna.get("/?q=甲&tags=a&tags=b&lang=ja"))
    assert anna.get("/?q=a&q=b").status_code == 400
    assert anna.get(f"/?q={'a' * 21}").status_code == 422
    assert anna.get("/?self=1").status_code == 422
    assert anna.api(f"/?q={'a' * 21}").json()["errors"][0]["field"] == "q"


def test_a_view_changes_nothing(tiny: TinyWorld) -> None:
    note_id, anna = tiny.add_note(), tiny.as_("anna")
    before = tiny.dump()
    for path in ("/", f"/notes/{note_id}", "/sign-in", "/pages/3", "/nowhere", "/office"):
        for method in ("GET", "HEAD"):
            anna.request(method, path)
            anna.request(method, f"/api{path}")
    assert tiny.dump() == before

"""Acts: whole or not at all, once however often they are sent, and refused with one's own words
still in the form."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from tiny_site import TinyJournal, TinyOnce, TinyWorld
from world import ORIGIN, Client, says


def journal(tiny: TinyWorld) -> list[str]:
    with tiny.database.reading() as db:
        return [row.verb for row in db.exec(select(TinyJournal)).all()]


# --- where a form comes from ----------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://goi.test.evil.example"},
        {"Origin": "http://goi.test:81"},
        {"Origin": "https://goi.test"},
        {"Origin": ""},
        {},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/", "/api/", "/sign-in"])
def test_what_comes_from_elsewhere_is_refused(
    tiny: TinyWorld, headers: dict[str, str], path: str
) -> None:
    anna = tiny.as_("anna")
    sent = {"json": {"title": "a"}} if path == "/api/" else {
        "data": {"title": "a", "_csrf": anna.csrf, "_once": "key-of-this-test"}
    }
    once = {"Idempotency-Key": "key-of-this-test"}
    answer = anna.request("POST", path, headers=headers | once, **sent)
    assert answer.status_code == 403
    assert tiny.notes() == []


def test_a_browser_that_says_only_where_the_page_was_is_enough(tiny: TinyWorld) -> None:
    anna = tiny.as_("anna")
    fields = {"title": "a", "_csrf": anna.csrf, "_once": "key-of-this-test"}
    answer = anna.request("POST", "/", data=fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 303


@pytest.mark.parametrize("token", [None, "", "x", "語", "0" * 43])
def test_a_form_without_its_token_is_refused(tiny: TinyWorld, token: str | None) -> None:
    anna = tiny.as_("anna")
    anna.csrf = token  # type: ignore[assignment]
    answer = anna.post("/", title="a")
    assert answer.status_code == 403 and tiny.notes() == []


def test_the_token_of_another_session_is_refused(tiny: TinyWorld) -> None:
    anna, bert = tiny.as_("anna"), tiny.as_("bert")
    anna.csrf = bert.csrf
    assert anna.post("/", title="a").status_code == 403


# --- whole or not at all --------------------------------------------------------------------


@pytest.mark.parametrize(("verb", "status"), [("refuse", 409), ("fall", 500)])
def test_what_fails_half_way_leaves_nothing(
    tiny_stored: TinyWorld, verb: str, status: int
) -> None:
    note_id = tiny_stored.add_note()
    before, anna = tiny_stored.dump()["note"], tiny_stored.as_("anna")
    assert anna.post(f"/notes/{note_id}/{verb}").status_code == status
    assert tiny_stored.dump()["note"] == before and journal(tiny_stored) == []


def test_the_answer_leaves_after_the_commit(tiny_stored: TinyWorld) -> None:
    anna = tiny_stored.as_("anna")
    answer = anna.post("/", title="kept")
    assert answer.status_code == 303
    assert [note.title for note in tiny_stored.notes()] == ["kept"]
    assert answer.headers["location"] == f"/notes/{tiny_stored.notes()[0].id}"
    assert journal(tiny_stored) == ["write"]


def test_a_commit_that_fails_is_no_success(
    tiny_stored: TinyWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError
    from sqlmodel import Session

    def fails(self: Session) -> None:
        raise OperationalError("COMMIT", {}, OSError("disk full"))

    anna = tiny_stored.as_("anna")
    with monkeypatch.context() as patched:
        patched.setattr(Session, "commit", fails)
        answer = anna.post("/", title="a")
    assert answer.status_code == 503
    assert "set-cookie" not in answer.headers
    assert tiny_stored.notes() == [] and journal(tiny_stored) == []


# --- once -----------------------------------------------------------------------------------


def test_a_form_sent_twice_is_done_once_and_answered_alike(tiny_stored: TinyWorld) -> None:
    anna = tiny_stored.as_("anna")
    first, second = (anna.post("/", once="pressed-twice", title="a") for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    assert len(tiny_stored.notes()) == 1 and journal(tiny_stored) == ["write"]


def test_a_call_sent_twice_is_done_once_and_answered_alike(tiny_stored: TinyWorld) -> None:
    anna = tiny_stored.as_("anna")
    first, second = (anna.api("/", {"title": "a"}, once="called-twice") for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert len(tiny_stored.notes()) == 1


@pytest.mark.parametrize(
    "other", [{"title": "b"}, {"title": "a", "amount": 2}, {"title": "a", "tags": ["x"]}]
)
def test_a_key_with_another_body_is_refused(tiny_stored: TinyWorld, other: dict) -> None:
    anna = tiny_stored.as_("anna")
    anna.api("/", {"title": "a", "amount": 1}, once="used-before")
    answer = anna.api("/", other, once="used-before")
    assert answer.status_code == 422 and answer.json()["type"] == "/problems/key-reused"
    assert len(tiny_stored.notes()) == 1


def test_a_key_belongs_to_who_sent_it(tiny_stored: TinyWorld) -> None:
    for name in ("anna", "bert"):
        assert tiny_stored.as_(name).post("/", once="same-key-by-chance", title="a").status_code
    assert len(tiny_stored.notes()) == 2


def test_what_failed_may_be_sent_again_under_its_key(tiny_stored: TinyWorld) -> None:
    anna = tiny_stored.as_("anna")
    assert anna.post("/", once="second-try", title="").status_code == 422
    assert anna.post("/", once="second-try", title="a").status_code == 303


@pytest.mark.parametrize("key", ["", "short", "k" * 101])
def test_creating_without_a_key_is_a_bad_request(tiny: TinyWorld, key: str) -> None:
    anna = tiny.as_("anna")
    headers = {"Origin": ORIGIN, "Idempotency-Key": key}
    answer = anna.request("POST", "/api/", json={"title": "a"}, headers=headers)
    assert answer.status_code == 400 and "Idempotency-Key" in answer.json()["detail"]


def test_a_key_is_forgotten_after_two_days(tiny_stored: TinyWorld) -> None:
    tiny_stored.as_("anna").post("/", once="an-old-key", title="a")
    tiny_stored.clock.forward(days=3)
    tiny_stored.as_("anna").post("/", once="a-new-key", title="a")
    with tiny_stored.database.reading() as db:
        assert len(db.exec(select(TinyOnce)).all()) == 1


def at_once(clients: list[Client], **fields: str) -> list[int]:
    """All of them press the button at the same moment."""
    ready = threading.Barrier(len(clients))

    def press(client: Client) -> int:
        ready.wait()
        return client.post("/", **fields).status_code

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(press, clients))


def test_a_double_click_at_the_same_moment_has_one_effect(tiny_stored: TinyWorld) -> None:
    anna, same = tiny_stored.as_("anna"), tiny_stored.anyone()
    same.cookies.update(anna.cookies)
    same.csrf = anna.csrf
    assert at_once([anna, same] * 4, once="pressed-at-once", title="a") == [303] * 8
    assert len(tiny_stored.notes()) == 1


def test_many_people_at_once_all_get_in(tiny_stored: TinyWorld) -> None:
    """More than there are connections: they wait their turn."""
    crowd = [tiny_stored.as_("anna") for _ in range(32)]
    assert set(at_once(crowd, title="a")) <= {303, 503}
    assert len(tiny_stored.notes()) == len(journal(tiny_stored)) >= 20


# --- refused with one's own words ------------------------------------------------------------


def test_a_refused_form_keeps_what_was_entered(tiny: TinyWorld) -> None:
    answer = tiny.as_("anna").post(
        "/", headers={"Accept-Language": "en"},
        title=" ", text="<b>長い文章\n二行目</b>", amount="many",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "&lt;b&gt;長い文章\n二行目&lt;/b&gt;" in answer.text and 'value="many"' in answer.text
    assert 'href="#write-title"' in answer.text and 'href="#write-amount"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "Enter a whole number." in says(answer)


def test_a_refusal_says_why_on_the_page_it_came_from(tiny: TinyWorld) -> None:
    note_id = tiny.add_note()
    answer = tiny.as_("anna").post(f"/notes/{note_id}/refuse")
    assert answer.status_code == 409
    assert "first" in says(answer) and tiny.site.view("note")
    assert answer.text.count("data-problem") == 1


def test_who_comes_too_fast_is_told_how_long_to_wait(tiny: TinyWorld) -> None:
    path = f"/notes/{tiny.add_note()}/hurry"
    anna = tiny.as_("anna")
    for answer in (anna.post(path), anna.api(path, {})):
        assert answer.status_code == 429 and answer.headers["retry-after"] == "7"


def test_a_stale_form_loses_neither_text(tiny_stored: TinyWorld) -> None:
    note_id = tiny_stored.add_note()
    anna = tiny_stored.as_("anna")
    assert anna.post(f"/notes/{note_id}/title", title="theirs", based_on="1").status_code == 303

    late = anna.post(f"/notes/{note_id}/title", title="mine", based_on="1")

    assert late.status_code == 409
    assert "<pre>mine</pre>" in late.text and "<pre>theirs</pre>" in late.text
    assert 'value="mine"' in late.text
    assert tiny_stored.notes()[0].title == "theirs"
    told = anna.api(f"/notes/{note_id}/title", {"title": "mine", "based_on": 1})
    assert told.status_code == 409 and told.json()["theirs"] == {"title": "theirs"}


def test_a_clock_set_back_does_not_write_before_what_is_written(tiny_stored: TinyWorld) -> None:
    anna = tiny_stored.as_("anna")
    anna.post("/", title="a")
    tiny_stored.clock.forward(minutes=-10)
    anna.post("/", title="b")
    with tiny_stored.database.reading() as db:
        times = [row.at for row in db.exec(select(TinyJournal).order_by(TinyJournal.seq)).all()]
    assert len(times) == 2 and times[0] == times[1]

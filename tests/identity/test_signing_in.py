"""Coming in and going out, over HTTP."""

import pytest
from sqlmodel import select

from foundation.journal import JournalEntry, verify
from foundation.passwords import hash_password
from identity.models import Person, SignInAttempt, SignInSession
from world import Client, World, says

PASSWORD = "seven wolves jogging"
_HASH = hash_password(PASSWORD)


@pytest.fixture(autouse=True)
def with_passwords(world: World) -> None:
    with world.work() as work:
        for name in ("volunteer", "officer", "meti_attendee"):
            row = work.db.get_one(Person, world.people[name])
            row.password_hash = _HASH
            work.db.add(row)


def try_in(client: Client, world: World, name: str = "volunteer", password: str = PASSWORD,
           **more: str):  # fmt: skip
    return client.post("/sign-in", email=world.address(name), password=password, **more)


def test_the_right_password_opens_a_session(world: World) -> None:
    browser = world.anyone()
    answer = try_in(browser, world)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie
    assert "石橋 浩二" in says(browser.get("/account/sessions"))


def test_the_cookie_is_bound_to_this_host_where_there_is_tls(world: World) -> None:
    world.settings = world.settings.model_copy(update={"public_origin": "https://goi.test"})
    browser = world.anyone()
    answer = browser.request(
        "POST", "https://goi.test/sign-in",
        data={"email": world.address("volunteer"), "password": PASSWORD},
        headers={"Origin": "https://goi.test"},
    )  # fmt: skip
    assert answer.headers["set-cookie"].startswith("__Host-goi=")
    assert "Secure" in answer.headers["set-cookie"]


def test_an_address_is_known_however_it_is_capitalised(world: World) -> None:
    email = f" {world.address('volunteer').upper()} "
    assert world.anyone().post("/sign-in", email=email, password=PASSWORD).status_code == 303


@pytest.mark.parametrize(("name", "password"), [("volunteer", "seven wolves jogginG"),
                                                ("nobody", PASSWORD), ("chair", PASSWORD),
                                                ("meti_attendee", PASSWORD)])  # fmt: skip
def test_nothing_tells_a_wrong_password_from_no_account(
    world: World, name: str, password: str
) -> None:
    browser = world.anyone()
    answer = try_in(browser, world, name, password)
    assert answer.status_code == 409
    assert "メールアドレスかパスワードが正しくありません" in says(answer)
    assert "set-cookie" not in answer.headers
    assert password not in answer.text


def test_an_account_that_has_ended_does_not_open(world: World) -> None:
    with world.work() as work:
        row = work.db.get_one(Person, world.people["volunteer"])
        row.active_until = world.clock.now().date()
        work.db.add(row)
    browser = world.anyone()
    assert try_in(browser, world).status_code == 303
    world.clock.forward(days=1)
    assert try_in(world.anyone(), world).status_code == 409
    assert browser.get("/account/sessions").headers["location"].startswith("/sign-in")


def test_one_goes_on_to_the_page_one_wanted(world: World) -> None:
    browser = world.anyone()
    sent_away = browser.get("/companies")
    assert sent_away.headers["location"] == "/sign-in?next=/companies"
    page = browser.follow(sent_away)
    assert 'name="next" value="/companies"' in page.text
    assert try_in(browser, world, next="/companies").headers["location"] == "/companies"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:1"]
)
def test_nobody_is_sent_elsewhere(world: World, elsewhere: str) -> None:
    assert try_in(world.anyone(), world, next=elsewhere).headers["location"] == "/"
    page = world.anyone().get("/sign-in", params={"next": elsewhere})
    assert "evil" not in page.text and 'name="next"' not in page.text


def test_a_wrong_try_keeps_where_one_wanted_to_go(world: World) -> None:
    page = try_in(world.anyone(), world, password="wrong", next="/companies")
    assert 'name="next" value="/companies"' in page.text


def test_the_session_is_new_after_signing_in(world: World) -> None:
    browser = world.anyone()
    try_in(browser, world)
    first = browser.cookies["goi"]
    browser.csrf = _csrf(browser)
    try_in(browser, world)
    assert browser.cookies["goi"] != first
    stolen = world.anyone()
    stolen.cookies.set("goi", first)
    assert stolen.get("/account/sessions").status_code == 303


def test_the_eleventh_try_on_an_account_has_to_wait(world: World) -> None:
    for _ in range(10):
        assert try_in(world.anyone(), world, password="wrong").status_code == 409
    page = try_in(world.anyone(), world)
    assert page.status_code == 429
    assert "300秒" in says(page)
    told = world.anyone().api(
        "/sign-in", {"email": world.address("volunteer"), "password": PASSWORD}
    )
    assert told.status_code == 429
    assert told.headers["retry-after"] == "300"
    world.clock.forward(minutes=5)
    assert try_in(world.anyone(), world).status_code == 303


def test_guessing_many_accounts_from_one_place_has_to_wait_too(world: World) -> None:
    for number in range(10):
        try_in(world.anyone(), world, f"nobody{number}")
    assert try_in(world.anyone(), world).status_code == 429


def test_right_tries_do_not_count(world: World) -> None:
    for _ in range(9):
        try_in(world.anyone(), world, password="wrong")
    for _ in range(3):
        assert try_in(world.anyone(), world).status_code == 303
    with world.reading() as work:
        kept = work.db.exec(select(SignInAttempt)).all()
    assert len({row.bucket for row in kept}) == 1  # only the place's wrong ones are left
    assert all(world.address("volunteer") not in row.bucket for row in kept)


def test_signing_out_ends_the_session_for_good(world: World) -> None:
    browser = world.as_("volunteer")
    token = browser.cookies["goi"]
    answer = browser.post("/sign-out")
    assert "サインアウトしました" in says(browser.follow(answer))
    browser.cookies.set("goi", token)
    assert browser.get("/account/sessions").status_code == 303
    assert world.anyone().post("/sign-out").status_code == 303


def test_a_form_from_elsewhere_signs_nobody_in(world: World) -> None:
    form = {"email": world.address("volunteer"), "password": PASSWORD}
    for headers in ({"Origin": "https://evil.example"}, {},
                    {"Origin": "http://goi.test", "Sec-Fetch-Site": "cross-site"}):  # fmt: skip
        answer = world.anyone().request("POST", "/sign-in", data=form, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


def test_the_api_signs_in_by_the_same_rules(world: World) -> None:
    client = world.anyone()
    email = world.address("volunteer")
    wrong = client.api("/sign-in", {"email": email, "password": "wrong"})
    assert (wrong.status_code, wrong.json()["key"]) == (409, "sign_in.wrong")
    assert client.api("/sign-in", {"email": email, "password": PASSWORD}).status_code == 200
    assert len(client.api("/account/sessions").json()["sessions"]) == 1


def test_idle_sessions_end(world: World) -> None:
    browser = world.as_("volunteer")
    world.clock.forward(minutes=30)
    assert browser.get("/account/sessions").status_code == 200
    world.clock.forward(minutes=31)
    assert browser.get("/account/sessions").status_code == 303


def test_sessions_can_be_seen_and_ended(world: World) -> None:
    here, there, other = world.as_("volunteer"), world.as_("volunteer"), world.as_("chair")
    listed = here.api("/account/sessions").json()["sessions"]
    assert [one["current"] for one in listed].count(True) == 1 and len(listed) == 2
    far = next(one["id"] for one in listed if not one["current"])
    assert other.post(f"/account/sessions/{far}/end").status_code == 404
    assert there.get("/account/sessions").status_code == 200
    assert here.post(f"/account/sessions/{far}/end").status_code == 303
    assert there.get("/account/sessions").status_code == 303
    assert here.post(f"/account/sessions/{far}/end").status_code == 404


def test_all_others_can_be_ended_at_once(world: World) -> None:
    here, there = world.as_("volunteer"), world.as_("volunteer")
    chair = world.as_("chair")
    here.post("/account/sessions/end-others")
    assert there.get("/account/sessions").status_code == 303
    assert here.get("/account/sessions").status_code == 200
    assert chair.get("/account/sessions").status_code == 200


def change(client: Client, current: str = PASSWORD, new: str = "ten larks at dawn",
           again: str = ""):  # fmt: skip
    return client.post("/account/password", current=current, new=new, again=again or new)


def test_a_new_password_ends_all_other_sessions(world: World) -> None:
    here, there = world.anyone(), world.as_("volunteer")
    try_in(here, world)
    token, here.csrf = here.cookies["goi"], _csrf(here)
    assert change(here).headers["location"] == "/account/sessions"
    assert here.cookies["goi"] != token
    assert there.get("/account/sessions").status_code == 303
    assert len(here.api("/account/sessions").json()["sessions"]) == 1
    assert try_in(world.anyone(), world).status_code == 409
    assert try_in(world.anyone(), world, password="ten larks at dawn").status_code == 303


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"current": "wrong"}, "current", "今のパスワードが正しくありません"),
        ({"new": "short"}, "new", "12文字以上"),
        ({"again": "ten larks at dusk"}, "again", "一致していません"),
        ({"new": "aoba precision co ltd"}, "new", "Aoba Precision"),
        ({"new": "x" * 129}, "new", "128"),
    ],
)
def test_an_unfit_password_changes_nothing(
    world: World, fields: dict[str, str], field: str, words: str
) -> None:
    browser = world.as_("volunteer")
    answer = change(browser, **fields)
    assert answer.status_code == 422
    assert words in says(answer)
    assert f'id="change_password-{field}-error"' in answer.text
    assert "ten larks" not in answer.text
    assert try_in(world.anyone(), world).status_code == 303


def test_officers_need_longer_ones(world: World) -> None:
    browser = world.as_("officer")
    assert "15文字以上" in says(change(browser, new="ten larks goes"))
    assert change(browser, new="ten larks at dusk").status_code == 303


def test_every_sign_in_and_change_is_in_the_journal(world: World) -> None:
    browser = world.anyone()
    try_in(browser, world)
    browser.csrf = _csrf(browser)
    change(browser)
    with world.reading() as work:
        entries = work.db.exec(select(JournalEntry)).all()
        assert list(verify(work.db, JournalEntry)) == []
        assert len(work.db.exec(select(SignInSession)).all()) == 1
    assert [one.verb for one in entries] == ["sign_in", "change_password", "sign_in"]
    assert PASSWORD not in repr([(one.before, one.after) for one in entries])


def _csrf(client: Client) -> str:
    page = client.get("/account/password").text
    return page.partition('name="_csrf" value="')[2].partition('"')[0]

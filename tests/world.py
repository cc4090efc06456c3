"""A small named world: a few companies and people in the seats they usually have.

`world.as_("volunteer")` is a signed-in browser over the real application; `world.work("chair")` is
an action's transaction. The clock stands still until told to move.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

import httpx

import own_loop
from checked_answers import CheckedAnswers
from committees.consensus_rules.models import ConsensusRule
from committees.models import Body, OfficeTerm, Seat
from committees.queries import actor_of
from foundation import sessions
from foundation.actor import SYSTEM, Actor, Kind, Office, Role, Standing
from foundation.chance import SeededChance
from foundation.clock import StoppedClock
from foundation.database import Database
from foundation.files import Files
from foundation.mail import MailboxMailer
from foundation.settings import Settings
from foundation.work import Work
from goi import members, models, stores
from identity.models import Company, CompanyName, Person, Sector, SignInSession
from submissions import release_store
from submissions.release_store import Official
from web.application import build
from web.site import Site

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 10:00 in Japan
ORIGIN = "http://goi.test"
TERM = date(2026, 4, 1), date(2027, 3, 31)


@dataclass(frozen=True)
class CompanySketch:
    name_ja: str
    reading: str
    name_en: str
    short_ja: str
    number: str
    aliases: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    domain: str = ""
    sector: str = "machinery"


COMPANIES = {
    "aoba": CompanySketch(
        "青葉精工株式会社", "あおばせいこう", "Aoba Precision Co., Ltd.", "青葉精工",
        "2999910000137", ("アオバ",), ("AobaMill",), ("長野第二工場",), "aoba.example.jp",
    ),
    "mizuho": CompanySketch(
        "瑞雲電子株式会社", "ずいうんでんし", "Zuiun Electronics Corporation", "瑞雲電子",
        "9999910000023", domain="zuiun.example.jp", sector="electronics",
    ),
    "hokuto": CompanySketch(
        "北辰化学工業株式会社", "ほくしんかがくこうぎょう", "Hokushin Chemical Industries, Ltd.",
        "北辰化学", "8999910000032", domain="hokushin.example.jp", sector="materials",
    ),
    "minato": CompanySketch(
        "みなと商事株式会社", "みなとしょうじ", "Minato Trading Corporation", "みなと商事",
        "7999910000041", domain="minato.example.jp", sector="trading",
    ),
    "shinonome": CompanySketch(
        "東雲重工業株式会社", "しののめじゅうこうぎょう", "Shinonome Heavy Industries, Ltd.",
        "東雲重工", "6999910000050", domain="shinonome.example.jp",
    ),
    "outside": CompanySketch(
        "外山物流株式会社", "とやまぶつりゅう", "Toyama Logistics K.K.", "外山物流",
        "4999910000069", domain="toyama.example.jp", sector="logistics",
    ),
}  # fmt: skip
SECTORS = {
    "machinery": "機械", "electronics": "電気・電子", "materials": "素材・化学", "trading": "商社",
    "logistics": "物流",
}  # fmt: skip
BODIES = {
    "regulations": ("SYS", None, "committee", "制度専門委員会", "Committee on Regulations"),
    "licensing": ("SYS-LIC", "regulations", "subcommittee", "許可手続分科会",
                  "Subcommittee on Licensing"),
    "goods": ("GDT", None, "committee", "貨物・技術専門委員会", "Committee on Goods"),
}  # fmt: skip


@dataclass(frozen=True)
class PersonSketch:
    name_ja: str
    reading: str
    name_en: str
    kind: Kind = Kind.MEMBER
    company: str | None = None
    home: str | None = None
    standing: Standing | None = None
    seats: tuple[tuple[str, Role, bool], ...] = ()
    offices: tuple[Office, ...] = ()


def _member(ja: str, reading: str, en: str, company: str, *seats: Any, rep: bool = False) -> Any:
    standing = Standing.REPRESENTATIVE if rep else Standing.CONTRIBUTOR
    return PersonSketch(ja, reading, en, company=company, standing=standing, seats=seats)


def _staff(ja: str, reading: str, en: str, *offices: Office, home: str | None = None) -> Any:
    return PersonSketch(ja, reading, en, Kind.SECRETARIAT, home=home, offices=offices)


_MEMBER = ("regulations", Role.MEMBER, True)
_DEPUTY = ("regulations", Role.DEPUTY, False)
PEOPLE: dict[str, PersonSketch] = {
    "volunteer": _member("石橋 浩二", "いしばし こうじ", "Koji Ishibashi", "aoba", _DEPUTY),
    "representative": _member("青木 恵", "あおき めぐみ", "Megumi Aoki", "aoba", _MEMBER, rep=True),
    "second": _member("伊藤 玲", "いとう れい", "Rei Ito", "mizuho", _MEMBER, rep=True),
    "second_contributor": _member("上田 学", "うえだ まなぶ", "Manabu Ueda", "mizuho", _DEPUTY),
    "third": _member("江川 翠", "えがわ みどり", "Midori Egawa", "hokuto", _MEMBER, rep=True),
    "fourth": _member("小川 渉", "おがわ わたる", "Wataru Ogawa", "minato", _MEMBER, rep=True),
    "chair": _member(
        "加藤 正", "かとう ただし", "Tadashi Kato", "shinonome",
        ("regulations", Role.CHAIR, True), rep=True,
    ),
    "lead": _member(
        "木村 葵", "きむら あおい", "Aoi Kimura", "hokuto", ("licensing", Role.LEAD, True),
    ),
    "outsider": _member(
        "工藤 樹", "くどう いつき", "Itsuki Kudo", "outside", ("goods", Role.MEMBER, True),
        rep=True,
    ),
    "secretary": _staff("佐藤 薫", "さとう かおる", "Kaoru Sato", Office.SECRETARY),
    "secondee": _staff(
        "清水 歩", "しみず あゆむ", "Ayumu Shimizu", Office.SECRETARY, home="mizuho"
    ),
    "officer": _staff(
        "寺島 綾", "てらしま あや", "Aya Terashima", Office.SECRETARY, Office.ANONYMITY_OFFICER
    ),
    "releaser": _staff(
        "西尾 健一", "にしお けんいち", "Kenichi Nishio", Office.SECRETARY,
        Office.RELEASING_OFFICER,
    ),
    "administrator": _staff(
        "浜口 沙織", "はまぐち さおり", "Saori Hamaguchi", Office.ADMINISTRATOR
    ),
    "adviser": PersonSketch(
        "堀内 拓海", "ほりうち たくみ", "Takumi Horiuchi", Kind.ADVISER,
        seats=(("regulations", Role.ADVISER, False),),
    ),
    "observer": PersonSketch(
        "三好 洋介", "みよし ようすけ", "Yosuke Miyoshi", Kind.OBSERVER,
        seats=(("regulations", Role.OBSERVER, False),),
    ),
    "meti_attendee": PersonSketch(
        "坂井 由紀", "さかい ゆき", "Yuki Sakai", Kind.METI,
        seats=(("regulations", Role.METI_ATTENDEE, False),),
    ),
}  # fmt: skip
OFFICIALS = {
    "official": ("白石 亮", "Ryo Shiraishi"),
    "second_official": ("園田 明子", "Akiko Sonoda"),
}
RULE = {"preset": "japanese_majority"}


_SENT = count(1)


class Client:
    """A browser without script: keeps cookies, sends our origin, does not follow redirects."""

    def __init__(
        self, app: Any, prefix: str = "", csrf: str = "", origin: str = ORIGIN
    ) -> None:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("192.0.2.1", 1))
        self._http = httpx.AsyncClient(transport=transport, base_url=origin)
        self._origin = origin
        self._prefix = prefix
        self.csrf = csrf

    @property
    def cookies(self) -> httpx.Cookies:
        return self._http.cookies

    @property
    def headers(self) -> httpx.Headers:
        """What the browser says of itself with every request."""
        return self._http.headers

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        sending = self._http.request(method, self._prefix + path, **more)
        answer: httpx.Response = own_loop.run(sending)
        return answer

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)

    def post(
        self, path: str, headers: dict[str, str] | None = None, once: str = "", **fields: Any
    ) -> httpx.Response:
        """Submit a form; list values are sent as several fields."""
        data = {"_csrf": self.csrf, "_once": once or f"form-number-{next(_SENT)}", **fields}
        given = {name: value for name, value in data.items() if value is not None}
        sent = {"Origin": self._origin, **(headers or {})}
        return self.request("POST", path, data=given, headers=sent)

    def api(self, path: str, body: Any = None, once: str = "", **more: Any) -> httpx.Response:
        """GET from the API, or POST a JSON body to it."""
        if body is None:
            return self.get(f"/api{path}", **more)
        headers = {"Origin": self._origin, "Idempotency-Key": once or f"call-number-{next(_SENT)}"}
        return self.request("POST", f"/api{path}", json=body, headers=headers, **more)

    def follow(self, answer: httpx.Response) -> httpx.Response:
        """The page a redirect leads to."""
        assert answer.status_code == 303, (answer.status_code, says(answer))
        return self.request("GET", answer.headers["location"].removeprefix(self._prefix))


@dataclass
class World:
    """The applications over two fresh stores, and who lives there."""

    settings: Settings
    main: Database
    release: Database
    clock: StoppedClock
    chance: SeededChance
    mailer: MailboxMailer
    companies: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    officials: dict[str, str] = field(default_factory=dict)

    @cached_property
    def site(self) -> Site:
        site = members.site(self.settings, self.clock, self.chance, self.main, self.mailer)
        return replace(site, kept=CheckedAnswers(self.main))

    @cached_property
    def app(self) -> Any:
        return build(self.site)

    @cached_property
    def desk_site(self) -> Site:
        from ministry.application import site

        return site(self.settings, self.clock, self.chance, self.desk_database)

    @cached_property
    def desk_database(self) -> Database:
        """The release store as the desk opens it: on PostgreSQL under the desk's own role."""
        return stores.open_release(self.settings, for_desk=True)

    @cached_property
    def desk_app(self) -> Any:
        return build(self.desk_site)

    def anyone(self) -> Client:
        """A browser in which nobody is signed in."""
        return Client(self.app, origin=self.settings.public_origin)

    def as_(self, name: str) -> Client:
        """A browser in which this person is signed in."""
        return self._signed_in(
            self.anyone(), self.main, SignInSession, self.people[name], self.site.session_cookie
        )

    def at_desk(self, name: str = "official") -> Client:
        """A browser at METI's desk in which this official is signed in."""
        return self._signed_in(
            self.nobody_at_desk(), self.release, release_store.DeskSession,
            self.officials[name], self.desk_site.session_cookie,
        )  # fmt: skip

    def nobody_at_desk(self) -> Client:
        return Client(self.desk_app, origin=self.settings.public_origin)

    def _signed_in(
        self, client: Client, store: Database, table: Any, person_id: str, cookie: str
    ) -> Client:
        with store.writing() as db:
            row, token = sessions.start(
                db, table, person_id, "test", self.clock.now(), self.chance
            )
            client.csrf = row.csrf
        client.cookies.set(cookie, token)
        return client

    @contextmanager
    def work(self, name: str | None = None) -> Iterator[Work]:
        """A writing transaction in which this person (or the system) acts."""
        with self.main.writing() as db:
            yield Work(db, self._actor(db, name), self.clock.now(), self.chance)

    @contextmanager
    def reading(self, name: str | None = None) -> Iterator[Work]:
        with self.main.reading() as db:
            yield Work(db, self._actor(db, name), self.clock.now(), self.chance)

    def _actor(self, db: Any, name: str | None) -> Actor:
        if name is None:
            return SYSTEM
        actor = actor_of(db, self.people[name], self.clock.now().date())
        assert actor is not None
        return actor

    def mails(self, name: str | None = None) -> list[Any]:
        """Mails that went out, newest first, of one person where given."""
        return list(self.mailer.read(self.address(name) if name else None))

    @staticmethod
    def address(name: str) -> str:
        return f"{name.replace('_', '.')}@people.example.jp"

    def dispose(self) -> None:
        self.main.dispose()
        self.release.dispose()
        if "desk_database" in self.__dict__:
            self.desk_database.dispose()


def says(answer: httpx.Response) -> str:
    """The words of a page, without its marks: for readable failures and simple assertions."""
    text = re.sub(r"(?s)<(head|script|style).*?</\1>", " ", answer.text)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


def a_world(
    database_url: str, folder: Path, seed: str = "world", *,
    companies: Mapping[str, CompanySketch] = COMPANIES,
    people: Mapping[str, PersonSketch] = PEOPLE,
    **settings: Any,
) -> World:
    """Settle the world in empty stores. What is released leaves at 10:00, as which the clock
    starts."""
    world = _empty(database_url, folder, SeededChance(seed), **settings)
    stores.upgrade(world.main, world.release)
    with world.main.writing() as db:
        _settle(world, db, companies, people)
    with world.release.writing() as db:
        for key, (ja, en) in OFFICIALS.items():
            world.officials[key] = world.chance.id("id/official")
            db.add(
                Official(
                    id=world.officials[key], name_ja=ja, name_en=en,
                    email=f"{key}@meti.example.jp",
                )
            )  # fmt: skip
    return world


def a_copy(of: World, database_url: str, folder: Path) -> World:
    """The same world over copies of its stores: what follows is as if it had just been settled."""
    world = _empty(database_url, folder, deepcopy(of.chance))
    for named in ("companies", "bodies", "people", "officials"):
        getattr(world, named).update(getattr(of, named))
    return world


def _empty(database_url: str, folder: Path, chance: SeededChance, **settings: Any) -> World:
    given = Settings(
        database_url=database_url, data_dir=folder, public_origin=ORIGIN,
        **{"departures": "daily 10:00", **settings},
    )
    return World(
        settings=given,
        main=stores.open_main(given),
        release=stores.open_release(given),
        clock=StoppedClock(START),
        chance=chance,
        mailer=MailboxMailer(Files(folder / "mail"), "goi@goi.test"),
    )


def _settle(
    world: World, db: Any, companies: Mapping[str, CompanySketch],
    people: Mapping[str, PersonSketch],
) -> None:
    new = world.chance.id
    for position, (sector, name) in enumerate(SECTORS.items()):
        db.add(Sector(id=sector, name_ja=name, name_en=sector.title(), position=position))
    db.flush()
    for key, sketch in companies.items():
        world.companies[key] = new("id/company")
        db.add(
            Company(
                id=world.companies[key], name_ja=sketch.name_ja, reading=sketch.reading,
                name_en=sketch.name_en, short_ja=sketch.short_ja, sector_id=sketch.sector,
                corporate_number=sketch.number,
            )
        )  # fmt: skip
        db.flush()
        named = {"alias": sketch.aliases, "brand": sketch.brands, "site": sketch.sites,
                 "domain": (sketch.domain,) if sketch.domain else ()}  # fmt: skip
        for kind, names in named.items():
            for name in names:
                db.add(
                    CompanyName(
                        id=new("id/company_name"), company_id=world.companies[key], kind=kind,
                        text=name,
                    )
                )  # fmt: skip
    for key, (code, parent, kind, ja, en) in BODIES.items():
        world.bodies[key] = new("id/body")
        db.add(
            Body(
                id=world.bodies[key], code=code, parent_id=world.bodies.get(parent or ""),
                kind=kind, name_ja=ja, name_en=en, reading=ja,
            )
        )  # fmt: skip
        db.flush()
        if parent is None:
            # Most stories are told in one sitting; tests of the windows set days of their own.
            db.add(
                ConsensusRule(
                    body_id=world.bodies[key], call_days=0, appeal_days=14, reopenings=2
                )
            )
    for key, person in people.items():
        _move_in(world, db, key, person)


def _move_in(world: World, db: Any, key: str, sketch: PersonSketch) -> None:
    new = world.chance.id
    world.people[key] = new("id/person")
    company = world.companies.get(sketch.company or "")
    db.add(
        Person(
            id=world.people[key], name_ja=sketch.name_ja, reading=sketch.reading,
            name_en=sketch.name_en, email=World.address(key), kind=sketch.kind,
            standing=sketch.standing, company_id=company,
            home_company_id=world.companies.get(sketch.home or ""),
        )
    )  # fmt: skip
    db.flush()
    for body, role, voting in sketch.seats:
        db.add(
            Seat(
                id=new("id/seat"), body_id=world.bodies[body], person_id=world.people[key],
                company_id=company, role=role, voting=voting, starts=TERM[0], ends=TERM[1],
            )
        )  # fmt: skip
    for office in sketch.offices:
        db.add(
            OfficeTerm(
                id=new("id/office_term"), person_id=world.people[key], office=office,
                starts=TERM[0], ends=TERM[1],
            )
        )  # fmt: skip


assert models.metadata.tables, "importing goi.models makes the metadata whole"

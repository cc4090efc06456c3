"""A secret ballot in the named world: its trustees with their keys, its voters, its bulletin."""

import base64
import json
from dataclasses import dataclass, field
from typing import Any

from foundation.chance import SeededChance
from goi.worker import Parts, close_ballots
from proposals.sealing import merkle, sealed, trustee
from proposals.stages import State
from request_builder import numbered
from world import World

CLOSES = "2026-12-18"
OPENING = {"closes": CLOSES, "no_meeting": "会議を開く機会がないため"}
TRUSTEES = ("third", "officer", "chair")
VOTERS = ("representative", "second", "third", "fourth", "chair")


@dataclass
class SecretStory:
    """An open secret ballot on a request of 瑞雲電子."""

    world: World
    ballot_id: str = ""
    keys: dict[str, trustee.Key] = field(default_factory=dict)

    def view(self, name: str = "second") -> dict[str, Any]:
        found: dict[str, Any] = self.world.as_(name).api(f"/ballots/{self.ballot_id}").json()
        return found

    def cast(self, name: str, choice: str = "for", **fields: str) -> Any:
        """Vote without script: the server seals what the form says."""
        browser, path = self.world.as_(name), f"/ballots/{self.ballot_id}"
        seed = browser.api(path).json()["secret"]["seed"]
        body = {"choice": choice, "seed": seed, **fields}
        return browser.api(f"{path}/secret-vote", body)

    def cast_sealed(self, name: str, choice: str, tracker: bytes, **fields: str) -> Any:
        """Vote as a browser with script does: the choice is not sent."""
        body = {"sealed": self.sealed(choice, tracker), "code": "c" * 32, **fields}
        return self.world.as_(name).api(f"/ballots/{self.ballot_id}/secret-vote", body)

    def sealed(self, choice: str, tracker: bytes) -> str:
        secret, chance = self.view()["secret"], SeededChance(tracker.hex())
        vote = sealed.vote_of(
            [bytes.fromhex(one) for one in secret["trustee_keys"]],
            bytes.fromhex(secret["opening_hash"]),
            sealed.Slip(tracker, secret["options"].index(choice)),
            [chance.bytes("seal", 32) for _ in range(sealed.SEEDS)],
        )
        return base64.b64encode(vote).decode()

    def close(self) -> None:
        """The time is over and nobody looks."""
        world = self.world
        world.clock.forward(days=30)
        close_ballots(
            Parts(world.settings, world.main, world.release, world.mailer, world.clock,
                  world.chance)
        )  # fmt: skip

    def step(self, name: str) -> Any:
        """A trustee's step on their own machine, handed over by the page's form."""
        steps = trustee.next_step(self.keys[name], self.bulletin())
        return self.hand_over(name, steps)

    def hand_over(self, name: str, steps: Any) -> Any:
        path = f"/ballots/{self.ballot_id}/trustee"
        return self.world.as_(name).api(path, {"steps": json.dumps(steps)})

    def open_box(self, first: str = "third", second: str = "officer") -> None:
        for name in (first, second):
            answer = self.step(name)
            assert answer.status_code == 200, answer.text

    def raw(self, name: str = "second") -> bytes:
        answer = self.world.as_(name).get(f"/ballots/{self.ballot_id}/bulletin.json")
        assert answer.status_code == 200, answer.text
        return bytes(answer.content)

    def bulletin(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.raw())
        return found


def with_trustees(world: World, names: tuple[str, ...] = TRUSTEES) -> SecretStory:
    """People who have made a key of their own and told the server its public part."""
    story = SecretStory(world)
    for name in names:
        key = story.keys[name] = trustee.new_key(
            lambda size, name=name: SeededChance(name).bytes("key", 64)[:size]
        )
        answer = world.as_(name).api("/trustee-key", {"public": key.public})
        assert answer.status_code == 200, answer.text
    return story


def opened(world: World, **fields: Any) -> SecretStory:
    story = with_trustees(world)
    request_id = numbered(world, "second", State.RECONCILING)
    body = {
        **OPENING, "secrecy": "secret",
        "trustees": [world.people[name] for name in TRUSTEES], **fields,
    }  # fmt: skip
    answer = world.as_("chair").api(f"/requests/{request_id}/ballot", body)
    assert answer.status_code == 201, answer.text
    story.ballot_id = answer.json()["id"]
    return story


def number_of(vote: str) -> str:
    return merkle.leaf(base64.b64decode(vote)).hex()

"""The browser's files: small, named by their content, with licences; the lock names no address."""

import gzip
import hashlib
import json
import os
from pathlib import Path

import pytest

from foundation.places import frontend_dir

DIST = frontend_dir() / "dist"
LIMITS = {"app.css": 15 * 1024, "app.js": 20 * 1024, "writing.js": 40 * 1024}  # bytes after gzip -9


@pytest.fixture(scope="module")
def built() -> dict[str, Path]:
    """Built files by plain name. Skips where nothing was built; in CI that is a failure."""
    manifest = DIST / "manifest.json"
    if not manifest.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("frontend/dist is not built")
        pytest.skip("frontend/dist is not built (make install)")
    return {name: DIST / hashed for name, hashed in json.loads(manifest.read_text()).items()}


@pytest.mark.parametrize("name", LIMITS)
def test_a_page_stays_light(built: dict[str, Path], name: str) -> None:
    assert len(gzip.compress(built[name].read_bytes(), 9)) <= LIMITS[name]


def test_a_name_carries_the_hash_of_its_content(built: dict[str, Path]) -> None:
    for path in built.values():
        assert path.name.split(".")[1] == hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def test_nothing_built_fetches_from_elsewhere(built: dict[str, Path]) -> None:
    css = built["app.css"].read_text("utf-8")
    assert "url(" not in css and "@import" not in css and "@font-face" not in css


def test_bundled_packages_bring_their_licences_in_full(built: dict[str, Path]) -> None:
    said = (DIST / "LICENSES.txt").read_text("utf-8")
    for package in ("htmx.org", "@digital-go-jp/design-tokens"):
        assert f"{package} " in said
    assert "Permission is hereby granted, free of charge" in said  # MIT
    assert "Permission to use, copy, modify" in said  # 0BSD


def test_the_lock_names_digests_and_no_addresses() -> None:
    path = frontend_dir() / "package-lock.json"
    if not path.exists():
        pytest.skip("an installed wheel has no lock")
    text = path.read_text("utf-8")
    assert "://" not in text and '"resolved"' not in text
    packages = json.loads(text)["packages"]
    assert all("integrity" in about for name, about in packages.items() if name)

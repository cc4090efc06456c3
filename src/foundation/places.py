"""Where the files beside the code are: in the checkout, or inside an installed wheel."""

from pathlib import Path

_PACKAGES = Path(__file__).resolve().parents[1]


def frontend_dir() -> Path:
    """The folder that holds dist/, templates/ and locales/."""
    return _beside_code("frontend")


def migrations_dir() -> Path:
    """The folder that holds Alembic's env.py and a folder of versions for each store."""
    return _beside_code("migrations")


def _beside_code(name: str) -> Path:
    checkout = _PACKAGES.parent / name
    return checkout if checkout.is_dir() else _PACKAGES / "goi" / f"_{name}"

"""The states of a delivery.

    waiting ⇄ stopped
    waiting → delivered, also from stopped where the receipt was already under way
"""

from enum import StrEnum


class Delivery(StrEnum):
    """What a delivery is waiting for, or no longer."""

    WAITING = "waiting"
    STOPPED = "stopped"
    DELIVERED = "delivered"

"""Starts the confined process for one file and checks its answer."""

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress

from anonymizer.files import limits
from anonymizer.files.model import Parsed, Refused
from anonymizer.files.sniffing import kind_of
from anonymizer.files.transfer import parsed_from

# Without `site` no .pth file and no sitecustomize runs: the places of the packages are told.
PROGRAM = ("import sys; sys.path[:] = sys.argv[2:]; "
           "from anonymizer.files.child import main; main(sys.argv[1])")
_TIME_IS_UP = (-signal.SIGXCPU, -signal.SIGKILL)


def read(data: bytes, name: str) -> Parsed:
    """What a file shows. Raises Refused, and nothing else for any bytes and name."""
    kind = kind_of(data, name)
    try:
        answer = json.loads(_answer(data, kind))
    except (ValueError, RecursionError) as error:
        raise Refused("unreadable") from error
    return parsed_from(answer)


def _answer(data: bytes, kind: str) -> bytes:
    """What the confined process says. Raises Refused."""
    code, said = run(PROGRAM, kind, data, limits.WALL_SECONDS, limits.ANSWER_BYTES)
    if code:
        raise Refused("limit_time" if code in _TIME_IS_UP and len(said) <= limits.ANSWER_BYTES
                      else "unreadable")
    return said


def run(program: str, argument: str, data: bytes, seconds: float, most: int) -> tuple[int, bytes]:
    """Exit code and output of a Python program that gets `data`: ended with all it began when its
    time is up or it says more than `most` bytes."""
    places = [place for place in sys.path if os.path.isabs(place)]
    with subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", "-c", program, argument, *places], env={}, cwd="/",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        threading.Thread(target=_feed, args=(child, data), daemon=True).start()
        ending = threading.Timer(seconds, _end, args=(child,))
        ending.start()
        try:
            assert child.stdout is not None
            said = child.stdout.read(most + 1)
            if len(said) > most:
                _end(child)
            return child.wait(), said
        finally:
            ending.cancel()


def _feed(child: subprocess.Popen[bytes], data: bytes) -> None:
    assert child.stdin is not None
    with suppress(BrokenPipeError), child.stdin as stdin:
        stdin.write(data)


def _end(child: subprocess.Popen[bytes]) -> None:
    """With everything that it may have begun: it leads a session of its own."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)

"""Starts the confined process for one file and checks its answer."""

import json
import subprocess
import sys

from anonymizer.files import limits
from anonymizer.files.model import Parsed, Refused
from anonymizer.files.sniffing import kind_of
from anonymizer.files.transfer import parsed_from


def read(data: bytes, name: str) -> Parsed:
    """What a file shows. Raises Refused, and nothing else for any bytes and name."""
    kind = kind_of(data, name)
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "anonymizer.files.child", kind], input=data,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}, cwd="/",
            timeout=limits.WALL_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise Refused("limit_time") from error
    if done.returncode or len(done.stdout) > limits.ANSWER_BYTES:
        raise Refused("limit_time" if done.returncode < 0 else "unreadable")
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise Refused("unreadable") from error
    return parsed_from(answer)

"""The confined process: bytes come in, one JSON answer goes out. It can do nothing else."""

import json
import resource
import sys

from anonymizer.files import limits

_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.system", "os.posix_spawn",
              "os.remove", "os.rename", "os.mkdir", "shutil.")


def confine() -> None:
    """From here on: no sockets, no other programs, no file written, little memory and time."""
    for what, most in ((resource.RLIMIT_AS, limits.MEMORY_BYTES),
                       (resource.RLIMIT_CPU, limits.CPU_SECONDS),
                       (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and len(arguments) > 1 and isinstance(arguments[1], str) \
            and any(letter in arguments[1] for letter in "wax+")
        if writes or event.startswith(_FORBIDDEN):
            raise PermissionError(event)

    sys.addaudithook(hook)


def main() -> None:
    confine()
    from anonymizer.files.model import KINDS, Refused
    from anonymizer.files.parsing import parse
    from anonymizer.files.transfer import answer_of, refusal_of

    (kind,) = [one for one in KINDS if one == sys.argv[1]]
    try:
        answer = answer_of(parse(sys.stdin.buffer.read(limits.FILE_BYTES + 1), kind))
    except Refused as refused:
        answer = refusal_of(refused)
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()

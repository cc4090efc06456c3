"""What takes a process its powers, for good: limits of the kernel, and a list of system calls.

A parser that is broken by a file's bytes can then still compute and answer, and nothing else:

* RLIMIT_AS, RLIMIT_CPU: little memory and time.
* RLIMIT_NOFILE 0: nothing can be opened any more, no file, socket or pipe; what is open stays so.
* RLIMIT_FSIZE 0, RLIMIT_NPROC 0, RLIMIT_CORE 0: no file grows, no process begins, no dump is made.
* seccomp, where the kernel is Linux on x86-64 or ARM64: of all system calls those that a parser
  needs to read its input, find memory, tell the time and end. No new executable memory.
* an audit hook of Python: refuses the same with words, wherever Python runs.
"""

import ctypes
import os
import platform
import resource
import sys

from anonymizer.files import limits

# Numbers of the allowed system calls: (x86-64, ARM64).
_ALLOWED = {
    "read": (0, 63), "write": (1, 64), "writev": (20, 66), "close": (3, 57), "fstat": (5, 80),
    "lseek": (8, 62), "munmap": (11, 215), "brk": (12, 214), "mremap": (25, 216),
    "madvise": (28, 233), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139), "sigaltstack": (131, 132), "restart_syscall": (219, 128),
    "futex": (202, 98), "sched_yield": (24, 124), "getpid": (39, 172), "gettid": (186, 178),
    "clock_gettime": (228, 113), "gettimeofday": (96, 169), "getrandom": (318, 278),
    "exit": (60, 93), "exit_group": (231, 94),
}
# What a program of others may not do, which needs files and memory of its own.
_DENIED = {
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200),
    "clone": (56, 220), "clone3": (435, 435), "fork": (57, 220), "vfork": (58, 220),
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "ptrace": (101, 117),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "mount": (165, 40),
    "unlink": (87, 35), "unlinkat": (263, 35), "rename": (82, 38), "renameat": (264, 38),
    "renameat2": (316, 276), "mkdir": (83, 34), "mkdirat": (258, 34), "keyctl": (250, 219),
    "bpf": (321, 280), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
}
_NOT_EXECUTABLE = {"mmap": (9, 222), "mprotect": (10, 226)}
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _THIRD_ARGUMENT = 0, 4, 32  # offsets in struct seccomp_data
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050001, 0x80000000
_PROT_EXEC = 4
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2

_REFUSED = ("open", "socket.", "subprocess.", "os.", "shutil.", "ctypes.dlopen", "import")


class _Step(ctypes.Structure):
    _fields_ = [("code", ctypes.c_ushort), ("if_so", ctypes.c_ubyte), ("if_not", ctypes.c_ubyte),
                ("value", ctypes.c_uint)]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step))]


def begin(program: str, *arguments: str, memory: int, seconds: int) -> None:
    """This process becomes another program, with little memory and time, that can write no file,
    begin no process and reach nobody."""
    system = ctypes.CDLL(None)
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds),
                       (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
                       (resource.RLIMIT_NOFILE, 32)):
        resource.setrlimit(what, (most, most))
    _hold(system, _denying())
    os.execve(program, [program, *arguments], {"OMP_THREAD_LIMIT": "1"})


def confine() -> bool:
    """From here on nothing can be opened, begun or loaded. True if the kernel holds the list of
    system calls as well."""
    system = ctypes.CDLL(None)
    for what, soft, hard in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES, limits.MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS, limits.CPU_SECONDS + 1),
        (resource.RLIMIT_FSIZE, 0, 0), (resource.RLIMIT_NPROC, 0, 0), (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, 0, 0),
    ):
        resource.setrlimit(what, (soft, hard))
    sys.addaudithook(_refuse)
    return _hold(system, _allowing())


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(event)


def _known() -> bool:
    return sys.platform == "linux" and platform.machine() in _MACHINES


def _opening(architecture: int) -> list[_Step]:
    """The number of the call, of this architecture and no other."""
    return [
        _Step(_LOAD, 0, 0, _ARCHITECTURE),
        _Step(_EQUAL, 1, 0, architecture),
        _Step(_RETURN, 0, 0, _KILL),
        _Step(_LOAD, 0, 0, _NUMBER),
    ]


def _denying() -> list[_Step]:
    """What is on the list of the denied is refused; empty for other machines."""
    if not _known():
        return []
    place, architecture = _MACHINES[platform.machine()]
    steps = _opening(architecture)
    if place == 0:  # the second set of numbers that x86-64 has
        steps += [_Step(_AT_LEAST, 0, 1, 0x40000000), _Step(_RETURN, 0, 0, _REFUSE)]
    for number in {numbers[place] for numbers in _DENIED.values()}:
        steps += [_Step(_EQUAL, 0, 1, number), _Step(_RETURN, 0, 0, _REFUSE)]
    return [*steps, _Step(_RETURN, 0, 0, _ALLOW)]


def _allowing() -> list[_Step]:
    """All is refused but what is on the list, as a program of the kernel's packet filter; empty for
    other machines."""
    if not _known():
        return []
    place, architecture = _MACHINES[platform.machine()]
    steps = _opening(architecture)
    for numbers in _ALLOWED.values():
        steps += [_Step(_EQUAL, 0, 1, numbers[place]), _Step(_RETURN, 0, 0, _ALLOW)]
    for numbers in _NOT_EXECUTABLE.values():
        steps += [
            _Step(_EQUAL, 0, 4, numbers[place]),
            _Step(_LOAD, 0, 0, _THIRD_ARGUMENT),
            _Step(_ANY_BIT, 0, 1, _PROT_EXEC),
            _Step(_RETURN, 0, 0, _REFUSE),
            _Step(_RETURN, 0, 0, _ALLOW),
        ]
    return [*steps, _Step(_RETURN, 0, 0, _REFUSE)]


def _hold(system: ctypes.CDLL, listed: list[_Step]) -> bool:
    steps = (_Step * len(listed))(*listed)
    program = _Program(len(listed), ctypes.cast(steps, ctypes.POINTER(_Step)))
    return bool(listed) and system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 \
        and system.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0

"""Runs a Python file or ``-m`` module, as ``python guarded.py …``, and refuses every way to another machine.

In a network of its own (``unshare --net``) it first switches on the loopback interface, which is off there.
"""

import ipaddress
import runpy
import socket
import struct
import sys
from contextlib import suppress

ASKS = ("socket.connect", "socket.sendto", "socket.sendmsg")
LOOKS_UP = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
SIOCSIFFLAGS, UP_AND_RUNNING = 0x8914, 0x41


def refuse(event, arguments):
    """Raise where Python is about to turn to another machine; every thread and library goes through here."""
    if event in ASKS:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else "localhost"  # a file, or where it is connected to already
    elif event in LOOKS_UP:
        host = arguments[0]
    else:
        return
    if not is_here(host):
        print(f"ANFRAGE AN {host!r}", file=sys.stderr, flush=True)
        raise PermissionError(f"no way to {host!r}")


def is_here(host):
    """Whether a host is this machine; no host at all means to listen."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    with suppress(ValueError):
        address = ipaddress.ip_address(name)
        return address.is_loopback or address.is_unspecified
    return False


def loopback_on():
    """Switch the loopback interface on, where nobody else has."""
    try:
        import fcntl
    except ImportError:
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket, suppress(OSError):
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", UP_AND_RUNNING))


if __name__ == "__main__":
    loopback_on()
    sys.addaudithook(refuse)
    del sys.argv[0]
    if sys.argv[0] == "-m":
        del sys.argv[0]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(sys.argv[0], run_name="__main__")

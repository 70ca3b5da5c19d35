"""A client of `reader_server`, in place of the reader: hands its files on, ends as the reader ends.

It starts some thousand times in a run of tests, and imports what the interpreter has anyway.

    python -I -S tests/reader_client.py NAME ARGUMENT...
"""

import _socket
import os
import sys

STATUS = 2
"""Bytes of how the reader ended, as `waitpid` says it."""


def main(name: str, arguments: list[str]) -> None:
    server = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    server.connect(f"\0{name}")
    ends = (0).to_bytes(4, sys.byteorder) + (1).to_bytes(4, sys.byteorder)
    rights = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, ends)]
    server.sendmsg(["\0".join(arguments).encode() + b"\n"], rights)
    os.close(0)
    os.close(1)
    status = int.from_bytes(server.recv(STATUS), "little")
    if os.WIFSIGNALED(status):
        os.kill(os.getpid(), os.WTERMSIG(status))
    os._exit(os.WEXITSTATUS(status))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])

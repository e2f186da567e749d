"""Run `concurdocs.tasks.echo` in a process of its own and print what it sends back.

Usage: echo_in_process.py METHOD
"""

import multiprocessing
import socket
import sys

from concurdocs.tasks import echo

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    ours, theirs = socket.socketpair()
    process = multiprocessing.Process(target=echo, args=(theirs,))
    process.start()
    theirs.close()
    received = b""
    ours.settimeout(10)
    with ours:
        for message in (b"one ", b"two ", bytes(100_000)):
            ours.sendall(message)
            expected = len(received) + len(message)
            while len(received) < expected and (piece := ours.recv(4096)):
                received += piece
        ours.shutdown(socket.SHUT_WR)
        print("end of stream:", ours.recv(1) == b"")
    process.join()
    print("beginning:", received[:8].decode())
    print("length:", len(received))
    print("exit status:", process.exitcode)

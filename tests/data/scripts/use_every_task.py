"""Call each task of `concurdocs.tasks` once in this process, whatever Python runs it."""

import os
import socket

from concurdocs import tasks

sent, received = os.urandom(16), b""
ours, theirs = socket.socketpair()
ours.settimeout(10)
ours.sendall(sent)
ours.shutdown(socket.SHUT_WR)
tasks.echo(theirs)
while piece := ours.recv(4096):
    received += piece
ours.close()

raised: "list[BaseException]" = []
try:
    tasks.fail("no")
except ValueError as error:
    raised.append(error)
try:
    tasks.exit_with(3)
except SystemExit as error:
    raised.append(error)

tasks.introduce("Ada")
results = [
    tasks.nap("Ada", 0.0),
    tasks.burn(1) == tasks.work("Bob", 1),
    tasks.square(3),
    tasks.square_slowly(4, 0.0),
    received == sent,
]
print(*results, *map(repr, raised), flush=True)
tasks.write_raw(b"raw\n")

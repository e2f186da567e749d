"""
A server with two processes for all clients
===========================================

Four clients come, but the server has only two processes: who waits, and where?
Predict how many different processes answer.
Two do; the clients that come later wait in the queue of the listening socket.
However many come, the server does not grow.
"""

# %% setup
# Each worker gets the listening socket once, when it starts, and keeps it.
# A task is to accept one client and to serve it to the end.
# Each client waits in the middle of its conversation until a second one is there too.
import os
import socket
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Barrier, Process
from multiprocessing.synchronize import Barrier as BarrierType

CLIENTS = ["ann", "bo", "chen", "dee"]
WORKERS = 2

kept: list[socket.socket] = []


def keep(listener: socket.socket) -> None:
    kept.append(listener)


def serve_next() -> int:
    connection, _ = kept[0].accept()
    with connection, connection.makefile("rb") as messages:
        for number, message in enumerate(messages, start=1):
            connection.sendall(b"message %d: %b" % (number, message))
    return os.getpid()


def talk(name: str, address: tuple[str, int], meeting: BarrierType) -> None:
    with socket.create_connection(address) as connection, connection.makefile("rb") as answers:
        connection.sendall(f"hello from {name}\n".encode())
        print(answers.readline().decode().rstrip())
        meeting.wait()
        connection.sendall(f"goodbye from {name}\n".encode())
        print(answers.readline().decode().rstrip())


# %% serve
# All four clients connect at once: the kernel takes them in before anybody accepts them.
# The workers fetch them from there, each whenever it has served the one before.
# Who is served first is luck.
if __name__ == "__main__":
    meeting = Barrier(WORKERS)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        clients = [
            Process(target=talk, args=(name, listener.getsockname(), meeting), name=name)
            for name in CLIENTS
        ]
        for client in clients:
            client.start()
        with ProcessPoolExecutor(WORKERS, initializer=keep, initargs=(listener,)) as executor:
            futures = [executor.submit(serve_next) for _ in CLIENTS]
    for client in clients:
        client.join()
    served_by = {future.result() for future in futures}
    print(f"{len(CLIENTS)} clients served by {len(served_by)} processes")

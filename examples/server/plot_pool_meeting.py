"""
Four clients that want to meet at a server for two
==================================================

A server with two processes has four clients, and each wants to go on only when all four have had an answer.
Predict how many of them meet the others.
The two that are served wait for two that are not, and nobody gets any further until their patience is at an end.
"""

# %% setup
# Each worker keeps the listening socket, and serves one client after another.
import socket
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Barrier, Process
from multiprocessing.synchronize import Barrier as BarrierType
from threading import BrokenBarrierError

CLIENTS = ["ann", "bo", "chen", "dee"]
WORKERS = 2
PATIENCE = 0.3

kept: list[socket.socket] = []


def keep(listener: socket.socket) -> None:
    kept.append(listener)


def serve_next() -> None:
    connection, _ = kept[0].accept()
    with connection, connection.makefile("rb") as messages:
        for message in messages:
            connection.sendall(message)


# %% clients
# A client has an answer, and then it waits for the others.
# If one loses patience, the barrier is broken for all of them.
def talk(name: str, address: tuple[str, int], meeting: BarrierType) -> None:
    with socket.create_connection(address) as connection, connection.makefile("rb") as answers:
        connection.sendall(f"hello from {name}\n".encode())
        print(answers.readline().decode().rstrip())
        try:
            meeting.wait(PATIENCE)
            print(f"{name} met the others")
        except BrokenBarrierError:
            print(f"{name} gave up")


# %% serve
# Who is served first is luck.
# The server goes on because its clients have hung up, and for no other reason.
if __name__ == "__main__":
    meeting = Barrier(len(CLIENTS))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        clients = [
            Process(target=talk, args=(name, listener.getsockname(), meeting), name=name)
            for name in CLIENTS
        ]
        for client in clients:
            client.start()
        with ProcessPoolExecutor(WORKERS, initializer=keep, initargs=(listener,)) as executor:
            futures = [executor.submit(serve_next) for _ in CLIENTS]
    for future in futures:
        future.result()
    for client in clients:
        client.join()

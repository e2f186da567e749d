"""
A server that serves one client after another
=============================================

Three clients want to be in conversation with the server at the same time: can they?
Each sends a message, waits until all three have an answer, and then says goodbye.
Predict how many of them meet the others.
None does: the server listens to the next client only after the first has hung up.
"""

# %% setup
# ``answer`` is the server's side of a conversation: it numbers each line and sends it back.
# A message is a line here, and ``sendall`` sends all of it.
# ``talk`` is the client's side.
# A barrier lets nobody through until all have come; with a timeout it breaks for all of them.
import socket
from multiprocessing import Barrier, Process
from multiprocessing.synchronize import Barrier as BarrierType
from threading import BrokenBarrierError

CLIENTS = ["ann", "bo", "chen"]
PATIENCE = 0.3


def answer(connection: socket.socket) -> None:
    with connection, connection.makefile("rb") as messages:
        for number, message in enumerate(messages, start=1):
            connection.sendall(b"message %d: %b" % (number, message))


def talk(name: str, address: tuple[str, int], meeting: BarrierType) -> None:
    with socket.create_connection(address) as connection, connection.makefile("rb") as answers:
        connection.sendall(f"hello from {name}\n".encode())
        print(answers.readline().decode().rstrip())
        try:
            meeting.wait(PATIENCE)
            print(f"{name} met the others")
        except BrokenBarrierError:
            print(f"{name} gave up")
        connection.sendall(f"goodbye from {name}\n".encode())
        print(answers.readline().decode().rstrip())


# %% serve_in_turn
# Port 0 stands for any free port, and 127.0.0.1 can only be reached from this machine.
# The next ``accept`` comes when ``answer`` is through with the client before.
# Which client is served first is luck.
if __name__ == "__main__":
    meeting = Barrier(len(CLIENTS))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        clients = [
            Process(target=talk, args=(name, listener.getsockname(), meeting), name=name)
            for name in CLIENTS
        ]
        for client in clients:
            client.start()
        for _ in CLIENTS:
            connection, _ = listener.accept()
            answer(connection)
    for client in clients:
        client.join()
    print("server closed")

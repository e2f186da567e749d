"""
A server with a process for each client
=======================================

The same three clients again, but the server starts a process for each of them.
Predict how many processes take part, and how many clients meet the others.
All of them do: while one process waits for its client's next line, the others answer theirs.
"""

# %% setup
# Both sides of the conversation are as before.
# Nobody gives up now: the clients wait for each other as long as it takes.
import socket
from multiprocessing import Barrier, Process
from multiprocessing.synchronize import Barrier as BarrierType

CLIENTS = ["ann", "bo", "chen"]


def answer(connection: socket.socket) -> None:
    with connection, connection.makefile("rb") as messages:
        for number, message in enumerate(messages, start=1):
            connection.sendall(b"message %d: %b" % (number, message))


def talk(name: str, address: tuple[str, int], meeting: BarrierType) -> None:
    with socket.create_connection(address) as connection, connection.makefile("rb") as answers:
        connection.sendall(f"hello from {name}\n".encode())
        print(answers.readline().decode().rstrip())
        meeting.wait()
        print(f"{name} met the others")
        connection.sendall(f"goodbye from {name}\n".encode())
        print(answers.readline().decode().rstrip())


# %% listen
# The socket is made below the guard, so that only this process makes it.
# The clients are processes that speak by themselves, so that nobody has to type.
if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0))
    meeting = Barrier(len(CLIENTS))
    clients = [
        Process(target=talk, args=(name, listener.getsockname(), meeting), name=name)
        for name in CLIENTS
    ]
    for client in clients:
        client.start()

# %% serve
# ``accept`` waits for the next client and returns a socket for this conversation alone.
# A process of its own gets it, and the server closes its copy.
# Then it goes back to ``accept`` at once.
# Which client is the first to print a line is luck.
if __name__ == "__main__":
    servants = []
    for number in range(1, len(CLIENTS) + 1):
        connection, _ = listener.accept()
        servant = Process(target=answer, args=(connection,), name=f"servant {number}")
        servant.start()
        connection.close()
        servants.append(servant)
    print("everybody is served")

# %% close
# A clean end in three steps: accept nobody any more, let the conversations end, join.
if __name__ == "__main__":
    listener.close()
    for process in [*servants, *clients]:
        process.join()
    print("server closed")

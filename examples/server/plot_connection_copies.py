"""
Two copies of a connection
==========================

The server hands a connection to a process, and that process closes it: does the client notice?
Predict what the client sees in each of the two blocks.
It notices nothing as long as the server itself still holds its copy.
A connection ends when the last copy is closed.
"""

# %% setup
# ``echo`` sends back what comes, until the client sends no more, and then closes its copy.
# The client waits for that end, but not for ever.
import socket
from multiprocessing import Process

from concurdocs.tasks import echo

PATIENCE = 0.5


def wait_for_end(name: str, address: tuple[str, int]) -> None:
    with socket.create_connection(address) as connection:
        connection.sendall(b"hello")
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while len(received) < len(b"hello"):
            received += connection.recv(100)
        connection.settimeout(PATIENCE)
        try:
            print(f"{name} got {received!r}, then {connection.recv(100)!r}: the end")
        except TimeoutError:
            print(f"{name} got {received!r}, and no end came")


def serve_one(name: str, *, close: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = Process(target=wait_for_end, args=(name, listener.getsockname()), name=name)
        client.start()
        connection, _ = listener.accept()
    servant = Process(target=echo, args=(connection,), name=f"servant of {name}")
    servant.start()
    if close:
        connection.close()
    servant.join()
    print(f"the servant of {name} has ended")
    client.join()
    connection.close()


# %% keep_copy
# The servant has ended, and all its sockets are closed.
# Still the client waits: the server's own copy keeps the connection open.
if __name__ == "__main__":
    serve_one("ann", close=False)

# %% close_copy
# The server closes its copy as soon as the servant has been started.
# An empty result of ``recv`` is how the end of a connection is told.
# Whether the client prints its line before or after the server is luck.
if __name__ == "__main__":
    serve_one("bo", close=True)

"""
Fixed: the listening socket below the guard
===========================================

The same server, but only the script itself makes the listening socket.
Predict which clients get their answer back now.
All of them do: a process that imports the script finds functions there and nothing that acts.
"""

# %% setup
# At the top level stand imports and functions, which may be imported any number of times.
# Whatever acts stands below the guard, and what a function needs is handed to it.
import socket
from multiprocessing import Process, get_all_start_methods, set_start_method

from concurdocs.tasks import echo


def serve_one(name: str, method: str, listener: socket.socket) -> None:
    if method not in get_all_start_methods():
        print(f"this platform has no {method}")
        return
    set_start_method(method, force=True)
    with socket.create_connection(listener.getsockname()) as client:
        connection, _ = listener.accept()
        servant = Process(target=echo, args=(connection,), name=name)
        servant.start()
        connection.close()
        client.sendall(b"hello")
        client.shutdown(socket.SHUT_WR)
        servant.join()
        print(f"{method}: exit code {servant.exitcode}, the client got {client.recv(100)!r}")


# %% serve
# The connection itself is an argument: ``multiprocessing`` knows how to hand over a socket.
if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as listener:
        serve_one("ann", "fork", listener)
        serve_one("bo", "spawn", listener)
        serve_one("chen", "forkserver", listener)
    print("server closed")

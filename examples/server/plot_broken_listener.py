"""
Broken: a listening socket at the top level
===========================================

A server makes its listening socket at the top of the script, above the guard.
It hands each client to a process, started by ``fork``, by ``spawn`` and by ``forkserver``.
Predict which of the three clients get their answer back.
A process that is no copy imports the script again, and so it asks for the port a second time.
"""

# concurdocs: failing_children = true
# concurdocs: varies = true

# %% setup
# The port is decided once and stands in the environment, as the setting of a server would.
# The first to read this line finds no setting and takes any free port.
# On POSIX, ``create_server`` sets ``SO_REUSEADDR``; it does not help, for somebody is listening there.
# A script chooses its start method once; ``force`` lets it choose again, for the comparison.
import os
import socket
from multiprocessing import Process, get_all_start_methods, set_start_method

from concurdocs.tasks import echo

listener = socket.create_server(("127.0.0.1", int(os.environ.get("ECHO_PORT", "0"))))
os.environ["ECHO_PORT"] = str(listener.getsockname()[1])


def serve_one(name: str, method: str) -> None:
    if method not in get_all_start_methods():
        print(f"this platform has no {method}")
        return
    set_start_method(method, force=True)
    # On Windows the end of the connection never comes if nobody has fetched the socket.
    with socket.create_connection(listener.getsockname(), timeout=5) as client:
        connection, _ = listener.accept()
        servant = Process(target=echo, args=(connection,), name=name)
        try:
            servant.start()
        except (EOFError, OSError) as error:
            print(f"{method}: start failed with {type(error).__name__}")
            return
        finally:
            connection.close()
        client.sendall(b"hello")
        client.shutdown(socket.SHUT_WR)
        servant.join()
        try:
            received = client.recv(100)
        except (ConnectionResetError, TimeoutError):
            received = b""
        print(f"{method}: exit code {servant.exitcode}, the client got {received!r}")


# %% by_fork
# A forked process is a copy of this one.
# It has the sockets already and runs no line of the script again.
if __name__ == "__main__":
    serve_one("ann", "fork")

# %% by_spawn
# A spawned process begins with an empty interpreter and imports the script to find what it needs.
# The error is its own: it never comes to ``echo``, and the server only sees the exit code.
if __name__ == "__main__":
    serve_one("bo", "spawn")

# %% by_forkserver
# The server that starts the processes has to import the script as well, or the process does.
# Which of the two fails depends on the version of Python; if it is the server, ``start`` fails too.
if __name__ == "__main__":
    serve_one("chen", "forkserver")

# %% close
# The script itself ends as if nothing had happened.
if __name__ == "__main__":
    listener.close()
    print("server closed")

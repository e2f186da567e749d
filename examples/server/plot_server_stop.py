"""
A server that is told to stop
=============================

A server does not know how many clients will come: how does it leave ``accept`` to end?
It waits for two things at once, the next client and the word to stop.
Predict the last line that the server prints.
"""

# concurdocs: system = unix

# %% setup
# ``wait`` returns those of its arguments that have something to read.
# A listening socket has something to read when a client has come.
# The server looks after the clients first, so that nobody who came before the word is lost.
import socket
import sys
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection, wait

from concurdocs.tasks import echo

if sys.platform == "win32" and __name__ == "__main__":
    print("Windows cannot wait for a listening socket in this way")
    sys.exit(0)


def serve_until_told(listener: socket.socket, stop: Connection) -> None:
    servants: list[Process] = []
    while True:
        ready = wait([listener, stop])
        if listener in ready:
            connection, _ = listener.accept()
            servant = Process(target=echo, args=(connection,), name=f"servant {len(servants) + 1}")
            servant.start()
            connection.close()
            servants.append(servant)
        elif stop in ready:
            break
    listener.close()
    for servant in servants:
        servant.join()
    print(f"the server ends after {len(servants)} clients")


# %% serve
# The server is a process itself, and so the script can be the client.
if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0))
    address = listener.getsockname()
    stop, told = Pipe()
    server = Process(target=serve_until_told, args=(listener, told), name="server")
    server.start()
    listener.close()
    for name in ["ann", "bo"]:
        with socket.create_connection(address) as connection:
            connection.sendall(name.encode())
            print(f"the answer is {connection.recv(100).decode()}")

# %% stop
# One word is enough, and ``join`` shows that the server has understood it.
if __name__ == "__main__":
    stop.send("stop")
    server.join()
    print(f"exit code of the server: {server.exitcode}")

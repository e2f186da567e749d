"""
A connection carries bytes, not messages
========================================

A client sends two messages by two calls: does the server receive them by two calls?
Predict what the first ``recv`` returns.
A connection does not know where a message ends, so it may be half a message or two at once.
The messages have to say it themselves, and that is called framing.
"""

# %% setup
# The client sends two lines and ends.
# ``join`` waits for that, so that all has been sent before the server looks.
import socket
from multiprocessing import Process


def send_two(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as connection:
        connection.sendall(b"hello\n")
        connection.sendall(b"goodbye\n")


def accept_after_sending(name: str, listener: socket.socket) -> socket.socket:
    client = Process(target=send_two, args=(listener.getsockname(),), name=name)
    client.start()
    connection, _ = listener.accept()
    client.join()
    return connection


# %% without_frames
# ``recv`` hands out what has arrived, up to the number of bytes you allow.
# Allow three, and you get a piece of a message; allow a hundred, and you get all there is.
if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0))
    with accept_after_sending("ann", listener) as connection:
        print(f"recv(3) returned {connection.recv(3)!r}")
        print(f"recv(100) returned {connection.recv(100)!r}")

# %% with_frames
# The frame is the end of the line: ``makefile`` reads on until it has a whole line.
# It keeps what belongs to the next one.
if __name__ == "__main__":
    with accept_after_sending("bo", listener) as connection, connection.makefile("rb") as messages:
        for message in messages:
            print(f"message {message!r}")
    listener.close()

# %% send_or_sendall
# ``send`` may send only a part, and returns how much; ``sendall`` goes on until all is sent.
# Here nobody reads, so the buffers fill up, and ``send`` takes only a part.
# It does so because the socket has a timeout; without one, it would wait for somebody to read.
# Windows `may take all of it <https://learn.microsoft.com/troubleshoot/windows/win32/data-segment-tcp-winsock>`__: rely on neither.
if __name__ == "__main__":
    sender, receiver = socket.socketpair()
    with sender, receiver:
        sender.settimeout(5)
        data = bytes(16 * 2**20)
        sent = sender.send(data)
        print(f"send took all: {sent == len(data)}")

"""
Blocking or not: one socket, four ways to receive
=================================================

A socket has nothing to receive yet: what does ``recv`` do?
Predict for each block whether it returns, raises an exception, or waits, and for how long.
Whether ``recv`` blocks is a setting of the socket, not a property of the function.
"""

# %% setup
# The two ends of a connection, one for this script and one for ann.
# ann waits for a signal, takes some time, and then sends.
import select
import socket
import time
from multiprocessing import Event, Process
from multiprocessing.synchronize import Event as EventType

TIMEOUT = 0.2


def send_later(connection: socket.socket, signal: EventType) -> None:
    """Wait for the signal, and send 0.3 seconds later."""
    signal.wait()
    time.sleep(0.3)
    with connection:
        connection.sendall(b"hello")


# %% start
# ann sends nothing before it has the signal.
if __name__ == "__main__":
    here, there = socket.socketpair()
    signal = Event()
    ann = Process(target=send_later, args=(there, signal), name="ann")
    ann.start()
    there.close()

# %% non_blocking
# A non-blocking socket returns at once in any case.
# As there is nothing to return, it raises an exception.
if __name__ == "__main__":
    here.setblocking(False)
    try:
        here.recv(100)
    except BlockingIOError:
        print("non-blocking recv raised BlockingIOError")

# %% with_timeout
# With a timeout, ``recv`` waits, but only for so long.
if __name__ == "__main__":
    here.settimeout(TIMEOUT)
    try:
        here.recv(100)
    except TimeoutError:
        print("recv with a timeout raised TimeoutError")

# %% selecting
# ``select`` waits until one of several sockets has something, or until its own timeout.
# It raises nothing: it returns those that are ready, and here none is.
if __name__ == "__main__":
    ready, _, _ = select.select([here], [], [], TIMEOUT)
    print(f"select found {len(ready)} sockets ready")

# %% blocking
# A blocking socket is what you get if you set nothing.
# ``recv`` now waits as long as it takes, and the process sleeps meanwhile.
if __name__ == "__main__":
    here.setblocking(True)
    signal.set()
    print(f"blocking recv returned {here.recv(100)!r}")

# %% end
# ann has closed its end, and that is something to receive as well: an empty message, at once.
if __name__ == "__main__":
    ann.join()
    print(f"recv after the end returned {here.recv(100)!r}")
    here.close()

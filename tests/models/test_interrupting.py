import os
import signal
import threading
import time

import pytest

from rag.models.interrupting import Interrupt


@pytest.fixture
def interrupt():
    made = Interrupt()
    yield made
    made.close()


def press_soon(seconds=0.05):
    threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGINT)).start()


def wait_for(interrupt, seconds=5.0):
    """What llama.cpp does: look at the flag until it is set."""
    end = time.monotonic() + seconds
    while not interrupt.callback(interrupt.data) and time.monotonic() < end:
        time.sleep(0.01)
    return time.monotonic() < end


def pressed_while_heard(interrupt):
    with interrupt.heard():
        press_soon()
        assert wait_for(interrupt)


def test_ctrl_c_is_seen_within_and_raised_at_the_end(interrupt):
    with pytest.raises(KeyboardInterrupt):
        pressed_while_heard(interrupt)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_it_is_forgotten_afterwards(interrupt):
    with pytest.raises(KeyboardInterrupt):
        pressed_while_heard(interrupt)
    with interrupt.heard():
        assert not interrupt.callback(interrupt.data)


def test_another_thread_hears_nothing(interrupt):
    def work():
        with interrupt.heard():
            assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_who_handles_ctrl_c_otherwise_goes_on_doing_so(interrupt):
    heard = []
    before = signal.signal(signal.SIGINT, lambda *_: heard.append(1))
    try:
        with interrupt.heard():
            os.kill(os.getpid(), signal.SIGINT)
            assert not interrupt.callback(interrupt.data)
    finally:
        signal.signal(signal.SIGINT, before)
    assert heard == [1]


def test_closed_it_hears_nothing(interrupt):
    interrupt.close()
    interrupt.close()
    with interrupt.heard():
        assert not interrupt.callback(interrupt.data)

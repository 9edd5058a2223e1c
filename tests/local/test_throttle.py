"""The local throttle: a burst of receipt guesses is told to wait, an ordinary pace never is."""

from infrastructure.local.proxy.throttle import BURST, Throttle


def test_a_burst_is_cut_off_and_comes_back_with_time() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    guessed = [throttle.lets_through("/api/receipts") for _ in range(400)]
    assert guessed.count(True) == int(BURST)
    # One of twenty comes back in a twentieth of a second, and other routes never wait.
    assert throttle.lets_through("/api/reports")
    now[0] += 0.05
    assert throttle.lets_through("/api/receipts/messages")
    assert not throttle.lets_through("/api/receipts")


def test_twenty_a_second_go_through_for_ever() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    for _ in range(2000):
        now[0] += 0.05
        assert throttle.lets_through("/api/receipts")

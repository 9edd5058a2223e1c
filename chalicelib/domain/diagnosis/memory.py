"""What was found of words before, so that a word that many texts hold is looked into once."""

from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Memory(dict[str, Found]):
    """Answers of a function by word. `memory[word]` asks the function for a word that it does not know.

    Full, it forgets everything: it never grows beyond its size, and a look into it costs no order of last use, which is
    half of what `lru_cache` costs on words.
    """

    def __init__(self, find: Callable[[str], Found], most: int) -> None:
        super().__init__()
        self._find = find
        self._most = most

    def __missing__(self, word: str) -> Found:
        found = self._find(word)
        if len(self) >= self._most:
            self.clear()
        self[word] = found
        return found

"""Texts made to be slow to read, and how long they take."""

import random
import time
from collections.abc import Iterator

from chalicelib.domain.diagnosis.diagnose import diagnose
from chalicelib.domain.diagnosis.rules import DiagnosisRules

MEGABYTE = 1_000_000
NINE = ("a.a.", "(", "@", "0", "hxxp[.]", "1A1zP1", "العربية", "%25", "\u200b")
"""What is known to bring extractors to a halt, or near to it."""
PIECES = (
    *NINE,
    *("a@", "a@b.c ", "a.b@c.d.e.", "@a ", "[at]", "(dot)", "a arobase b ", "a [at] b [dot] c ", "mailto:a@b.example "),
    *("1 ", "0 0", "05 ", "06 00 00 00 21 ", "o6 oo ", "+212 ", "(0)", "00", "1.2.3.4.", "1[.]2[.]3[.]4 ", "2001:db8:"),
    *("4111 1111 1111 1111 ", "4111111111111111 ", "MA64 ", "MA64 9991 ", "9" * 24 + " ", "1-", "1/", "1,", "(1"),
    *("0x" + "a" * 40 + " ", "bc1q" + "q" * 20 + " ", "T" * 34 + " ", "4" * 95 + " ", "a" * 32 + " ", "f" * 64 + " "),
    *(
        "http://a.example/ ",
        "http://a",
        "https://x.example/?",
        "a=b&",
        "c=%25d&",
        "://",
        "a:",
        "javascript:a ",
        "data:a/",
    ),
    *("https://l.facebook.com/l.php?u=", "https://t.me/x ", "facebook.com/a/b ", "bit.ly/a ", "xn--a.example ", "a-."),
    *(
        "(http://a\n",
        "<http://a",
        "<a",
        "<a>",
        "[",
        "]",
        "{.}",
        "[:]",
        "http[:]//a ",
        "h**p://a.b ",
        "=HYPERLINK(",
        "\n=A(",
    ),
    *("e\u0301", "\u0301", "a\u200b", "\u202e", "n q t l ", "n q t l e k ", "aaaa", "аpplе ", "ⴰⴱ ", "ﷺ ", "٠٦ ", "１"),
    *(
        "😀",
        "👨‍👩‍👧 ",
        "\0",
        "\ud800",
        "İ",
        "ß ",
        " ",
        "\t",
        "\n",
        "\r\n",
        "«»",
        '"a" ',
        "، ",
        "؟",
        "_.",
        "x" * 70 + " ",
    ),
    *(
        "je vais te tuer ",
        "ne pas ",
        "ne pas me tuer ",
        "pas ",
        "« il a dit » ",
        "et si ",
        "hier ",
        "j'ai 14 ans ",
        "12 ",
    ),
    *("غادي نقتلك ", "ما كاين والو ", "ال", "والو", "ma kayn walo ", "bghit n9tlek ", "kan9elleb ", "will kill you "),
)


def repeated(piece: str, size: int = MEGABYTE) -> str:
    """One piece over and over, `size` characters."""
    return (piece * (size // len(piece) + 1))[:size]


def generated(count: int, seed: int) -> Iterator[str]:
    """Texts of one megabyte: blocks of a few pieces in turn, each repeated, the whole repeated; the same every time."""
    chance = random.Random(seed)
    for _ in range(count):
        block = "".join(
            chance.choice(PIECES) * chance.choice((1, 1, 2, 3, 30, 3000)) for _ in range(chance.randint(1, 8))
        )
        yield repeated(block[: chance.choice((40, 400, 40_000, MEGABYTE))])


def seconds(text: str, rules: DiagnosisRules) -> tuple[float, float]:
    """How long the diagnosis of a text took: time of the processor, which other work does not lengthen, and in all."""
    work, clock = time.process_time(), time.perf_counter()
    diagnose({"text": text}, rules)
    return time.process_time() - work, time.perf_counter() - clock

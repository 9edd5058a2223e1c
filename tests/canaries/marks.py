"""What may never be found again: one fictional person's data, each value seen nowhere else, with its spellings."""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class Mark:
    """A value that was put in. `kind` decides where it may be; see `WHERE` in the test."""

    kind: str
    value: str

    def spellings(self) -> list[str]:
        """As it was said, and as a machine might write it down."""
        said = {self.value, self.value.lower(), self.value.upper(), quote(self.value), self.value.replace(" ", "")}
        if self.kind == "receipt":
            said |= {self.value.replace("-", ""), self.value.replace("-", "").lower()}
        if self.value.startswith("+212"):
            said |= {"0" + self.value[4:], self.value[1:]}
        return sorted(said)

    def found_in(self, text: str) -> bool:
        return any(spelling in text for spelling in self.spellings())


NAME, PHONE, EMAIL, NATIONAL_ID, ADDRESS = (
    Mark("identity", value)
    for value in (
        "Zineb Kanarigadda",
        "+212600000042",
        "kanari.gadda@mail.example",
        "ZK914237",
        "14 Derb Kanarigadda",
    )
)
HOURS = Mark("contact", "apres 19h kanaribel")
LATER_NAME = Mark("identity", "Yto Kanarilater")
SUSPECT = Mark("sealed answer", "Brahim Verdachtkanari")
KEYS = [Mark("key", f"kanari00-2f0b-4c8e-9a55-0c1c7c6f2b{number:02d}") for number in range(12)]
TOKEN = Mark("token", "Tokenkanarihandtekening")
TEXT = Mark("text", "Tekstkanarivogel")
MESSAGE = Mark("message", "Berichtkanarivogel")
FACT = Mark("message", "Feitkanarivogel")
ANSWER = Mark("message", "Antwoordkanarivogel")
NOTE = Mark("note", "Notitiekanarivogel")
REASON = Mark("reason", "Redenkanarivogel")
MOTIVE = Mark("motive", "Motiefkanarivogel")
PURPOSE = Mark("reason", "Doelkanarivogel")

IDENTITY = {
    "full_name": NAME.value,
    "phone": PHONE.value,
    "email": EMAIL.value,
    "national_id": NATIONAL_ID.value,
    "address": ADDRESS.value,
}
ALL = [
    *(NAME, PHONE, EMAIL, NATIONAL_ID, ADDRESS, LATER_NAME, HOURS, SUSPECT, *KEYS),
    *(TOKEN, TEXT, MESSAGE, FACT, ANSWER, NOTE, REASON, MOTIVE, PURPOSE),
]

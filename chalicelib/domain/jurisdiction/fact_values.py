"""The values that facts may take (rules J0-J16, section "Input"): anything else is a typed error."""

HOME = "MA"

CATEGORIES = frozenset(
    [
        "DANGER",
        "TERR",
        "CSAM",
        "GROOM",
        "TRAFF",
        "THREAT",
        "INCITE",
        "SEXT",
        "EXTORT",
        "INTIMATE",
        "PHISH",
        "HACK",
        "TRADE",
        "FRAUD",
        "HATE",
        "HARASS",
        "IMPERS",
        "FALSE",
        "DEFAM",
        "PRIV",
        "EXAM",
        "OTHER",
        "NOT_ACTIONABLE",
    ]
)
OFFENCE_CLASSES = frozenset({"felony", "misdemeanour", "unknown"})
MARKS = frozenset(
    [
        "terrorism",
        "money_laundering",
        "connected_felony",
        "press_publication",
        "private_life",
        "group_target",
        "public_official_victim",
        "official_suspect",
        "aboard_ship",
        "aboard_aircraft",
        "state_security",
    ]
)
ROLES = frozenset(
    [
        "offence",
        "content_received",
        "suspect_residence",
        "last_suspect_residence",
        "guardian_residence",
        "arrest",
        "detention",
        "victim_residence",
        "company_seat",
        "publisher_seat",
        "port_or_landing",
    ]
)
NATIONALITIES = frozenset({"MA", "foreign", "unknown"})
SUSPECT_AGES = frozenset({"adult", "minor_12_17", "under_12", "unknown"})
VICTIM_AGES = frozenset({"adult", "minor", "unknown"})
IDENTITIES = frozenset({"anonymous", "confidential", "named"})
REPORTER_ROLES = frozenset({"victim", "witness", "on_behalf"})

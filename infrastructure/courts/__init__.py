"""Court maps as files: reading two of them, opening a court, moving the open cases of a stage afterwards."""

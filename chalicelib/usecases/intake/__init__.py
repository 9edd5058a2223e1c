"""What citizens do: send a report, follow it, add to it."""

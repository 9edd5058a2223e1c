"""What a new court map or new rules of jurisdiction do to the cases that are there."""

"""What the worker does after the submit: diagnose, place, apply the reporter's later acts, repair."""

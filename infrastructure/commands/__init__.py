"""What an operator or developer may ask `e-blagh` for, one idea a module."""

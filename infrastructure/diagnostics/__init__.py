"""Jobs and measures of the diagnosis that run on an operator's machine."""

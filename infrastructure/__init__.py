"""Building, deploying and running e-blagh; nothing here goes into Lambda."""

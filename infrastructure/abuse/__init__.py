"""Executes abuse cases (format `e-blagh-abuse/1`) against a running deployment.

`document` reads a file, `values` substitutes, `principals` makes tokens, `exchange` speaks HTTP, `expectations` judges
one answer, `runner` runs cases and counts. The format is the interface: other files of the same format run unchanged.
"""

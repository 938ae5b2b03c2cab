"""Quick twins, in Cython, of the loops a page passes through: same answers as the plain Python beside them, less time.

Each is built where a compiler is found at installation (setup.py) and taken by the module it serves; elsewhere that
module goes its plain way. `tests/audit/native` holds every twin to its plain Python.
"""

"""Builds what is read natively: the quick twins of the auditor's hottest loops (prongsai/audit/native) and the quick reader
of PDFs (prongsai/adapters/native); all else stands in pyproject.toml.

Where no compiler is found the installation goes on without them: plain Python and PDFium do the same, slower.
"""

import os
from pathlib import Path

from setuptools import Extension, setup

FOLDERS = (Path("prongsai/audit/native"), Path("prongsai/adapters/native"))


def extensions() -> list[Extension]:
    """One module for each .pyx file; none where PURE_PYTHON asks for plain Python alone."""
    sources = sorted(path for folder in FOLDERS for path in folder.glob("*.pyx"))
    if os.environ.get("PURE_PYTHON") or not sources:
        return []
    from Cython.Build import cythonize

    modules = [
        Extension(
            ".".join(source.with_suffix("").parts),
            [str(source)],
            extra_compile_args=["-O3", "-g0"],
            optional=True,
        )
        for source in sources
    ]
    rules = {"language_level": "3", "boundscheck": False, "wraparound": False, "cdivision": True}
    built: list[Extension] = cythonize(modules, build_dir="build/cython", compiler_directives=rules, nthreads=2)
    return built


setup(ext_modules=extensions(), options={"build_ext": {"parallel": 2}})

"""Builds the quick twins of the auditor's hottest loops (prongsai/audit/native); all else stands in pyproject.toml.

Where no compiler is found the installation goes on without them: the plain Python beside each does the same, slower.
"""

import os
from pathlib import Path

from setuptools import Extension, setup

SOURCES = Path("prongsai/audit/native")


def extensions() -> list[Extension]:
    """One module for each .pyx file; none where PURE_PYTHON asks for plain Python alone."""
    names = sorted(path.stem for path in SOURCES.glob("*.pyx"))
    if os.environ.get("PURE_PYTHON") or not names:
        return []
    from Cython.Build import cythonize

    modules = [
        Extension(
            f"prongsai.audit.native.{name}",
            [str(SOURCES / f"{name}.pyx")],
            extra_compile_args=["-O3", "-g0"],
            optional=True,
        )
        for name in names
    ]
    rules = {"language_level": "3", "boundscheck": False, "wraparound": False, "cdivision": True}
    built: list[Extension] = cythonize(modules, build_dir="build/cython", compiler_directives=rules, nthreads=2)
    return built


setup(ext_modules=extensions(), options={"build_ext": {"parallel": 2}})

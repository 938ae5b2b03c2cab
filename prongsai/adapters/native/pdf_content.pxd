from cython cimport final

from prongsai.adapters.native.pdf_runs cimport PageRuns
from prongsai.adapters.native.pdf_structure cimport PdfStructure


cdef PageRuns read_runs(PdfStructure pdf, dict known_fonts, dict page)

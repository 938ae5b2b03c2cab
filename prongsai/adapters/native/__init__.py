"""Reading of PDFs done natively.

`pdf_quick` reads ordinary files and has no plain Python beside it: what it does not know, and every PDF where it could not
be built, PDFium reads. `thai_faults` has the quick twins of plain functions (decision 0017).
"""

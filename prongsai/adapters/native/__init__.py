"""Reading done natively: modules in Cython that have no plain Python beside them.

`pdf_quick` reads ordinary PDFs. What it does not know, and every PDF where it could not be built, PDFium reads.
"""

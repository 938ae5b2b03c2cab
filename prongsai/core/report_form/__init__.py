"""The words of our own report form, shared by the drawers that write it and the reader that takes it back.

A person sees ordinary Thai; between the fixed words stands free text, put in quotation marks only where it would
otherwise be mistaken for fixed words. White space and digit script never carry meaning, so the text survives a PDF.
docs/report-form.md describes the form. Words of an issued version never change; a change is a new version.
"""

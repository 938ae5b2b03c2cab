"""Official documents: the content once, then drawn as PDF, DOCX, XLSX, HTML and plain text."""

"""What both loopback sites are made of: a small fast HTTP server, Thai disclosure text, PDF files."""

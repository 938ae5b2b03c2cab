"""Turns what was fetched into readable text: character sets, HTML, Thai as it is typed. Pure: bytes and strings in, values out."""

"""A loopback site of over a thousand links whose right verdict is known, with traps on both sides of each verdict."""

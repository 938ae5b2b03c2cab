"""The speed site (20,000 addresses over 400 hosts, or ten times that), and the clock, CPU and memory of who walks it."""

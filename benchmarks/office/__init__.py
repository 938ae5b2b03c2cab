"""The office's pages, handing in and start-up against their limits: python -m benchmarks.office [pages|hand_in|start]"""

"""The evidence auditor's thinking: which link next, how politely, what an answer means, what a text shows.

Plain Python: no network, no files, no clock, no Django. What touches the outside stands in `adapters`.
"""

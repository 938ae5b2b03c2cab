"""The evidence auditor against lychee and LinkChecker, on loopback sites that these benchmarks make: python -m benchmarks.audit"""

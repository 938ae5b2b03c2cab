"""Which HTTP client the auditor uses: CPU seconds per 1,000 requests, plain and over TLS, on a loopback site."""

"""The demo accounts of the example. They sign in on loopback only, so that their password may be known to all."""

DEMO_PASSWORD = "prongsai-demo"  # noqa: S105

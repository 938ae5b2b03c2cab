"""Which authorities are trusted to sign certificates."""

import ssl

import certifi


def find_ca_file() -> str:
    """The system's bundle (SSL_CERT_FILE included), where an office may have added its own authority; else Mozilla's by certifi."""
    return ssl.get_default_verify_paths().cafile or certifi.where()

"""Certificates no browser accepts: self-signed, run out, for another name."""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Fault = Literal["self_signed", "run_out", "other_name"]


def faulty(folder: Path, address: str, fault: Fault) -> ssl.SSLContext:
    """A server's TLS with one fault more than being signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    starts, ends = (
        (now - timedelta(800), now - timedelta(30))
        if fault == "run_out"
        else (now - timedelta(1), now + timedelta(300))
    )
    called = "mail.hosting.example" if fault == "other_name" else address
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, called)])
    known: x509.GeneralName = (
        x509.DNSName(called) if fault == "other_name" else x509.IPAddress(ipaddress.ip_address(called))
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([known]), critical=False)
        .sign(key, hashes.SHA256())
    )
    both = folder / f"{address}-{fault}.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context

"""Certificates that a browser warns of: self-signed, expired, for another host, from an authority nobody knows."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Literal, get_args

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Fault = Literal["self_signed", "expired", "wrong_host", "unknown_authority"]
FAULTS: tuple[Fault, ...] = get_args(Fault)


def faulty_context(fault: Fault, addresses: list[str], folder: Path) -> ssl.SSLContext:
    """A server context whose certificate has the fault, and otherwise fits the addresses."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer_key = ec.generate_private_key(ec.SECP256R1()) if fault == "unknown_authority" else key
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"{fault}.example")])
    issuer = (
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Nobody's Authority")])
        if issuer_key is not key
        else subject
    )
    now = datetime.now(UTC)
    ends = now - timedelta(days=40) if fault == "expired" else now + timedelta(days=300)
    names: list[x509.GeneralName] = [x509.DNSName("elsewhere.example")]
    if fault != "wrong_host":
        names = [x509.IPAddress(IPv4Address(one)) for one in addresses]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )
    chain, secret = folder / f"{fault}.pem", folder / f"{fault}.key"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, secret)
    return context

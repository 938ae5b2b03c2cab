"""Server certificates with every fault, made on the spot, and TLS contexts that show them."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Authority:
    """Signs certificates; `file` is its own, for a client that trusts it."""

    folder: Path
    name: x509.Name
    key: ec.EllipticCurvePrivateKey
    file: Path


def make_authority(folder: Path, name: str = "Test authority") -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = _builder(subject, subject, key, 30).add_extension(x509.BasicConstraints(True, None), critical=True)
    file = folder / f"{name}.pem"
    file.write_bytes(certificate.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return Authority(folder, subject, key, file)


def make_context(authority: Authority | None, hosts: list[str], folder: Path, *, days: int = 30) -> ssl.SSLContext:
    """A server that shows such a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(make_certificate(authority, hosts, folder, days=days))
    return context


def make_certificate(authority: Authority | None, hosts: list[str], folder: Path, *, days: int = 30) -> Path:
    """A file of key and certificate for these hosts, valid until `days` from now; self-signed without an authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0])])
    certificate = _builder(subject, authority.name if authority else subject, key, days).add_extension(
        x509.SubjectAlternativeName([_general_name(host) for host in hosts]), critical=False
    )
    signed = certificate.sign(authority.key if authority else key, hashes.SHA256())
    file = folder / f"server-{x509.random_serial_number()}.pem"
    file.write_bytes(
        signed.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=min(days, 0) - 30 if days <= 30 else days - 30))
        .not_valid_after(now + timedelta(days=days))
    )

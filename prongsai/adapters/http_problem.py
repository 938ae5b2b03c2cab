"""What an error of libcurl means for a link, in the words of `prongsai.audit.fetch_port`."""

import pycurl

from prongsai.audit.fetch_port import Problem

_TOO_LARGE = 100  # CURLE_TOO_LARGE, which pycurl has no name for

_PLAIN: dict[int, Problem] = {
    pycurl.E_UNSUPPORTED_PROTOCOL: "bad_protocol",  # addresses are looked at before: what is left is HTTP/0.9
    pycurl.E_URL_MALFORMAT: "bad_address",
    pycurl.E_COULDNT_RESOLVE_HOST: "no_address",
    pycurl.E_COULDNT_CONNECT: "connection_refused",
    pycurl.E_FTP_WEIRD_SERVER_REPLY: "bad_protocol",
    pycurl.E_PARTIAL_FILE: "connection_reset",
    pycurl.E_GOT_NOTHING: "connection_reset",
    pycurl.E_SEND_ERROR: "connection_reset",
    _TOO_LARGE: "bad_protocol",
}

_TLS_CODES = frozenset(
    (
        pycurl.E_SSL_CONNECT_ERROR,
        pycurl.E_PEER_FAILED_VERIFICATION,
        pycurl.E_SSL_CERTPROBLEM,
        pycurl.E_SSL_CIPHER,
        pycurl.E_SSL_ISSUER_ERROR,
        pycurl.E_SSL_INVALIDCERTSTATUS,
    )
)

# The numbers are OpenSSL's X509_V_ERR_…, which libcurl hands on (CURLINFO_SSL_VERIFYRESULT).
_CERTIFICATE_FAULTS = {
    9: "not_yet_valid",
    10: "expired",
    18: "self_signed",
    19: "self_signed",
    2: "unknown_issuer",
    20: "unknown_issuer",
    21: "unknown_issuer",
    23: "revoked",
    24: "unknown_issuer",
    62: "wrong_host",
    64: "wrong_host",
    66: "weak_key",
    67: "weak_key",
    68: "weak_key",
}

_HANDSHAKE_FAULTS = (
    ("wrong version number", "no_tls"),
    ("packet length too long", "no_tls"),
    ("http request", "no_tls"),
    ("unsupported protocol", "old_protocol"),
    ("protocol version", "old_protocol"),
    ("legacy renegotiation", "old_protocol"),
    ("dh key too small", "weak_key"),
    ("key too small", "weak_key"),
    ("alternative certificate subject name", "wrong_host"),
    ("does not match", "wrong_host"),
)

_PROTOCOL_WORDS = ("chunk", "too large", "header", "http/", "content-length", "invalid")


def problem_of(code: int, message: str, *, verify_result: int) -> tuple[Problem, str]:
    """(problem, tls_detail) of a failed transfer; time-outs are told apart by the caller, who knows the phase.

    `tls_detail` is one of expired, not_yet_valid, self_signed, unknown_issuer, wrong_host, revoked, weak_key,
    no_tls, old_protocol, handshake, and "" for all that is no fault of TLS. An error nobody expects reads as a broken
    connection: unknown, never counted.
    """
    words = message.lower()
    if code in _TLS_CODES:
        if code == pycurl.E_SSL_CONNECT_ERROR and ("reset by peer" in words or "unexpected eof" in words):
            return "tls", "handshake"
        named = next((detail for part, detail in _HANDSHAKE_FAULTS if part in words), "")
        return "tls", named or _CERTIFICATE_FAULTS.get(verify_result, "handshake")
    if code == pycurl.E_RECV_ERROR:
        is_protocol = any(part in words for part in _PROTOCOL_WORDS)
        return ("bad_protocol" if is_protocol else "connection_reset"), ""
    return _PLAIN.get(code, "connection_reset"), ""

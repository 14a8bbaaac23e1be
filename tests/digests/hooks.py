"""A web server on the loopback that takes posts under a name of its own, over TLS, and keeps what it got."""

import ipaddress
import ssl
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME = "hooks.example"


@dataclass(slots=True, kw_only=True)
class Hooks:
    """What the server got: path, headers, body."""

    port: int
    certificate: str
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def trusting(self) -> ssl.SSLContext:
        """TLS that believes the server's certificate and no other."""
        return ssl.create_default_context(cadata=self.certificate)


def to_loopback(host: str, port: int) -> list[str]:
    """Stands in for the check of the address."""
    return ["127.0.0.1"]


@contextmanager
def hooks_server() -> Iterator[Hooks]:
    """It answers 200, and a redirect to ``/moved``."""
    both, certificate = _own_certificate()
    hooks: Hooks

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hooks.got.append((self.path, dict(self.headers), body))
            self.send_response(302 if self.path == "/moved" else 200)
            self.send_header("Location", "https://169.254.169.254/")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "both.pem").write_bytes(both)
        own.load_cert_chain(Path(folder) / "both.pem")
    listening = _Patient(("127.0.0.1", 0), Handler)
    listening.socket = own.wrap_socket(listening.socket, server_side=True)
    hooks = Hooks(port=listening.server_port, certificate=certificate)
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hooks
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


class _Patient(HTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that was killed is nothing to tell of."""


def _own_certificate() -> tuple[bytes, str]:
    """(key and certificate, the certificate alone)"""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    alternatives = [x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("192.0.2.1"))]
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    shown = certificate.public_bytes(pem)
    return key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + shown, shown.decode()

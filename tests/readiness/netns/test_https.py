"""An HTTPS host is reached as far as the handshake, and whoever signs for it is named, trusted or not."""

import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from benchmarks.netlab.lab import S11, Lab
from inpatient_hub.domain.readiness import Status
from inpatient_hub.domain.readiness_network import HttpsFacts, PortState
from tests.readiness.netns.running import SOON, Ran, ran

pytestmark = pytest.mark.netns

PLAN: dict[str, Any] = {"https_hosts": ["mobile.test"]}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for mobile.test, signed by itself, in one file."""
    if shutil.which("openssl") is None:
        pytest.skip("not installed: openssl")
    folder = tmp_path_factory.mktemp("https")
    made, file = folder / "certificate.pem", folder / "both.pem"
    command = (
        f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout {file} -out {made} -days 2 "
        "-subj '/O=Test Trust/CN=Test Proxy' -addext subjectAltName=DNS:mobile.test "
        "-addext keyUsage=critical,digitalSignature,keyCertSign"
    )
    subprocess.run(shlex.split(command), check=True, capture_output=True)
    with file.open("a", encoding="ascii") as both:
        both.write(made.read_text(encoding="ascii"))
    return file


def serve(lab: Lab, certificate: Path) -> None:
    lab.serve(names={"mobile.test": [S11]}, https={"address": S11, "file": str(certificate)})


def only(run: Ran) -> HttpsFacts:
    (one,) = run.facts.https
    return one


def test_a_certificate_that_this_computer_trusts(lab: Lab, certificate: Path) -> None:
    serve(lab, certificate)
    run = ran(lab, plan=PLAN, environ={"SSL_CERT_FILE": str(certificate)})
    assert only(run) == HttpsFacts(
        host="mobile.test", state=PortState.OPEN, issuer="Test Trust, Test Proxy", trusted=True
    )
    assert run.verdict("NW-15") == (Status.PASS, "https.ok")
    assert lab.seen()["bytes"] == 0


def test_a_certificate_that_it_does_not_trust_shows_who_signed_it(lab: Lab, certificate: Path) -> None:
    serve(lab, certificate)
    run = ran(lab, plan=PLAN)
    one = only(run)
    assert (one.state, one.trusted, one.issuer) == (PortState.OPEN, False, "Test Trust, Test Proxy")
    assert "self" in one.error
    assert run.verdict("NW-15") == (Status.WARN, "https.untrusted")
    assert run.found("NW-15").values["issuer"] == "Test Trust, Test Proxy"


def test_something_that_speaks_no_tls(lab: Lab) -> None:
    lab.serve(names={"mobile.test": [S11]}, tcp={S11: [443]})
    run = ran(lab, plan=PLAN, limits=SOON)
    assert only(run).trusted is None
    assert run.verdict("NW-15") == (Status.FAIL, "https.failed")


@pytest.mark.parametrize(
    ("rule", "state", "error"),
    [
        ("-j DROP", PortState.NO_REPLY, ""),
        ("-j REJECT --reject-with tcp-reset", PortState.REFUSED, "ECONNREFUSED"),
        ("-j REJECT --reject-with icmp-admin-prohibited", PortState.UNREACHABLE, "EHOSTUNREACH"),
    ],
)
def test_a_host_that_is_not_reached(lab: Lab, rule: str, state: PortState, error: str) -> None:
    lab.serve(names={"mobile.test": [S11]})
    lab.server(f"iptables -A INPUT -p tcp --dport 443 {rule}")
    run = ran(lab, plan=PLAN, limits=SOON)
    assert (only(run).state, only(run).error) == (state, error)
    assert run.verdict("NW-15") == (Status.FAIL, "https.failed")


def test_a_host_whose_name_is_not_found(lab: Lab) -> None:
    run = ran(lab, plan=PLAN)
    assert (only(run).state, only(run).error) == (PortState.ERROR, "name: not_found")
    assert run.verdict("NW-15") == (Status.FAIL, "https.failed")


def test_a_host_that_was_not_tried_before_the_stop_is_not_judged(lab: Lab) -> None:
    run = ran(lab, plan=PLAN, stop_after_s=-1)
    assert only(run).state is PortState.CANCELLED
    assert run.verdict("NW-15") == (Status.SKIPPED, "network.cancelled")

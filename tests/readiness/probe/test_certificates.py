"""Who signed a certificate is read from it, and what is no certificate is no reason to fail."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.readiness.probe.certificates import issuer_of

SELF_SIGNED = base64.b64decode(
    """
MIIDZTCCAk2gAwIBAgIUD4yuxgPvvI0tMgScbe2YQnlZCxQwDQYJKoZIhvcNAQELBQAwQjELMAkGA1UEBhMCR0IxEzARBgNVBAoM
ClRlc3QgVHJ1c3QxHjAcBgNVBAMMFVRlc3QgSW5zcGVjdGluZyBQcm94eTAeFw0yNjExMjgwMjUzMThaFw0zNjExMjUwMjUzMTha
MEIxCzAJBgNVBAYTAkdCMRMwEQYDVQQKDApUZXN0IFRydXN0MR4wHAYDVQQDDBVUZXN0IEluc3BlY3RpbmcgUHJveHkwggEiMA0G
CSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQDXV/pNA5J0EovUVm9mg+5vuoj+gbe0b/Gv3qfukHO+rZIiYzcUInxR0rKNqVnaP02G
Kft/ByoOvngr9B5m3xB3BZDVcTaPbP7sNDzqQawOb8XMyYgB5fcGntUx17LDP1TZaj6nwmUpYO8w89cqDjAVtErJL8dnTzfhwFqw
JYQxjZox6p54CNcp7h3rLawpsnl+L80ggTTGDgvNC048RoFuMg1Xm6hyHZnBDwIyTQ1xpo+nseuybEv8VgJ8khgFHWUudm0aIblX
MwF24aSWwjnDF1XKmJFNkR8IMzmOMJiOCLL7x8s3LJ2eve9Df6DM/admJ2SV2lMys7D4Bxna5smRAgMBAAGjUzBRMB0GA1UdDgQW
BBQI2MJFzXwQFtfNJO3nuKXHb17X2TAfBgNVHSMEGDAWgBQI2MJFzXwQFtfNJO3nuKXHb17X2TAPBgNVHRMBAf8EBTADAQH/MA0G
CSqGSIb3DQEBCwUAA4IBAQBlKZB4Ap/oyzWCjotIWK+0X+gHTTgYFuiVOzy7NglRuN59vaQgKk2GoCDonjS9C+LPzPFE1nErXYvS
hskRMuQx6YeFQ2ROp719J6mfjKpDodnWBrpP8vr2370yOa9JOHZt0GBh472Y5OE8hc8S6KJiXvHTqiR9PDmz/UVuqH8O6zCAEwEm
HXcWSUbwPEN2Uqv22Kih3pLg0Dm33T/76YHD/gmGzZwr9TnjMP+d/Kg9jX84wq9rHlVSOR33hBD8maL8CNUr2ax25HopBZM16/j0
3Ag3St4jl0IFCjA+z9UGxtMm6PqlYGdan+b1yc85XOy8Ha/6eiT7DMHl04qgSGic
"""
)
"""Made for this test by: openssl req -x509 -subj "/C=GB/O=Test Trust/CN=Test Inspecting Proxy"."""


def test_the_organisation_and_the_common_name_of_the_issuer() -> None:
    assert issuer_of(SELF_SIGNED) == "Test Trust, Test Inspecting Proxy"


@given(st.binary(max_size=200))
def test_whatever_stands_there_never_raises(junk: bytes) -> None:
    assert isinstance(issuer_of(junk), str)


@given(st.integers(min_value=0, max_value=len(SELF_SIGNED) - 1), st.integers(min_value=0, max_value=255))
def test_one_wrong_byte_never_raises(at: int, byte: int) -> None:
    wrong = SELF_SIGNED[:at] + bytes([byte]) + SELF_SIGNED[at + 1 :]
    assert isinstance(issuer_of(wrong), str)


def test_a_certificate_that_is_cut_off_says_nothing() -> None:
    assert issuer_of(SELF_SIGNED[:100]) == ""
    assert issuer_of(b"") == ""

"""Detached Ed25519 signatures of release notes; the only file that knows ``cryptography``.

A signature is the base64 of its 64 bytes, so ``openssl pkeyutl -verify -rawin`` can check it,
too.  Keys that sign are PEM files as ``openssl genpkey -algorithm ed25519`` makes them.
"""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    load_pem_private_key,
    load_pem_public_key,
)


def is_signed(text: bytes, signature: bytes, public_key: bytes) -> bool:
    """The owner of the key has signed exactly this.

    Raises:
        ValueError: ``public_key`` is none of 32 bytes.
    """
    try:
        raw = base64.b64decode(signature.strip(), validate=True)
    except binascii.Error:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(raw, text)
    except InvalidSignature:
        return False
    return True


def sign(text: bytes, private_pem: bytes, password: bytes | None = None) -> tuple[bytes, bytes]:
    """The signature as it is published, and the 32 bytes of the public key it goes with.

    Raises:
        ValueError: no Ed25519 key, or the password is wrong.
        TypeError: the key needs a password, or has none.
    """
    try:
        key = load_pem_private_key(private_pem, password)
    except UnsupportedAlgorithm as error:
        raise ValueError("not an Ed25519 key") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("not an Ed25519 key")  # noqa: TRY004 # it is the file that is wrong
    return base64.b64encode(key.sign(text)) + b"\n", key.public_key().public_bytes_raw()


def public_bytes(public_pem: bytes) -> bytes:
    """The 32 bytes of a public key as ``openssl pkey -pubout`` writes it.

    Raises:
        ValueError: it is no Ed25519 key.
    """
    try:
        key = load_pem_public_key(public_pem)
    except UnsupportedAlgorithm as error:
        raise ValueError("not an Ed25519 key") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 key")  # noqa: TRY004 # it is the file that is wrong
    return key.public_bytes_raw()

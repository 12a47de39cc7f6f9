"""Wire: how long a call over HTTP may take, and which failures mean that it never went out, on every channel."""

import aiohttp

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
UPLOAD_SECONDS = 40.0
"""A file has to be there within this, on a slow line too; with all that goes before it less than a sender's lease."""
NEVER_WENT_OUT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ServerFingerprintMismatch,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)
"""Sending it again after one of these is safe."""


def limits(connect: float, read: float) -> aiohttp.ClientTimeout:
    """The times of one call, in seconds."""
    return aiohttp.ClientTimeout(total=connect + read, connect=connect, sock_connect=connect, sock_read=read)

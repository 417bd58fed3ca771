"""A real S3 server on this machine: the package moto, in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

_START = """
import sys
from werkzeug.serving import make_server
from moto.server import DomainDispatcherApplication, create_backend_app
server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
print(f"port {server.port}", flush=True)
server.serve_forever()
"""


@dataclass(frozen=True)
class S3:
    """The server, with a key and a secret that it takes for right."""

    address: str

    @property
    def client(self) -> Any:
        """A client of another library, by which tests put objects there."""
        import boto3

        return boto3.client(
            "s3",
            endpoint_url=self.address,
            aws_access_key_id="key",
            aws_secret_access_key="secret",
            region_name="us-east-1",
        )

    def put(self, bucket: str, key: str, content: bytes) -> None:
        """Put an object into a bucket, which is made if need be."""
        self.client.create_bucket(Bucket=bucket)
        self.client.put_object(Bucket=bucket, Key=key, Body=content)

    def presigned(self, bucket: str, key: str) -> str:
        """An address that gives an object for an hour."""
        told = {"Bucket": bucket, "Key": key}
        return str(self.client.generate_presigned_url("get_object", Params=told, ExpiresIn=3600))


@contextmanager
def serving_s3() -> Iterator[S3]:
    """A server until the block ends."""
    command = [sys.executable, "-c", _START]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            port = next(
                match[1] for line in process.stdout if (match := re.match(r"port (\d+)", line))
            )
            yield S3(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()

# ruff: noqa: ARG002, ARG005, C901, RUF012 - methods and signatures are those of Authlib
"""A small OpenID provider on the loopback, made of Authlib's server side in Flask.

It signs in two people by name and password, demands PKCE, and can be told to lie, so that a test
sees what the review makes of it.
"""

from __future__ import annotations

import secrets
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from authlib.integrations.flask_oauth2 import AuthorizationServer
    from authlib.oauth2.rfc6749 import grants
    from authlib.oauth2.rfc6749.models import AuthorizationCodeMixin, ClientMixin
    from authlib.oauth2.rfc7636 import CodeChallenge
    from authlib.oidc.core import OpenIDCode, UserInfo
    from flask import Flask, jsonify, redirect, request, session

CLIENT, SECRET = "osteo-annot", "a secret of the client"
PEOPLE = {
    "rosa": ("rosa's own password", ["staff", "reviewer"]),
    "sven": ("sven's own password", ["staff", "signer"]),
    "adam": ("adam's own password", ["signer", "admin"]),
    "nora": ("nora's own password", ["staff"]),
}


@dataclass
class Told:
    """What the provider says; a test changes it to make it lie."""

    issuer: str
    key: RSAKey
    signs_with: RSAKey
    extra: dict[str, Any] = field(default_factory=dict)
    """Claims that replace what is true."""
    asks_again: bool = True


class Client(ClientMixin):
    """The one client, known by its callback."""

    def __init__(self, callback: str) -> None:
        self.callback = callback

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return self.callback

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.callback

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code(AuthorizationCodeMixin):
    """A code that was given out."""

    code: str
    user: str
    redirect_uri: str
    scope: str
    nonce: str
    auth_time: int
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return self.auth_time

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


def application(told: Told, callback: str) -> Flask:
    """The provider's own pages."""
    app = Flask(__name__)
    app.secret_key = secrets.token_bytes(16)
    codes: dict[str, Code] = {}
    client = Client(callback)

    class Grant(grants.AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]

        def save_authorization_code(self, code: str, request: Any) -> None:
            data = request.payload.data
            codes[code] = Code(
                code, request.user, request.payload.redirect_uri, request.payload.scope,
                data.get("nonce"), session["at"], data.get("code_challenge"),
                data.get("code_challenge_method"),
            )  # fmt: skip

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            del codes[authorization_code.code]

        def authenticate_user(self, authorization_code: Code) -> str:
            return authorization_code.user

    class OpenId(OpenIDCode):
        def exists_nonce(self, nonce: str, request: Any) -> bool:
            return any(one.nonce == nonce for one in codes.values())

        def resolve_client_private_key(self, client: Client) -> RSAKey:
            return told.signs_with

        def get_client_claims(self, client: Client) -> dict[str, str]:
            return {"iss": told.issuer}

        def get_client_algorithm(self, client: Client) -> str:
            return "RS256"

        def generate_user_info(self, user: str, scope: str) -> UserInfo:
            about = {"sub": f"id-{user}", "preferred_username": user, "roles": PEOPLE[user][1]}
            return UserInfo(**{**about, **told.extra})

    server = AuthorizationServer(
        app, query_client=lambda _: client, save_token=lambda token, request: None
    )
    server.register_grant(Grant, [OpenId(require_nonce=True), CodeChallenge(required=True)])

    @app.get("/.well-known/openid-configuration")
    def configuration() -> Any:
        ends = {"authorization": "authorize", "token": "token"}
        return jsonify(
            issuer=told.issuer,
            jwks_uri=f"{told.issuer}/jwks",
            **{f"{name}_endpoint": f"{told.issuer}/{path}" for name, path in ends.items()},
        )

    @app.get("/jwks")
    def jwks() -> Any:
        return jsonify(KeySet([told.key]).as_dict(private=False))

    @app.route("/authorize", methods=["GET", "POST"])
    def authorize() -> Any:
        if request.method == "POST":
            name, password = request.form["name"], request.form["password"]
            if PEOPLE.get(name, ("", []))[0] != password or not password:
                return "no", 401
            session.update(name=name, at=int(time.time()))
            return redirect(request.full_path.replace("prompt=login", "prompt="))
        again = request.args.get("prompt") == "login" and told.asks_again
        if again or "name" not in session:
            return (
                "<!DOCTYPE html><title>Provider</title><form method=post>"
                "<input name=name><input name=password type=password><button>In</button></form>"
            )
        grant = server.get_consent_grant(end_user=session["name"])
        return server.create_authorization_response(grant_user=session["name"], grant=grant)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    return app


@contextmanager
def provider(port: int, callback: str) -> Iterator[Told]:
    """A provider while it runs on a port of the loopback."""
    key = RSAKey.generate_key(2048, {"kid": "one"})
    told = Told(f"http://127.0.0.1:{port}", key, key)
    server = make_server("127.0.0.1", port, application(told, callback), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        thread.join(5)

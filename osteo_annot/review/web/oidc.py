"""Sign-in by an OpenID provider: authorization code with PKCE, through Authlib.

Sources: OpenID Connect Core 1.0, 3.1 (code flow), 3.1.2.1 (``prompt``, ``max_age``), 3.1.3.7
(checks of the ID token); RFC 7636 (PKCE); RFC 9700 (security of OAuth 2.0).
"""

from __future__ import annotations

import secrets
import time
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from osteo_annot.errors import RefusalCode, RefusedError, reason_of, refuse
from osteo_annot.review.event import UserRole
from osteo_annot.review.web.place import LOOPBACK
from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from authlib.integrations.httpx_client import OAuth2Client

CALLBACK = "/sign-in/callback"
SKEW_SECONDS = 60
"""By how much the clocks of the provider and of this server may differ."""
FLOW_SECONDS = 600
MAX_FLOWS = 1_000
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
_TIMEOUT = 10


@dataclass(frozen=True, slots=True)
class Client:
    """How this server is known to the provider, and which claims tell name and role."""

    issuer: str
    client_id: str
    secret: str
    name_claim: str = "preferred_username"
    """One that is never given to another person: it stands in signatures."""
    role_claim: str = "roles"
    """A role of the review, or a list with exactly one among its values."""


@dataclass(frozen=True, slots=True)
class Question:
    """What this server asked, and the answer has to fit."""

    state: str
    nonce: str
    verifier: str
    asked: float
    """Seconds of the clock (UTC)."""
    anew: bool
    """Whether the person has to authenticate now, although the provider knows the browser."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who the provider says it is."""

    name: str
    role: UserRole


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider, with what it publishes of itself."""

    client: Client
    metadata: Mapping[str, Any]
    callback: str

    def question(self, *, anew: bool) -> Question:
        """A new question."""
        state, nonce = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        return Question(state, nonce, secrets.token_urlsafe(48), time.time(), anew)

    def address(self, question: Question) -> str:
        """Where the browser goes."""
        more = {"prompt": "login", "max_age": "0"} if question.anew else {}
        with self._session() as session:
            address, _ = session.create_authorization_url(
                self.metadata["authorization_endpoint"],
                state=question.state,
                nonce=question.nonce,
                code_verifier=question.verifier,
                **more,
            )
        return str(address)

    def person(self, question: Question, code: str) -> Person:
        """Who comes back with a code. Raises RefusedError (SIGN_IN_FAILED)."""
        try:
            with self._session() as session:
                token = session.fetch_token(
                    self.metadata["token_endpoint"], code=code, code_verifier=question.verifier
                )
            claims = _claims(self, question, token, _published(self.metadata["jwks_uri"]))
        except RefusedError:
            raise
        except Exception as error:  # whatever a provider answers, it is no sign-in
            raise failed(f"The provider's answer does not hold: {type(error).__name__}.") from error
        return Person(_name(self.client, claims), _role(self.client, claims))

    def _session(self) -> OAuth2Client:
        """A client of the provider."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Authlib names the package that will follow httpx
            from authlib.integrations.httpx_client import OAuth2Client
        return OAuth2Client(
            self.client.client_id,
            self.client.secret,
            scope="openid profile",
            redirect_uri=self.callback,
            code_challenge_method="S256",
            timeout=_TIMEOUT,
            trust_env=False,
        )


@dataclass(frozen=True, slots=True)
class Flow:
    """A sign-in on its way: what was asked, in which browser, and where it leads."""

    question: Question
    session_id: str
    goal: str


class Flows:
    """Sign-ins that are on their way to the provider and back."""

    def __init__(self) -> None:
        self._open: dict[str, Flow] = {}

    def begin(self, flow: Flow) -> None:
        """Remember a sign-in; those that nobody came back from are forgotten."""
        since = flow.question.asked - FLOW_SECONDS
        old = [state for state, one in self._open.items() if one.question.asked < since]
        for state in old + list(self._open)[: max(0, len(self._open) - MAX_FLOWS)]:
            self._open.pop(state, None)
        self._open[flow.question.state] = flow

    def end(self, state: str, session_id: str) -> Flow:
        """The sign-in of a state, once; raises RefusedError where another browser began it."""
        flow = self._open.pop(state, None)
        late = flow is not None and time.time() - flow.question.asked > FLOW_SECONDS
        if flow is None or late or flow.session_id != session_id:
            raise failed("This sign-in was not begun in this browser, or too long ago.")
        return flow


def failed(what: str) -> RefusedError:
    """A sign-in that is refused."""
    return refuse(RefusalCode.SIGN_IN_FAILED, "sign-in", what)


def provider_of(client: Client, origin: str) -> Provider:
    """The provider of an issuer, by its discovery document. Raises RefusedError."""
    parts = urlsplit(client.issuer)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise refuse(RefusalCode.SIGN_IN_INVALID, "--oidc-issuer", "It is no https address.")
    import httpx

    address = f"{client.issuer.rstrip('/')}/.well-known/openid-configuration"
    try:
        metadata = _published(address)
        needed = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"}
        missing = sorted(needed - metadata.keys())
    except (httpx.HTTPError, ValueError, AttributeError) as error:
        what = f"Its configuration cannot be read: {reason_of(error)}"
        raise refuse(RefusalCode.SIGN_IN_INVALID, "--oidc-issuer", what) from None
    if missing or metadata["issuer"] != client.issuer:
        what = f"It lacks {', '.join(missing)}." if missing else "It calls itself another issuer."
        raise refuse(RefusalCode.SIGN_IN_INVALID, "--oidc-issuer", what)
    return Provider(client, metadata, origin + CALLBACK)


def _published(address: str) -> Any:
    """What a provider publishes as JSON."""
    import httpx

    answer = httpx.get(address, timeout=_TIMEOUT, trust_env=False)
    answer.raise_for_status()
    return answer.json()


def _claims(
    provider: Provider, question: Question, token: Mapping[str, Any], keys: Any
) -> Mapping[str, Any]:
    """The claims of the ID token, checked: signature, issuer, audience, nonce and times."""
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.jwk import KeySet

    decoded = jwt.decode(token["id_token"], KeySet.import_key_set(keys), algorithms=_ALGORITHMS)
    claims = CodeIDToken(
        decoded.claims,
        decoded.header,
        options={
            "iss": {"essential": True, "value": provider.client.issuer},
            "aud": {"essential": True, "value": provider.client.client_id},
            "nonce": {"essential": True, "value": question.nonce},
        },
        params={
            "nonce": question.nonce,
            "client_id": provider.client.client_id,
            "access_token": token.get("access_token"),
            "max_age": 1 if question.anew else None,
        },
    )
    claims.validate(leeway=SKEW_SECONDS)
    if question.anew and _number(claims.get("auth_time")) < question.asked - SKEW_SECONDS:
        raise failed("The provider did not ask for the password again.")
    return dict(claims)


def _number(value: object) -> float:
    """A claim that should be a number; 0 where it is none."""
    return float(value) if isinstance(value, (int, float)) else 0.0


def _name(client: Client, claims: Mapping[str, Any]) -> str:
    """The name that stands in decisions and signatures."""
    name = claims.get(client.name_claim)
    if not isinstance(name, str) or not name.strip():
        raise failed(f"The provider tells no {client.name_claim}.")
    return name.strip()


def _role(client: Client, claims: Mapping[str, Any]) -> UserRole:
    """The one role of the review among the values of a claim."""
    told = claims.get(client.role_claim)
    values = [told] if isinstance(told, str) else told if isinstance(told, list) else []
    roles = {role for role in UserRole if role.value in values}
    if len(roles) != 1:
        raise failed(f"The claim {client.role_claim} names {len(roles)} roles, not one.")
    return roles.pop()

"""What leaves the mock: signed webhooks, uploads, stored files; and what it does not send."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from typing import Any

import httpx
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from mocked import PATHS, body_of, client, task
from receiving import Receiver

from generator.mock.courier import is_loopback
from generator.mock.running import RunningMock


def verified(url: str, headers: dict[str, str], raw: bytes) -> bool:
    """Check a signature as the documents of the provider say."""
    (jwk,) = httpx.get(f"{url}/.well-known/jwks.json", trust_env=False).json()["keys"]
    assert (jwk["kty"], jwk["crv"]) == ("OKP", "Ed25519")
    key = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(jwk["x"] + "="))
    parts = [headers[f"x-fal-webhook-{name}"] for name in ("request-id", "user-id", "timestamp")]
    text = "\n".join([*parts, hashlib.sha256(raw).hexdigest()])
    try:
        key.verify(bytes.fromhex(headers["x-fal-webhook-signature"]), text.encode())
    except InvalidSignature:
        return False
    return abs(time.time() - int(parts[2])) < 300


@pytest.mark.parametrize("name", ["success", "content-policy"])
def test_a_webhook_is_signed(specloom_mock: RunningMock, name: str) -> None:
    with Receiver() as receiver, client(specloom_mock.url, "fal") as c:
        answer = c.post(
            PATHS["fal"],
            params={"fal_webhook": f"{receiver.url}/hook?secret=1"},
            json=body_of("fal", f"scenario:{name}"),
        )
        ((method, path, headers, raw),) = receiver.wait()
    assert (method, path) == ("POST", "/hook?secret=1")
    body = json.loads(raw)
    assert body["request_id"] == answer.json()["request_id"] == headers["x-fal-webhook-request-id"]
    assert body["gateway_request_id"]
    if name == "success":
        assert (body["status"], "error" in body) == ("OK", False)
        assert body["payload"]["video"]["url"]
    else:
        assert (body["status"], bool(body["error"])) == ("ERROR", True)
        assert body["payload"]["detail"][0]["type"] == "content_policy_violation"
    rest = specloom_mock.base_urls["fal"]["rest"]
    assert verified(rest, headers, raw)
    assert not verified(rest, headers, raw + b" ")


def test_results_of_a_task_are_reported_and_uploaded(specloom_mock: RunningMock) -> None:
    with Receiver() as receiver, client(specloom_mock.url, "runware") as c:
        more = {"webhookURL": f"{receiver.url}/hook", "uploadEndpoint": f"{receiver.url}/put"}
        wanted = task(numberResults=2, includeCost=True, **more)
        c.post(PATHS["runware"], json=[wanted])
        got = receiver.wait(4)
    hooks = [json.loads(raw)["data"][0] for method, _, _, raw in got if method == "POST"]
    films = [raw for method, path, _, raw in got if (method, path) == ("PUT", "/put")]
    assert len({item["videoUUID"] for item in hooks}) == 2
    assert {(item["taskUUID"], item["cost"]) for item in hooks} == {(wanted["taskUUID"], 0.3)}
    assert [film[4:8] for film in films] == [b"ftyp"] * 2


def test_nothing_is_sent_elsewhere(specloom_mock: RunningMock) -> None:
    specloom_mock.reset()
    elsewhere = "http://192.0.2.1/hook"
    with client(specloom_mock.url, "runware") as c:
        wanted = task(webhookURL=elsewhere, uploadEndpoint="https://example.com/put")
        c.post(PATHS["runware"], json=[wanted])
    end = time.monotonic() + 10
    while len(specloom_mock.deliveries()) < 2 and time.monotonic() < end:
        time.sleep(0.02)
    found = {item["url"]: item for item in specloom_mock.deliveries()}
    assert found.keys() == {elsewhere, "https://example.com/put"}
    assert all(item["status"] is None for item in found.values())
    assert all("not a loopback address" in item["note"] for item in found.values())


def test_failed_deliveries_are_noted(specloom_mock: RunningMock) -> None:
    specloom_mock.reset()
    with Receiver(status=500) as receiver, client(specloom_mock.url, "runware") as c:
        c.post(PATHS["runware"], json=[task(webhookURL=f"{receiver.url}/a")])
        receiver.wait()
        c.post(PATHS["runware"], json=[task(webhookURL="http://127.0.0.1:1/b")])
        end = time.monotonic() + 10
        while len(specloom_mock.deliveries()) < 2 and time.monotonic() < end:
            time.sleep(0.02)
    answered, failed = specloom_mock.deliveries()
    assert (answered["status"], answered["note"]) == (500, "answered 500")
    assert (failed["status"], failed["note"]) == (None, "failed: ConnectError")


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://localhost/a", True),
        ("https://LOCALHOST:8443/a", True),
        ("http://127.0.0.1:80", True),
        ("http://127.200.3.4", True),
        ("http://[::1]:9/a", True),
        ("http://[::ffff:127.0.0.1]/", True),
        ("http://user@127.0.0.1/", True),
        ("http://127.0.0.1@example.com/", False),
        ("http://localhost.example.com/", False),
        ("http://127.0.0.1.nip.io/", False),
        ("http://10.0.0.1/", False),
        ("http://0.0.0.0/", False),
        ("http://169.254.169.254/latest", False),
        ("http://[::ffff:10.0.0.1]/", False),
        ("http://[::]/", False),
        ("http://2130706433/", False),
        ("ftp://localhost/", False),
        ("file:///etc/passwd", False),
        ("http://[broken/", False),
        ("http://localhost:99999/", False),
        ("localhost", False),
        ("", False),
    ],
)
def test_what_counts_as_this_machine(url: str, here: bool) -> None:
    assert is_loopback(url) is here


def test_files_are_stored_whole(specloom_mock: RunningMock) -> None:
    urls = specloom_mock.base_urls["fal"]
    with client(specloom_mock.url, "fal") as c:
        token = c.post(
            f"{urls['rest']}/storage/auth/token", params={"storage_type": "fal-cdn-v3"}
        ).json()
    assert token["base_url"] == urls["cdn"]
    login = {"authorization": f"{token['token_type']} {token['token']}"}
    headers = {**login, "content-type": "image/png", "x-fal-file-name": "../a b.png"}
    with httpx.Client(trust_env=False) as c:
        stored = c.post(f"{token['base_url']}/files/upload", content=b"picture", headers=headers)
        back = c.get(stored.json()["access_url"])
        assert (back.content, back.headers["content-type"]) == (b"picture", "image/png")
        assert c.post(f"{token['base_url']}/files/upload", content=b"x").status_code == 401
        begun = c.post(f"{token['base_url']}/files/upload/multipart", headers=headers).json()
        parts: list[dict[str, Any]] = []
        here = f"{begun['access_url']}/multipart/{begun['uploadId']}"
        for number, part in ((2, b"world"), (1, b"hello ")):
            answer = c.put(f"{here}/{number}", content=part, headers=login)
            parts.insert(0, {"partNumber": number, "etag": answer.headers["etag"]})
        wrong = c.post(f"{here}/complete", json={"parts": parts[::-1]}, headers=login)
        assert wrong.status_code == 400
        assert c.post(f"{here}/complete", json={"parts": parts}, headers=login).is_success
        assert c.get(begun["access_url"]).content == b"hello world"
        assert c.post(f"{here}/complete", json={"parts": parts}, headers=login).status_code == 404
    with client(specloom_mock.url, "fal") as c:
        place = c.post(
            f"{urls['rest']}/storage/upload/initiate", params={"storage_type": "gcs"}
        ).json()
        c.put(place["upload_url"], content=b"plain", headers={"content-type": "text/plain"})
        assert c.get(place["file_url"]).text == "plain"


def test_a_webhook_can_be_flat(specloom_mock: RunningMock) -> None:
    with Receiver() as receiver, client(specloom_mock.url, "runware") as c:
        wanted = task(webhookURL=receiver.url, positivePrompt="scenario:form:flat")
        c.post(PATHS["runware"], json=[wanted])
        ((_, _, _, raw),) = receiver.wait()
    assert json.loads(raw)["taskUUID"] == wanted["taskUUID"]

#!/usr/bin/env python3
"""Asks STS who you are, with nothing but Python's standard library.

    export AWS_ENDPOINT_URL=http://localhost:4600   # where IAM Dojo listens
    export AWS_ACCESS_KEY_ID=... AWS_SECRET_ACCESS_KEY=...
    python3 examples/who-am-i.py

There is no key in this file. As every AWS program does, it takes the key from the environment, or else from the
profile (AWS_PROFILE, or else "default") of ~/.aws/credentials.

An SDK would sign the request for you. Here you see how: Signature Version 4, in the four boxes of AWS's documentation.
"""

import configparser
import datetime
import hashlib
import hmac
import os
import pathlib
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree

SERVICE = "sts"
BODY = "Action=GetCallerIdentity&Version=2011-06-15"
CONTENT_TYPE = "application/x-www-form-urlencoded"


def main():
    endpoint = os.environ.get("AWS_ENDPOINT_URL")
    if not endpoint:
        return "Set AWS_ENDPOINT_URL to the address of IAM Dojo, such as http://localhost:4600."
    credentials = find_credentials()
    if credentials is None:
        return "Found no access key in the environment or in ~/.aws/credentials."

    url = endpoint.rstrip("/") + "/"
    headers = sign(url, credentials, now=datetime.datetime.now(datetime.timezone.utc))
    request = urllib.request.Request(url, data=BODY.encode(), headers=headers, method="POST")
    # With https, this names the authority to trust, as it does for an SDK.
    tls = ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE"))
    try:
        with urllib.request.urlopen(request, timeout=10, context=tls) as response:
            print(text_of(response.read(), "Arn"))
    except urllib.error.HTTPError as refusal:
        answer = refusal.read()
        return f"{text_of(answer, 'Code')}: {text_of(answer, 'Message')}"
    except urllib.error.URLError as error:
        return f"Nothing answers at {endpoint}: {error.reason}"
    return None


def find_credentials():
    """The access key ID, its secret, and the session token of temporary credentials (or None)."""
    names = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")
    profile_name = os.environ.get("AWS_PROFILE")
    # A profile that you name is the one that you want. Only without one, the environment comes first.
    if not profile_name and "AWS_ACCESS_KEY_ID" in os.environ:
        source = os.environ
        names = tuple(name.upper() for name in names)
    else:
        path = os.environ.get("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials")
        file = configparser.RawConfigParser()
        file.read(pathlib.Path(path).expanduser())
        profile_name = profile_name or "default"
        source = dict(file.items(profile_name)) if file.has_section(profile_name) else {}
    key_id, secret, token = (source.get(name) for name in names)
    return (key_id, secret, token) if key_id and secret else None


def sign(url, credentials, now):
    """The headers of the request, with its signature among them."""
    key_id, secret, token = credentials
    region = os.environ.get("AWS_REGION", "us-east-1")
    timestamp = now.strftime("%Y%m%dT%H%M%SZ")
    day = timestamp[:8]
    scope = f"{day}/{region}/{SERVICE}/aws4_request"

    headers = {
        "content-type": CONTENT_TYPE,
        "host": urllib.parse.urlsplit(url).netloc,
        "x-amz-date": timestamp,
    }
    if token:
        headers["x-amz-security-token"] = token

    # Box 1: the canonical request. Both sides write the same request as the same text.
    names = ";".join(sorted(headers))
    canonical_request = "\n".join(
        [
            "POST",
            urllib.parse.quote(urllib.parse.urlsplit(url).path),
            "",  # no query
            *(f"{name}:{headers[name]}" for name in sorted(headers)),
            "",
            names,
            sha256(BODY),
        ]
    )

    # Box 2: the string to sign. It says when and where the signature is valid, and for which request.
    string_to_sign = "\n".join(["AWS4-HMAC-SHA256", timestamp, scope, sha256(canonical_request)])

    # Box 3: the signing key. The secret itself never leaves this program.
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac_sha256(key, part)

    # Box 4: the signature.
    signature = hmac_sha256(key, string_to_sign).hex()

    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={key_id}/{scope}, SignedHeaders={names}, Signature={signature}"
    )
    return headers


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def hmac_sha256(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def text_of(xml, name):
    """The text of the first element with this name. AWS puts its answers into a namespace."""
    element = ElementTree.fromstring(xml).find(f".//{{*}}{name}")
    return element.text if element is not None else None


if __name__ == "__main__":
    sys.exit(main())

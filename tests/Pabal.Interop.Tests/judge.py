"""Reads a message with Python's email package and prints what it sees as JSON: see Judge.cs."""

import email
import email.policy
import hashlib
import json
import sys

with open(sys.argv[1], "rb") as file:
    message = email.message_from_binary_file(file, policy=email.policy.default)


def text(name):
    return None if message[name] is None else str(message[name])


def judged(part):
    content = part.get_payload(decode=True)
    return {
        "contentType": part.get_content_type(),
        "disposition": part.get_content_disposition(),
        "fileName": part.get_filename(),
        "contentId": part["Content-ID"],
        "sha256": hashlib.sha256(content).hexdigest(),
        "text": part.get_content().replace("\r\n", "\n") if part.get_content_maintype() == "text" else None,
    }


def defects():
    for part in message.walk():
        yield from (f"{type(defect).__name__}: {defect}" for defect in part.defects)
        for name, value in part.items():
            yield from (f"{name}: {defect}" for defect in getattr(value, "defects", ()))


# Content first: some defects show only when it is decoded.
parts = [judged(part) for part in message.walk() if not part.is_multipart()]
print(json.dumps({
    "subject": text("Subject"),
    "from": text("From"),
    "to": text("To"),
    "cc": text("Cc"),
    "hasBcc": message["Bcc"] is not None,
    "parts": parts,
    "defects": list(defects()),
}))

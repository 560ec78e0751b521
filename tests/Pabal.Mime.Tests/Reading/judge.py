"""Prints what Python's email package reads of each message named, one JSON object on a line."""

import email
import email.policy
import hashlib
import json
import sys


def addresses(message, name):
    field = message[name]
    return [] if field is None else [[a.display_name or None, a.addr_spec] for a in field.addresses]


def leaves(part):
    if part.get_content_type() == "message/rfc822":
        return leaves(part.get_payload(0))
    if part.get_content_maintype() == "message":
        return [[part.get_content_type(), part.get_filename(), None]]
    if part.is_multipart():
        return [leaf for child in part.get_payload() for leaf in leaves(child)]
    content = part.get_payload(decode=True)
    return [[part.get_content_type(), part.get_filename(), hashlib.sha256(content).hexdigest()]]


def body(message, kind):
    part = message.get_body((kind,))
    return None if part is None else part.get_content()


def read(path):
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    date = message["date"]
    return {
        "subject": message["subject"],
        "from": addresses(message, "from"),
        "to": addresses(message, "to"),
        "cc": addresses(message, "cc"),
        "date": date.datetime.isoformat() if date is not None and date.datetime else None,
        "text": body(message, "plain"),
        "html": body(message, "html"),
        "leaves": leaves(message),
    }


for path in sys.argv[1:]:
    try:
        line = json.dumps(read(path), ensure_ascii=False)
    except Exception as error:
        line = json.dumps({"error": repr(error)})
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")

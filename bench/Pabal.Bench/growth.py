"""Python's half of "growth": reads the message on standard input whole and prints the seconds, or what it ended with."""

import email
import email.policy
import signal
import sys
import time

LIMIT = 20


def late(*_):
    print(f"over {LIMIT} s")
    sys.exit()


raw = sys.stdin.buffer.read()
signal.signal(signal.SIGALRM, late)
signal.alarm(LIMIT)
start = time.perf_counter()
try:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain",))
    (message["Subject"], message["From"], message["To"], message["References"], body and body.get_content(), list(message.iter_attachments()), message.get_filename())
    print(time.perf_counter() - start)
except Exception as error:
    print(type(error).__name__)

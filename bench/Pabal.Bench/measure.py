"""Python's cells of "compare": the work of Work.cs on the mails of Mails.cs, timed as Measurement.cs times it."""

import email
import email.generator
import email.message
import email.policy
import email.utils
import json
import mailbox
import os
import resource
import sys
import time

ROUNDS = 5
SMALL = 500
TEXT = "안녕하세요, 길동 님.\n\n3월 매출 보고서입니다. 확인하시고 의견을 주십시오.\n\n고맙습니다.\n안나 드림\n"


def small():
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"] = "김안나 <ann@example.com>"
    message["To"] = "홍길동 <gil@example.com>, bob@example.com"
    message["Subject"] = "3월 매출 보고서를 보냅니다"
    message["Date"] = email.utils.localtime()
    message["Message-ID"] = email.utils.make_msgid(domain="example.com")
    message.set_content(TEXT)
    return message


def view(message):
    return (message["Subject"], message["From"].addresses, message["To"].addresses, message["Date"].datetime,
            message.get_body(("plain",)).get_content(), list(message.iter_attachments()))


def compose(_):
    for _ in range(SMALL):
        small().as_bytes()
    return SMALL


def attach(file):
    message = small()
    with open(file, "rb") as content:
        message.add_attachment(content.read(), maintype="application", subtype="octet-stream", filename="자료.bin")
    with open(os.devnull, "wb") as nowhere:
        email.generator.BytesGenerator(nowhere).flatten(message)
    return 1


def parse(file):
    with open(file, "rb") as content:
        raw = content.read()
    for _ in range(SMALL):
        view(email.message_from_bytes(raw, policy=email.policy.default))
    return SMALL


def mbox(file):
    count = 0
    for message in mailbox.mbox(file, factory=lambda content: email.message_from_binary_file(content, policy=email.policy.default), create=False):
        view(message)
        count += 1
    return count


def seconds(work, file):
    start = time.perf_counter()
    times = work(file)
    return (time.perf_counter() - start) / times


if __name__ == "__main__":
    work = {"compose": compose, "attach": attach, "parse": parse, "mbox": mbox}[sys.argv[1]]
    print(json.dumps({
        "seconds": min(seconds(work, sys.argv[2]) for _ in range(ROUNDS)),
        "allocated": None,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }))

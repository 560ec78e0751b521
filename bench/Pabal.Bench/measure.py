"""Python's half of "compare": the mails of Mails.cs, timed as Comparison.cs times them."""

import email.generator
import email.message
import email.policy
import email.utils
import json
import os
import resource
import sys
import time

ROUNDS = 5
SMALL_MAILS = 500
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


def small_mails():
    for _ in range(SMALL_MAILS):
        small().as_bytes()


def large_mail():
    message = small()
    with open(sys.argv[1], "rb") as file:
        message.add_attachment(file.read(), maintype="application", subtype="octet-stream", filename="자료.bin")
    with open(os.devnull, "wb") as nowhere:
        email.generator.BytesGenerator(nowhere).flatten(message)


def best(work):
    def seconds():
        start = time.perf_counter()
        work()
        return time.perf_counter() - start
    return min(seconds() for _ in range(ROUNDS))


print(json.dumps({
    "smallSeconds": best(small_mails) / SMALL_MAILS,
    "largeSeconds": best(large_mail),
    "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
}))

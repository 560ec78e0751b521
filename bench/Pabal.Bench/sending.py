"""smtplib's row of "send": the mails of Mails.cs, composed and sent over one connection."""

import json
import resource
import smtplib
import sys
import time

import measure

ROUNDS = 3
port, count = int(sys.argv[1]), int(sys.argv[2])


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


best = None
for _ in range(ROUNDS):
    start, used = time.perf_counter(), cpu()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for _ in range(count):
            server.send_message(measure.small())
    figures = {"seconds": (time.perf_counter() - start) / count, "cpu": (cpu() - used) / count, "allocated": None}
    if best is None or figures["seconds"] < best["seconds"]:
        best = figures
print(json.dumps(best))

"""Sends with Python's smtplib: smtplib_send.py HOW PORT-OR-SOCKET CA USER PASSWORD FILE NAME SUBJECT, the text on standard input. Prints who was refused."""

import smtplib
import ssl
import sys
from email.message import EmailMessage

how, where, ca, user, password, path, name, subject = sys.argv[1:]
context = ssl.create_default_context(cafile=ca)
if how == "STARTTLS":
    smtp = smtplib.SMTP("127.0.0.1", int(where), "client.example.com", timeout=20)
    smtp.starttls(context=context)
elif how == "TLS":
    smtp = smtplib.SMTP_SSL("127.0.0.1", int(where), "client.example.com", timeout=20, context=context)
else:
    smtp = smtplib.LMTP(where if how == "UNIX" else "127.0.0.1", 0 if how == "UNIX" else int(where), "client.example.com")

message = EmailMessage()
message["From"] = "김안나 <ann@example.com>"
message["To"] = "홍길동 <gil@example.com>"
message["Subject"] = subject
message.set_content(sys.stdin.read(), cte="quoted-printable")
with open(path, "rb") as file:
    message.add_attachment(file.read(), maintype="application", subtype="octet-stream", filename=name)

with smtp:
    if user:
        smtp.login(user, password)
    # One recipient who stays: of the replies to the content that LMTP gives to each, smtplib reads the first only.
    refused = smtp.send_message(message, "ann@example.com", ["gil@example.com", "nobody@example.com"],
                                mail_options=["RET=HDRS", "ENVID=QQ+3D314"], rcpt_options=["NOTIFY=FAILURE,DELAY"])
    print(refused)
    # Octets as they are, in the same session.
    smtp.sendmail("", ["gil@example.com"], b"Subject: =?utf-8?b?7JWI64WV?=\r\n\r\n.\r\n..dots\r\n\xea\xb0\x80\r\n", mail_options=["BODY=8BITMIME"])

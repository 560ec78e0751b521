# Reads an inbox with Python's poplib as a mail program would: over TLS, everything, and deletes the first mail.
import poplib, ssl, sys
from email import message_from_bytes, policy

port = int(sys.argv[1])
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE

pop = poplib.POP3("127.0.0.1", port, timeout=20)
assert "STLS" in pop.capa() and "UIDL" in pop.capa(), pop.capa()
pop.stls(context)
pop.user("gil")
pop.pass_("any")
count, size = pop.stat()
listed = [int(line.split()[1]) for line in pop.list()[1]]
assert len(listed) == count and sum(listed) == size, (count, size, listed)
uids = [line.split()[1] for line in pop.uidl()[1]]
assert len(set(uids)) == count
for number in range(1, count + 1):
    lines = pop.retr(number)[1]
    assert sum(len(line) + 2 for line in lines) == listed[number - 1], number
    message = message_from_bytes(b"\r\n".join(lines), policy=policy.default)
    print(message["subject"], "|", message.get_content().strip())
    assert pop.top(number, 0)[1][-1] == b""
pop.dele(1)
pop.quit()

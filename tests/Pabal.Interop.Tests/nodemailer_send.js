// Sends three mails with nodemailer, one after another over one connection: PORT SECURE CA METHOD USER SECRET FILE NAME SUBJECT, the text on standard input.
// Prints what it learned of each as a line of JSON.
"use strict";
const fs = require("fs");
const nodemailer = require("nodemailer");

const [port, secure, ca, method, user, secret, file, name, subject] = process.argv.slice(2);
const auth = method === "XOAUTH2" ? { type: "OAuth2", user, accessToken: secret } : { user, pass: secret };
const transport = nodemailer.createTransport({
  host: "127.0.0.1", port: Number(port), secure: secure === "true", requireTLS: true, tls: { ca: fs.readFileSync(ca) },
  name: "client.example.com", auth, authMethod: method, pool: true, maxConnections: 1,
});
const text = fs.readFileSync(0, "utf8");

async function main() {
  for (const to of ["홍길동 <gil@example.com>, nobody@example.com, kim@example.com", "gil@example.com", "길동@example.com"]) {
    const sent = await transport.sendMail({
      from: "김안나 <ann@example.com>", to, subject, text, attachments: [{ filename: name, path: file }],
      dsn: { id: "Q=314", return: "headers", notify: ["failure", "delay"], recipient: "ann@example.com" },
    });
    console.log(JSON.stringify({ accepted: sent.accepted, rejected: sent.rejected, response: sent.response }));
  }
  transport.close();
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});

#!/usr/bin/env python3
"""Writes src/Pabal.Mime/Encodings/Tables: the character tables that .NET lacks or has in an older edition.

The tables are facts, published by standards bodies (the editions named below) and read here out of Python's codecs and glibc's iconv.
Run it at the top of the repository after changing it; the result is committed."""
import pathlib
import subprocess

TABLES = pathlib.Path("src/Pabal.Mime/Encodings/Tables")
TRAILS = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]

# Python's codec (or, with a capital, iconv's name) and what the table follows.
ALPHABETS = {
    "iso-8859-7": ("iso8859_7", "ISO/IEC 8859-7:2003, with the euro sign"),
    "iso-8859-8": ("iso8859_8", "ISO/IEC 8859-8:1999"),
    "iso-8859-10": ("iso8859_10", "ISO/IEC 8859-10:1998"),
    "iso-8859-14": ("iso8859_14", "ISO/IEC 8859-14:1998"),
    "iso-8859-16": ("iso8859_16", "ISO/IEC 8859-16:2001"),
    "tis-620": ("iso8859_11", "TIS 620-2533, with the no-break space of ISO/IEC 8859-11:2001"),
    "koi8-u": ("koi8_u", "RFC 2319"),
    "koi8-t": ("koi8_t", "Tajik, as in glibc"),
    "kz-1048": ("kz1048", "STRK1048-2002, Kazakh"),
    "viscii": ("VISCII", "RFC 1456; six more letters lie among the control characters"),
}


def decode(octets, codec):
    if codec.isupper():
        result = subprocess.run(["iconv", "-f", codec, "-t", "utf-8"], input=octets, capture_output=True)
        return result.stdout.decode() if result.returncode == 0 else None
    try:
        return octets.decode(codec)
    except UnicodeDecodeError:
        return None


def literal(text):
    def char(c):
        if c in '"\\':
            return "\\" + c
        shown = c.isprintable() and not "\u0590" <= c <= "\u06FF" and not 0xF900 <= ord(c) <= 0xFAFF and c not in "\u00A0\u00AD"
        return c if shown else f"\\u{ord(c):04X}" if ord(c) < 0x10000 else f"\\U{ord(c):08X}"
    return '"' + "".join(char(c) for c in text) + '"'


def file(name, summary, body):
    text = f"""namespace Pabal.Mime.Encodings.Tables;

// Made by tools/charset-tables.py.

/// <summary>{summary}</summary>
internal static class {name}
{{
{body}}}
"""
    (TABLES / f"{name}.cs").write_text(text)


def alphabets():
    body = ""
    for name, (codec, source) in ALPHABETS.items():
        upper = "".join(decode(bytes([b]), codec) or "?" for b in range(0x80, 0x100))
        if all(ord(upper[i]) == 0x80 + i for i in range(0x20)):
            upper = upper[0x20:]
        low = [(b, decode(bytes([b]), codec)) for b in range(0x80)]
        replaced = "".join(f"{chr(b)}{c}" for b, c in low if c != chr(b))
        property_name = "".join(part.capitalize() for part in name.split("-"))
        body += f"    /// <summary>{source}.</summary>\n    public const string {property_name} = {literal(upper)};\n\n"
        if replaced:
            body += f"    /// <summary>Pairs of a control character and the letter that stands in its place.</summary>\n    public const string {property_name}Low = {literal(replaced)};\n\n"
    file("Alphabets", "The characters of single-byte charsets from octet 80 on, or from A0 on where the octets before it are controls; <c>?</c> where there is none.", body.rstrip("\n") + "\n")


def hkscs():
    rows = []
    for lead in range(0x81, 0xFF):
        row = []
        for trail in TRAILS:
            octets = bytes([lead, trail])
            char = decode(octets, "big5hkscs")
            # Where there are two (a letter and its accent) the code writes them itself.
            row.append(char if char and len(char) == 1 and char != decode(octets, "big5") else "?")
        text = "".join(row).rstrip("?")
        if text:
            rows.append(f"        (0x{lead:X}, {literal(text)}),\n")
    file("Hkscs", "What the Hong Kong Supplementary Character Set of 2004 adds to Big5: a lead octet and its characters in the order of trail octets 40 to 7E, A1 to FE; <c>?</c> where it adds none.",
         "    public static readonly (int Lead, string Characters)[] Rows =\n    [\n" + "".join(rows) + "    ];\n")


alphabets()
hkscs()

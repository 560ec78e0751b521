#!/usr/bin/env python3
"""Draws what a program printed on a terminal, colours and wide characters included: terminal.py TITLE <captured >picture.svg"""
import re
import sys
import unicodedata
from xml.sax.saxutils import escape

CELL, LINE, PAD, BAR = 8.4, 18, 16, 34
COLOURS = {1: "#e06c75", 2: "#98c379", 3: "#e5c07b", 8: "#7f848e", 9: "#e06c75", 10: "#98c379", 11: "#e5c07b", 12: "#61afef"}
FOREGROUND, BACKGROUND = "#dcdfe4", "#282c34"


def width(char):
    return 0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cells(line):
    """The line as (column, colour, bold, character), spaces left out: each character is placed by itself, so that columns stay true in any font."""
    column, colour, bold = 0, FOREGROUND, False
    for token in re.split(r"(\x1b\[[0-9;?]*[A-Za-z])", line):
        if token.startswith("\x1b"):
            if not token.endswith("m"):
                continue
            codes = [int(code or 0) for code in token[2:-1].split(";")]
            if codes[:2] == [38, 5]:
                colour = COLOURS.get(codes[2], FOREGROUND)
            elif codes == [1]:
                bold = True
            elif codes[0] in (0, 39):
                colour, bold = FOREGROUND, False
            continue
        for char in token:
            if char.isprintable() and char != " ":
                yield column, colour, bold, char
            column += width(char)


def main():
    title = sys.argv[1]
    printed = re.sub(r"\x1b[=>]|\r", "", sys.stdin.buffer.read().decode())
    lines = printed.rstrip("\n").split("\n")
    plain = [re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line).rstrip() for line in lines]
    columns = max([len(title) + 8] + [sum(map(width, line)) for line in plain])
    w, h = columns * CELL + 2 * PAD, len(lines) * LINE + BAR + PAD
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{w:.0f}" height="{h:.0f}" viewBox="0 0 {w:.0f} {h:.0f}">')
    print(f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>')
    for i, colour in enumerate(("#ff5f57", "#febc2e", "#28c840")):
        print(f'<circle cx="{PAD + 4 + i * 18}" cy="17" r="6" fill="{colour}"/>')
    print(f'<text x="{w / 2:.0f}" y="22" fill="#7f848e" font-family="sans-serif" font-size="12" text-anchor="middle">{escape(title)}</text>')
    print('<g font-family="\'DejaVu Sans Mono\', \'Noto Sans Mono CJK KR\', monospace" font-size="14" xml:space="preserve">')
    for row, line in enumerate(lines):
        for column, colour, bold, char in cells(line):
            weight = ' font-weight="bold"' if bold else ""
            print(f'<text x="{PAD + column * CELL:.1f}" y="{BAR + row * LINE + 13}" fill="{colour}"{weight}>{escape(char)}</text>')
    print("</g></svg>")


main()

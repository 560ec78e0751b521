using System.Buffers;

namespace Pabal.Smtp.Wire;

/// <summary>
/// Takes the dots out of content (RFC 5321 4.5.2) and finds its end: CRLF, a dot, CRLF and nothing else. It begins at the begin of a line, and it
/// can be fed in pieces of any size. A CR or LF on its own is never a line end; it is noted, and turned into CRLF if <paramref name="normalize"/>.
/// </summary>
internal sealed class DotReader(bool normalize) : IContentReader
{
    private enum State
    {
        LineStart,
        Dot,
        DotCr,
        Text,
        Cr,
    }

    private State state = State.LineStart;

    /// <summary>True when the end of the content has been read.</summary>
    public bool IsComplete { get; private set; }

    public bool HasBareNewline { get; private set; }

    public long Length { get; private set; }

    public int Read(ReadOnlySpan<byte> input, IBufferWriter<byte>? output)
    {
        var run = 0;   // where the content begins that is not yet written
        var i = 0;
        while (i < input.Length)
        {
            switch (state)
            {
                case State.LineStart when input[i] == '.':
                    Write(input[run..i], output);
                    run = ++i;
                    state = State.Dot;
                    break;
                case State.Dot when input[i] == '\r':
                    run = ++i;
                    state = State.DotCr;
                    break;
                case State.DotCr when input[i] == '\n':
                    IsComplete = true;
                    return i + 1;
                case State.DotCr:
                    Write("\r"u8, output);
                    BareCr(output);
                    break;
                case State.Cr when input[i] == '\n':
                    i++;
                    state = State.LineStart;
                    break;
                case State.Cr:
                    Write(input[run..i], output);
                    run = i;
                    BareCr(output);
                    break;
                default:
                    var newline = input[i..].IndexOfAny((byte)'\r', (byte)'\n');
                    state = State.Text;
                    if (newline < 0)
                    {
                        i = input.Length;
                        break;
                    }
                    i += newline;
                    if (input[i] == '\r')
                    {
                        state = State.Cr;
                    }
                    else
                    {
                        HasBareNewline = true;
                        if (normalize)
                        {
                            Write(input[run..i], output);
                            Write("\r"u8, output);
                            run = i;
                        }
                    }
                    i++;
                    break;
            }
        }
        Write(input[run..], output);
        return input.Length;
    }

    public void Finish(IBufferWriter<byte>? output) { }

    // The CR itself is written already; it belongs to a run, or is what was held back behind a dot.
    private void BareCr(IBufferWriter<byte>? output)
    {
        HasBareNewline = true;
        state = State.Text;
        if (normalize)
            Write("\n"u8, output);
    }

    private void Write(ReadOnlySpan<byte> content, IBufferWriter<byte>? output)
    {
        Length += content.Length;
        output?.Write(content);
    }
}

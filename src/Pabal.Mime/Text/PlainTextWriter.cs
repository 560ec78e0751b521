using System.Text;

namespace Pabal.Mime.Text;

/// <summary>Lines of plain text as they come out of HTML: white space collapsed, breaks held back until text follows them.</summary>
internal sealed class PlainTextWriter(int capacity)
{
    private const int MaxBreaks = 2;   // one empty line at most

    private readonly StringBuilder output = new(capacity);
    private string indent = "";
    private string bullet = "";
    private int breaks;
    private bool hasSpace;

    public int Length => output.Length;

    /// <summary>At least so many line ends before the next text; 2 make an empty line.</summary>
    public void Break(int count) => breaks = Math.Max(breaks, count);

    /// <summary>One line end more.</summary>
    public void BreakLine() => breaks = Math.Min(breaks + 1, MaxBreaks);

    /// <summary>White space that stands only between words.</summary>
    public void Space() => hasSpace = true;

    /// <summary>White space that lines begin with from now on.</summary>
    public void Indent(int columns) => indent = new string(' ', columns);

    /// <summary>What the next text stands behind, on a line of its own.</summary>
    public void BeginItem(string mark)
    {
        Break(1);
        bullet = mark;
    }

    /// <summary>A remark on the text before it, whatever white space follows that.</summary>
    public void Remark(string text) => output.Append(" (").Append(text).Append(')');

    /// <summary>Text in which every character counts.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return;
        if (breaks > 0 || output.Length == 0)
        {
            if (output.Length > 0)
                output.Append('\n', breaks);
            output.Append(indent).Append(bullet);
        }
        else if (hasSpace)
        {
            output.Append(' ');
        }
        (breaks, hasSpace, bullet) = (0, false, "");
        output.Append(text).Replace('\u00A0', ' ', output.Length - text.Length, text.Length);
    }

    /// <summary>Text whose white space is as good as one space.</summary>
    public void WriteCollapsed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var word = text.IndexOfAny(" \t\r\n\f");
            if (word != 0)
                Write(word < 0 ? text : text[..word]);
            if (word < 0)
                return;
            Space();
            text = text[(word + 1)..];
        }
    }

    /// <summary>Text whose line ends and white space stay.</summary>
    public void WritePreserved(string text)
    {
        var isFirst = true;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!isFirst)
                breaks++;
            isFirst = false;
            Write(line);
        }
    }

    /// <summary>What was written since it had that length.</summary>
    public string Since(int length) => output.ToString(length, output.Length - length);

    public override string ToString() => output.ToString();
}

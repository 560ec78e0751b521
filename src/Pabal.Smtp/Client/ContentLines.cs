using Pabal.Smtp.Wire;

namespace Pabal.Smtp.Client;

/// <summary>Cuts content into lines for the transcript; a line is shown up to a limit, so that memory is bounded.</summary>
internal sealed class ContentLines(Action<string> show)
{
    private const int MaxShown = 2000;

    private readonly List<byte> line = [];
    private bool afterCr;

    public void Write(ReadOnlySpan<byte> content)
    {
        foreach (var b in content)
        {
            if (b == '\n' && afterCr)
                afterCr = false;
            else if (b is (byte)'\r' or (byte)'\n')
            {
                Show();
                afterCr = b == '\r';
            }
            else
            {
                afterCr = false;
                if (line.Count < MaxShown)
                    line.Add(b);
            }
        }
    }

    public void Finish()
    {
        if (line.Count > 0)
            Show();
    }

    private void Show()
    {
        show(Printable.Decode([.. line]));
        line.Clear();
    }
}

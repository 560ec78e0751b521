using System.Net.Security;
using System.Text;

namespace Pabal.Inbox.Pop3;

/// <summary>A connection as POP3 sees it: lines of a limited length in, within a limited time, and text out.</summary>
internal sealed class Pop3Line(Stream connection, bool isLocal) : IAsyncDisposable
{
    private const int LongestLine = 1024;   // RFC 2449 4: 255; a SASL response may take more
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);   // RFC 1939 3: no less

    private readonly byte[] buffer = new byte[LongestLine];
    private Stream stream = connection;
    private int filled;

    public bool IsEncrypted { get; private set; }

    /// <summary>True for a client on this machine.</summary>
    public bool IsLocal { get; } = isLocal;

    /// <summary>The next line without its end; null when the client has closed. Throws <see cref="IOException"/> for one that is too long.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        while (true)
        {
            var end = buffer.AsSpan(0, filled).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.UTF8.GetString(buffer, 0, end).TrimEnd('\r');
                buffer.AsSpan(end + 1, filled - end - 1).CopyTo(buffer);
                filled -= end + 1;
                return line;
            }
            if (filled == buffer.Length)
                throw new IOException("the line is too long");
            var read = await stream.ReadAsync(buffer.AsMemory(filled), limit.Token).ConfigureAwait(false);
            if (read == 0)
                return null;
            filled += read;
        }
    }

    public Task WriteAsync(string text, CancellationToken cancellationToken) => WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        await stream.WriteAsync(bytes, limit.Token).ConfigureAwait(false);
    }

    /// <summary>Goes over to TLS. What came in clear behind the command is no part of what follows: somebody else may have put it there.</summary>
    public async Task EncryptAsync(SslServerAuthenticationOptions tls, CancellationToken cancellationToken)
    {
        if (filled > 0)
            throw new IOException("there were commands behind STLS");
        var encrypted = new SslStream(stream);
        stream = encrypted;
        await encrypted.AuthenticateAsServerAsync(tls, cancellationToken).ConfigureAwait(false);
        IsEncrypted = true;
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}

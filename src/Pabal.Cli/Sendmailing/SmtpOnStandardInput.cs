using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Pabal.Cli.Sending;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Cli.Sendmailing;

/// <summary><c>-bs</c>: SMTP on standard input and output. Behind them stands the server of the library, on a loopback port that takes one connection, ours.</summary>
internal static class SmtpOnStandardInput
{
    public static async Task<int> RunAsync(Func<Draft, CancellationToken, Task<SendResult>> send, SubmittedMail mail, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var handler = new Forwarder(send, mail, socket.LocalEndPoint!);
        await using var server = new SmtpServer(new SmtpServerOptions { Tls = TlsMode.None, NormalizeLineEnds = true }, handler);
        await server.StartAsync(cancellationToken);
        await socket.ConnectAsync(IPAddress.Loopback, server.EndPoints[0].Port, cancellationToken);
        await using var wire = new NetworkStream(socket);
        // Left behind at the end: who said QUIT says no more, and reading a terminal can't be taken back.
        _ = SpeakAsync(wire, socket, cancellationToken);
        await using (var output = Console.OpenStandardOutput())
            await wire.CopyToAsync(output, cancellationToken);
        return handler.ExitCode;
    }

    // Lines typed or piped end with LF; on the wire they end with CRLF.
    private static async Task SpeakAsync(Stream wire, Socket socket, CancellationToken cancellationToken)
    {
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[16 * 1024];
        var afterCr = false;
        for (int read; (read = await input.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            var line = new List<byte>(read + 64);
            foreach (var octet in buffer.AsSpan(0, read))
            {
                if (octet == '\n' && !afterCr)
                    line.Add((byte)'\r');
                line.Add(octet);
                afterCr = octet == '\r';
            }
            await wire.WriteAsync(line.ToArray(), cancellationToken);
        }
        socket.Shutdown(SocketShutdown.Send);
    }

    private sealed class Forwarder(Func<Draft, CancellationToken, Task<SendResult>> send, SubmittedMail mail, EndPoint ours) : SmtpHandler
    {
        public int ExitCode { get; private set; }

        // Nobody else on this machine is to send with this account.
        public override ValueTask<SmtpReply> OnConnectAsync(SmtpSessionInfo session, CancellationToken cancellationToken) =>
            Equals(session.RemoteEndPoint, ours) ? base.OnConnectAsync(session, cancellationToken) : new(new SmtpReply(554, "5.7.1", "not for you"));

        public override async ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken)
        {
            using var memory = new MemoryStream();
            await content.CopyToAsync(memory, cancellationToken);
            try
            {
                var draft = mail.Finish(MimeMessage.Parse(memory.ToArray()), [.. envelope.Recipients], envelope.Sender, hasSender: true);
                var result = await send(draft, cancellationToken);
                if (result.Rejected.IsEmpty)
                    return new SmtpReply(250, "2.0.0", "sent");
                ExitCode = Terminal.ExitCode.SomeRefused;
                return new SmtpReply(250, "2.0.0", $"sent, but not to {string.Join(", ", result.Rejected.Select(rejected => rejected.Address))}");
            }
            catch (SmtpException e)
            {
                ExitCode = Failure.ExitCodeOf(e);
                Screen.WriteError(e);
                return e.IsTransient ? new SmtpReply(451, "4.3.0", Printable(e)) : new SmtpReply(554, "5.0.0", Printable(e));
            }
            catch (CliException e)
            {
                ExitCode = e.ExitCode;
                Screen.WriteError(e.Message, e.Remedy);
                return new SmtpReply(554, "5.3.5", Say("this mail can't be sent; the reason is on standard error", "이 메일을 보낼 수 없습니다. 이유는 표준 오류에 있습니다"));
            }
        }

        private static string Printable(SmtpException e) => e.Reply is { } reply ? string.Concat(reply.Text.Select(c => c is >= ' ' and <= '~' ? c : ' ')) : "the server could not be reached";
    }
}

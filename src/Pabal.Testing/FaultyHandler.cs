using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing.Faults;

namespace Pabal.Testing;

/// <summary>Any handler, with faults on top: what no fault strikes goes on to it.</summary>
/// <param name="inner">Who handles what goes well.</param>
/// <param name="plan">What goes wrong.</param>
/// <param name="timeProvider">The clock for delays; the system's unless given.</param>
public sealed class FaultyHandler(SmtpHandler inner, FaultPlan plan, TimeProvider? timeProvider = null) : SmtpHandler
{
    private const int LongestHeader = 64 * 1024;
    private const string FieldName = "X-Pabal-Fault";

    private readonly TimeProvider clock = timeProvider ?? TimeProvider.System;
    private readonly ConcurrentDictionary<string, bool> droppedInContent = [];

    /// <inheritdoc/>
    public override async ValueTask<SmtpReply> OnConnectAsync(SmtpSessionInfo session, CancellationToken cancellationToken) =>
        await StrikeAsync(SmtpStage.Greeting, cancellationToken).ConfigureAwait(false) ?? await inner.OnConnectAsync(session, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async ValueTask<SmtpReply> OnHelloAsync(SmtpSessionInfo session, SmtpCommand.Hello hello, CancellationToken cancellationToken) =>
        await StrikeAsync(SmtpStage.Ehlo, cancellationToken).ConfigureAwait(false) ?? await inner.OnHelloAsync(session, hello, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async ValueTask<SmtpReply> OnStartTlsAsync(SmtpSessionInfo session, CancellationToken cancellationToken) =>
        await StrikeAsync(SmtpStage.Tls, cancellationToken).ConfigureAwait(false) ?? await inner.OnStartTlsAsync(session, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async ValueTask<SmtpReply> OnAuthenticateAsync(SmtpSessionInfo session, string user, string password, CancellationToken cancellationToken) =>
        await StrikeAsync(SmtpStage.Auth, cancellationToken).ConfigureAwait(false) ?? await inner.OnAuthenticateAsync(session, user, password, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async ValueTask<SmtpReply> OnMailAsync(SmtpSessionInfo session, SmtpCommand.Mail mail, CancellationToken cancellationToken) =>
        await StrikeAsync(SmtpStage.Mail, cancellationToken).ConfigureAwait(false) ?? await inner.OnMailAsync(session, mail, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async ValueTask<SmtpReply> OnRecipientAsync(SmtpSessionInfo session, SmtpCommand.Mail mail, SmtpCommand.Rcpt recipient, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentNullException.ThrowIfNull(recipient);
        var client = (session.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "";
        var blow = plan.Next(SmtpStage.Rcpt, AskedBy([recipient.Recipient]), client, mail.Sender, recipient.Recipient);
        return await SufferAsync(blow, cancellationToken).ConfigureAwait(false) ?? await inner.OnRecipientAsync(session, mail, recipient, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask<SmtpReply> OnDataAsync(SmtpSessionInfo session, Envelope envelope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(envelope);
        var reply = await SufferAsync(plan.Next(SmtpStage.Data, AskedBy(envelope.Recipients)), cancellationToken).ConfigureAwait(false);
        if (reply == SmtpReply.HangUp)
            droppedInContent[session.Id] = true;
        else if (reply is not null)
            return reply;
        return await inner.OnDataAsync(session, envelope, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(content);
        if (droppedInContent.TryRemove(session.Id, out _))
        {
            await content.ReadAsync(cancellationToken).ConfigureAwait(false);
            return SmtpReply.HangUp;
        }
        var asked = AskedBy(envelope.Recipients);
        if (plan.HeedsMail && await AskedInAsync(content, cancellationToken).ConfigureAwait(false) is { } inHeader)
            asked = asked.Append(inHeader);
        var blow = plan.Next(SmtpStage.Final, asked);
        if (blow.Reply is null || blow.Reply == SmtpReply.HangUp)
        {
            // The mail is kept, and the client never learns it.
            var kept = await inner.OnMessageAsync(session, envelope, content, cancellationToken).ConfigureAwait(false);
            return await SufferAsync(blow, cancellationToken).ConfigureAwait(false) ?? kept;
        }
        await content.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        return (await SufferAsync(blow, cancellationToken).ConfigureAwait(false))!;
    }

    /// <inheritdoc/>
    public override ValueTask OnDisconnectAsync(SmtpSessionInfo session)
    {
        ArgumentNullException.ThrowIfNull(session);
        droppedInContent.TryRemove(session.Id, out _);
        return inner.OnDisconnectAsync(session);
    }

    private ValueTask<SmtpReply?> StrikeAsync(SmtpStage stage, CancellationToken cancellationToken) => SufferAsync(plan.Next(stage, []), cancellationToken);

    private async ValueTask<SmtpReply?> SufferAsync(Blow blow, CancellationToken cancellationToken)
    {
        if (blow.Delay > TimeSpan.Zero)
            await Task.Delay(blow.Delay, clock, cancellationToken).ConfigureAwait(false);
        return blow.Reply;
    }

    private IEnumerable<Fault> AskedBy(IEnumerable<EmailAddress> recipients) =>
        plan.HeedsMail ? recipients.Select(one => FaultText.OfTag(one.LocalPart)).OfType<Fault>() : [];

    private static async ValueTask<Fault?> AskedInAsync(PipeReader content, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await content.ReadAsync(cancellationToken).ConfigureAwait(false);
            var header = result.Buffer.Slice(0, Math.Min(LongestHeader, result.Buffer.Length)).ToArray();
            var isWhole = result.IsCompleted || header.Length == LongestHeader || header.AsSpan().IndexOf("\r\n\r\n"u8) >= 0;
            content.AdvanceTo(result.Buffer.Start, isWhole ? result.Buffer.Start : result.Buffer.End);
            if (isWhole)
                return Fault.TryParse(MimeMessage.Parse(header).Headers[FieldName]?.Trim(), out var fault) ? fault : null;
        }
    }
}

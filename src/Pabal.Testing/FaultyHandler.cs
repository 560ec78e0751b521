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

    /// <summary>As the inner handler has it; what strikes at a login by SCRAM, which has no other refusal, is that the user is unknown.</summary>
    public override async ValueTask<ScramSecret?> OnSecretAsync(SmtpSessionInfo session, string user, CancellationToken cancellationToken) =>
        await StrikeAsync(SmtpStage.Auth, cancellationToken).ConfigureAwait(false) is null ? await inner.OnSecretAsync(session, user, cancellationToken).ConfigureAwait(false) : null;

    /// <inheritdoc/>
    public override async ValueTask<SmtpReply> OnTokenAsync(SmtpSessionInfo session, string user, string token, CancellationToken cancellationToken) =>
        await StrikeAsync(SmtpStage.Auth, cancellationToken).ConfigureAwait(false) ?? await inner.OnTokenAsync(session, user, token, cancellationToken).ConfigureAwait(false);

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
    public override ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken) =>
        ReceiveAsync(session, envelope, content, inner.OnMessageAsync, static (reply, _) => reply, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<SmtpReply>> OnDeliveryAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken) =>
        ReceiveAsync<IReadOnlyList<SmtpReply>>(session, envelope, content, inner.OnDeliveryAsync, static (reply, recipients) => [.. Enumerable.Repeat(reply, recipients)], cancellationToken);

    /// <inheritdoc/>
    public override ValueTask OnDisconnectAsync(SmtpSessionInfo session)
    {
        ArgumentNullException.ThrowIfNull(session);
        droppedInContent.TryRemove(session.Id, out _);
        return inner.OnDisconnectAsync(session);
    }

    private async ValueTask<T> ReceiveAsync<T>(SmtpSessionInfo session, Envelope envelope, PipeReader content,
        Func<SmtpSessionInfo, Envelope, PipeReader, CancellationToken, ValueTask<T>> keep, Func<SmtpReply, int, T> say, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(content);
        if (droppedInContent.TryRemove(session.Id, out _))
        {
            await content.ReadAsync(cancellationToken).ConfigureAwait(false);
            return say(SmtpReply.HangUp, envelope.Recipients.Length);
        }
        var asked = AskedBy(envelope.Recipients);
        if (plan.HeedsMail && await AskedInAsync(content, cancellationToken).ConfigureAwait(false) is { } inHeader)
            asked = asked.Append(inHeader);
        var blow = plan.Next(SmtpStage.Final, asked);
        if (blow.Reply is not null && blow.Reply != SmtpReply.HangUp)
        {
            await content.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            return say((await SufferAsync(blow, cancellationToken).ConfigureAwait(false))!, envelope.Recipients.Length);
        }
        // Where the connection is cut the mail is kept, and the client never learns it.
        var kept = await keep(session, envelope, content, cancellationToken).ConfigureAwait(false);
        return await SufferAsync(blow, cancellationToken).ConfigureAwait(false) is { } cut ? say(cut, envelope.Recipients.Length) : kept;
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

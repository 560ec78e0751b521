using System.Runtime.CompilerServices;

namespace Pabal.Smtp.Client;

/// <summary>Many mails, one after another over one connection, and what became of each, in their order.</summary>
internal sealed class Procession(Dialogue dialogue, SmtpExtensions extensions)
{
    public async IAsyncEnumerable<SendOutcome> GoAsync(IAsyncEnumerable<OutgoingMail> mails, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var flight = new Flight(dialogue, extensions) { IsMany = true };
        var underWay = new Queue<(OutgoingMail Mail, Delivery Delivery)>();
        var source = mails.GetAsyncEnumerator(cancellationToken);
        await using (source.ConfigureAwait(false))
        {
            try
            {
                Task<bool>? next = null;
                while (dialogue.IsOpen)
                {
                    next = source.MoveNextAsync().AsTask();
                    if (!next.IsCompleted)
                        await flight.LandAsync(cancellationToken).ConfigureAwait(false);
                    while (underWay.TryPeek(out var head) && head.Delivery.IsDone)
                        yield return SendOutcome.Of(underWay.Dequeue());
                    await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    if (!next.IsCompletedSuccessfully || !next.Result)
                        break;
                    var delivery = new Delivery(dialogue, source.Current.Envelope, source.Current.Content);
                    underWay.Enqueue((source.Current, delivery));
                    await flight.SendAsync(delivery, cancellationToken).ConfigureAwait(false);
                }
                await flight.LandAsync(cancellationToken).ConfigureAwait(false);
                while (underWay.TryDequeue(out var rest))
                    yield return SendOutcome.Of(rest);
                // Whatever stopped the source comes after the last of what is known.
                if (next is not null)
                    await next.ConfigureAwait(false);
            }
            finally
            {
                // Whoever stops listening leaves replies unheard, which nobody may take for his own.
                if (dialogue.Owed > 0)
                    dialogue.End();
            }
        }
        cancellationToken.ThrowIfCancellationRequested();
    }
}

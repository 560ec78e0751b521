using Pabal.Cli.Terminal;
using Spectre.Console;
using static Pabal.Localized;

namespace Pabal.Cli.Sending;

/// <summary>A bar on standard error while a large mail goes out, on a terminal only.</summary>
internal static class ProgressBar
{
    private const long WorthShowing = 1024 * 1024;

    public static async Task<T> ShowAsync<T>(long? length, bool quiet, Func<IProgress<long>?, Task<T>> work)
    {
        if (quiet || length is not > WorthShowing || Console.IsErrorRedirected)
            return await work(null);
        return await Screen.Error.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask(Say("sending", "보내는 중"), maxValue: length.Value);
                return work(new Bar(bar));
            });
    }

    // Progress<T> would post to the thread pool, out of order.
    private sealed class Bar(ProgressTask task) : IProgress<long>
    {
        public void Report(long value) => task.Value = value;
    }
}

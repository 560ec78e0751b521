using System.Globalization;
using Pabal.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;
using static Pabal.Localized;

namespace Pabal.Cli.Merging;

/// <summary>A bar with mails, rate and the time left, on standard error and on a terminal only.</summary>
internal static class MergeProgress
{
    /// <summary>Runs the work, which calls back for every mail that is settled.</summary>
    public static async Task ShowAsync(int total, bool quiet, Func<Action, Task> work)
    {
        if (quiet || Console.IsErrorRedirected)
        {
            await work(() => { });
            return;
        }
        await Screen.Error.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new CountColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask(Say("sending", "보내는 중"), maxValue: total);
                return work(() => bar.Increment(1));
            });
    }

    private sealed class CountColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(string.Create(CultureInfo.InvariantCulture,
            $"{task.Value:N0}/{task.MaxValue:N0}  {Say($"{task.Speed ?? 0:0.#} a second", $"초당 {task.Speed ?? 0:0.#}통")}"));
    }
}

using Microsoft.AspNetCore.Http;
using Pabal.Testing;
using static Pabal.Localized;

namespace Pabal.Inbox.Web;

/// <summary>What goes wrong on purpose, seen and changed while it runs.</summary>
internal static class FaultAnswer
{
    private const int MostFaults = 100;

    public static Task WriteAsync(HttpContext context, FaultPlan plan) => Answer.JsonAsync(context, json =>
    {
        json.WriteNumber("seed", plan.Seed);
        json.WriteBoolean("heedsMail", plan.HeedsMail);
        MailDocument.WriteStrings(json, "faults", plan.Faults.Select(fault => fault.ToString()));
    });

    public static async Task ReplaceAsync(HttpContext context, FaultPlan plan)
    {
        if (await Body.ReadAsync(context).ConfigureAwait(false) is not { } body)
            return;
        try
        {
            if (body.Strings("faults") is not { Length: <= MostFaults } faults)
                throw new FormatException(Say($$"""send {"faults":["rcpt:451:0.1"]} with at most {{MostFaults}} of them""", $$"""{"faults":["rcpt:451:0.1"]}처럼 {{MostFaults}}개까지 보내십시오"""));
            plan.Faults = [.. faults.Select(Fault.Parse)];
        }
        catch (FormatException e)
        {
            await Answer.ErrorAsync(context, 400, "fault", e.Message).ConfigureAwait(false);
            return;
        }
        plan.HeedsMail = body.Flag("heedsMail") ?? plan.HeedsMail;
        await WriteAsync(context, plan).ConfigureAwait(false);
    }

    public static Task ClearAsync(HttpContext context, FaultPlan plan)
    {
        plan.Faults = [];
        return WriteAsync(context, plan);
    }
}

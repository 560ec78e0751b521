using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pabal.AspNetCore.Rendering;
using Pabal.Mime;

namespace Pabal.AspNetCore;

/// <summary>Writes mails as Razor components; safe for many threads, inside a request and outside of one.</summary>
public sealed class RazorMail(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    /// <summary>Renders a component, waits for what it loads, and returns an e-mail with that HTML, from which its text is made: <c>with { To = …, Subject = … }</c> completes it.
    /// The component gets its services from a scope of its own and its parameters by name. Throws what it throws.</summary>
    public async Task<Email> RenderAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TComponent>(IReadOnlyDictionary<string, object?>? parameters = null)
        where TComponent : IComponent
    {
        var view = parameters is null ? ParameterView.Empty : ParameterView.FromDictionary(parameters.ToDictionary());
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var renderer = new HtmlRenderer(new MailScope(scope.ServiceProvider), loggers);
            await using (renderer.ConfigureAwait(false))
                return await renderer.Dispatcher.InvokeAsync(() => RenderAsync<TComponent>(renderer, view)).ConfigureAwait(false);
        }
    }

    // The tree may be read on the renderer's own dispatcher only.
    private static async Task<Email> RenderAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TComponent>(HtmlRenderer renderer, ParameterView view)
        where TComponent : IComponent
    {
        var root = await renderer.RenderComponentAsync<TComponent>(view).ConfigureAwait(true);
        return new Email { Html = root.ToHtmlString() };
    }
}

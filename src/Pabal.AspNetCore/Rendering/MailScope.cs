using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.DependencyInjection;

namespace Pabal.AspNetCore.Rendering;

/// <summary>The services of one rendering: those of a scope, and an encoder that leaves letters as they are. The one for pages writes each Korean letter as eight octets.</summary>
internal sealed class MailScope(IServiceProvider scope) : IKeyedServiceProvider
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public object? GetService(Type serviceType) => serviceType == typeof(HtmlEncoder) ? Encoder : scope.GetService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) => scope.GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => scope.GetRequiredKeyedService(serviceType, serviceKey);
}

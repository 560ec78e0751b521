using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pabal.AspNetCore.Identity;
using Pabal.Hosting;

namespace Pabal.AspNetCore;

/// <summary>Mail among the services of a web application, besides <see cref="PabalServices.AddPabal(IServiceCollection, Action{PabalOptions}?)"/>.</summary>
public static class PabalWebServices
{
    /// <summary>Sends the mails of ASP.NET Core Identity (confirmation, reset link, reset code) through an account, the one without a name unless named; in Korean where that is
    /// the current UI culture, else in English. Takes the place of the <see cref="IEmailSender{TUser}"/> added before.</summary>
    public static IServiceCollection AddPabalIdentity<TUser>(this IServiceCollection services, string account = "") where TUser : class =>
        services.Replace(ServiceDescriptor.Singleton<IEmailSender<TUser>>(provider => new IdentityMailSender<TUser>(
            account.Length == 0 ? provider.GetRequiredService<IMailSender>() : provider.GetRequiredKeyedService<IMailSender>(account))));

    /// <summary>Adds <see cref="RazorMail"/>.</summary>
    public static IServiceCollection AddPabalRazor(this IServiceCollection services)
    {
        services.TryAddSingleton<RazorMail>();
        return services;
    }
}

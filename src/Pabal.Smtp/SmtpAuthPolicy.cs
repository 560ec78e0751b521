namespace Pabal.Smtp;

/// <summary>Whether clients log in.</summary>
public enum SmtpAuthPolicy
{
    /// <summary>AUTH is not offered.</summary>
    Off,

    /// <summary>AUTH is offered; the handler sees in <see cref="SmtpSessionInfo.User"/> who made use of it.</summary>
    Offered,

    /// <summary>No mail without it: MAIL is answered <c>530 5.7.0</c>.</summary>
    Required,
}

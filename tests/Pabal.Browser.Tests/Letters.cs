using Pabal.Mime;

namespace Pabal.Browser.Tests;

/// <summary>Mails of a made-up bookshop.</summary>
internal static class Letters
{
    public static Email Plain(string subject = "Your order is on its way", string text = "It left our house this morning.\nTrack it: https://shop.example/track/4821") =>
        new() { From = "Seoul Books <order@shop.example>", To = "홍길동 <gil@example.com>", Subject = subject, Text = text };

    public static Email Welcome => new()
    {
        From = "Seoul Books <hello@shop.example>",
        To = "홍길동 <gil@example.com>",
        Bcc = "audit@shop.example",
        Subject = "Confirm your address",
        Text = "Your code is 482 913. It is good for ten minutes.",
        Html = """
            <div style="max-width:560px;margin:0 auto;font-family:sans-serif;color:#222">
            <div style="background:#1f4e5f;color:#f7f3e9;padding:24px 28px;border-radius:10px 10px 0 0"><h1 style="margin:0;font-size:26px">Welcome, Gil!</h1><p style="margin:8px 0 0">One step, and your account is ready.</p></div>
            <div style="border:1px solid #ddd;border-top:0;padding:20px 28px;border-radius:0 0 10px 10px"><p style="margin:0">Your code is</p><p style="font-size:34px;letter-spacing:8px;font-weight:bold;margin:4px 0 16px">482 913</p>
            <p><a href="https://shop.example/confirm?t=abc" style="display:inline-block;background:#f2a541;color:#222;padding:12px 24px;border-radius:6px;text-decoration:none;font-weight:bold">Confirm my address</a></p>
            <p style="color:#666">It is good for ten minutes.</p></div></div>
            """,
        Attachments = [Attachment.FromBytes("영수증.csv", "책,값\n파발,12000\n"u8.ToArray()), Attachment.FromBytes("stamp.png", Stamp)],
    };

    /// <summary>A picture of one pixel.</summary>
    public static byte[] Stamp => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");
}

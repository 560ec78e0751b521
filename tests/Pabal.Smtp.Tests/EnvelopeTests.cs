using System.Collections.Immutable;
using Pabal.Mime;

namespace Pabal.Smtp.Tests;

public sealed class EnvelopeTests
{
    private static readonly Envelope Simple = new("ann@example.com", "b@example.com");

    [Fact]
    public void Recipients_come_once_each_and_in_order()
    {
        var envelope = new Envelope(null, "b@example.com", "a@example.com", "b@EXAMPLE.COM", "B@example.com");

        Assert.Null(envelope.Sender);
        Assert.Equal(["b@example.com", "a@example.com", "B@example.com"], envelope.Recipients.Select(recipient => recipient.ToString()));
        Assert.Equal(envelope.Recipients, (Simple with { Recipients = [.. envelope.Recipients, .. envelope.Recipients] }).Recipients);
    }

    [Fact]
    public void Without_recipients_there_is_no_envelope()
    {
        Assert.Throws<ArgumentException>(() => new Envelope("ann@example.com"));
        Assert.Throws<ArgumentException>(() => Simple with { Recipients = [] });
        Assert.Throws<ArgumentException>(() => Simple with { Recipients = default(ImmutableArray<EmailAddress>) });
    }

    [Theory]
    [InlineData("a\r\nRCPT TO:<e@evil.test>")]
    [InlineData("a\0")]
    [InlineData("a\tb")]
    [InlineData("봉투")]
    [InlineData("\u010A")]
    [InlineData("")]
    public void An_envelope_id_is_printable_ASCII(string id) => Assert.Throws<ArgumentException>(() => Simple with { EnvelopeId = id });

    [Fact]
    public void An_envelope_id_has_at_most_100_characters()
    {
        Assert.Equal(100, (Simple with { EnvelopeId = new string('x', 100) }).EnvelopeId!.Length);
        Assert.Throws<ArgumentException>(() => Simple with { EnvelopeId = new string('x', 101) });
        Assert.Null((Simple with { EnvelopeId = null }).EnvelopeId);
    }

    [Theory]
    [InlineData(DsnNotify.Unset)]
    [InlineData(DsnNotify.Never)]
    [InlineData(DsnNotify.Success | DsnNotify.Failure | DsnNotify.Delay)]
    public void Reports_are_wished_for_or_not(DsnNotify notify) => Assert.Equal(notify, (Simple with { Notify = notify }).Notify);

    [Theory]
    [InlineData(DsnNotify.Never | DsnNotify.Failure)]
    [InlineData((DsnNotify)16)]
    [InlineData((DsnNotify)(-1))]
    public void Never_to_report_excludes_other_wishes(DsnNotify notify) => Assert.Throws<ArgumentException>(() => Simple with { Notify = notify });

    [Fact]
    public void SMTPUTF8_is_needed_for_a_local_part_and_not_for_a_domain()
    {
        Assert.False(new Envelope("ann@도메인.한국", "b@example.com").RequiresUtf8);
        Assert.True(new Envelope("홍길동@example.com", "b@example.com").RequiresUtf8);
        Assert.True(new Envelope(null, "b@example.com", "홍길동@example.com").RequiresUtf8);
    }

    [Fact]
    public void The_envelope_of_an_email_has_its_sender_and_all_recipients_those_in_groups_too()
    {
        var email = new Email
        {
            From = "Ann <ann@example.com>, Bob <bob@example.com>",
            To = "Team: c@example.com, d@example.com;",
            Cc = "e@example.com, c@example.com",
            Bcc = "홍길동 <gil@example.com>",
            Text = "x",
        };

        var envelope = Envelope.For(email);

        Assert.Equal("ann@example.com", envelope.Sender!.ToString());
        Assert.Equal(["c@example.com", "d@example.com", "e@example.com", "gil@example.com"], envelope.Recipients.Select(recipient => recipient.ToString()));
        Assert.Equal("boss@example.com", Envelope.For(email with { Sender = "boss@example.com" }).Sender!.ToString());
        Assert.Throws<ArgumentException>(() => Envelope.For(new Email { To = "a@example.com", Text = "x" }));
    }

    [Fact]
    public void Envelopes_are_equal_when_all_in_them_is()
    {
        var same = new Envelope("ann@example.com", "b@example.com");

        Assert.Equal(Simple, same);
        Assert.Equal(Simple.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(Simple, new Envelope(null, "b@example.com"));
        Assert.NotEqual(Simple, new Envelope("ann@example.com", "b@example.com", "c@example.com"));
        Assert.NotEqual(Simple, Simple with { Notify = DsnNotify.Never });
        Assert.NotEqual(Simple, Simple with { Return = DsnReturn.Full });
        Assert.NotEqual(Simple, Simple with { EnvelopeId = "1" });
        Assert.Equal(Asking(DsnNotify.Delay), Asking(DsnNotify.Delay));
        Assert.NotEqual(Asking(DsnNotify.Delay), Asking(DsnNotify.Never));
        Assert.NotEqual(Simple, Asking(DsnNotify.Delay));

        static Envelope Asking(DsnNotify notify) => Simple with { Requests = Simple.Requests.Add("b@example.com", new DsnRequest(notify, null)) };
    }
}

using Pabal.Mime.Headers;

namespace Pabal.Mime.Tests;

public sealed class AddressListTests
{
    [Theory]
    [InlineData("홍길동 <gil@example.com>, ann@example.com", "홍길동 <gil@example.com>|ann@example.com")]
    [InlineData("\"Lee, Ann\" <ann@example.com>", "\"Lee, Ann\" <ann@example.com>")]
    [InlineData("홍길동<gil@example.com>", "홍길동 <gil@example.com>")]
    [InlineData("ann@example.com (Ann Lee)", "Ann Lee <ann@example.com>")]
    [InlineData("Ann (the \"boss\") <ann@example.com> (really)", "Ann <ann@example.com>")]
    [InlineData("=?UTF-8?B?7ZmN6ri464+Z?= <gil@example.com>", "홍길동 <gil@example.com>")]
    [InlineData("Team: a@x.com, \"B, C\" <b@x.com>;, d@x.com", "Team: a@x.com, \"B, C\" <b@x.com>;|d@x.com")]
    [InlineData("undisclosed-recipients:;", "undisclosed-recipients: ;")]
    [InlineData("<@a,@b:user@host.test>", "user@host.test")]
    [InlineData(" john . doe @ example . com ", "john.doe@example.com")]
    [InlineData(" , a@b.c,, ", "a@b.c")]
    [InlineData("\"a@b\" <c@d>", "\"a@b\" <c@d>")]
    public void A_list_is_read_as_a_person_writes_it(string text, string entries) =>
        Assert.Equal(entries, string.Join('|', AddressList.Parse(text)));

    [Theory]
    [InlineData("Kim, Gil <g@x.com>", "quotes")]
    [InlineData("a@b c@d", "commas")]
    [InlineData("a@b; c@d", "commas")]
    [InlineData("Ann ann@example.com", "angle brackets")]
    [InlineData("a@b <c@d>", "quotes")]
    [InlineData("a@@b", "two @")]
    [InlineData("Ann <ann@example.com", "never closed")]
    [InlineData("\"Ann <ann@example.com>", "never closed")]
    [InlineData("Team: a@b", "never closed")]
    [InlineData("Ann <ann>", "domain")]
    [InlineData("v\r\nX-Inj: 1 <a@b>", "control character CR")]
    [InlineData("v\u0001 <a@b>", "U+0001")]
    public void What_is_no_list_is_refused_with_the_entry_and_the_fix(string text, string expected)
    {
        Assert.False(AddressList.TryParse(text, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Strings_and_collection_expressions_make_lists()
    {
        AddressList list = ["홍길동 <gil@example.com>", "Team: a@x.com;"];
        AddressList same = "홍길동 <gil@example.com>, Team: a@x.com;";
        Assert.Equal(same, list);
        Assert.Equal(["gil@example.com", "a@x.com"], list.Mailboxes.Select(mailbox => mailbox.Address.ToString()));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("\"")]
    [InlineData("<")]
    [InlineData("<@a")]
    [InlineData("a:")]
    [InlineData("a,")]
    [InlineData("\\\"")]
    [InlineData("a@[")]
    [InlineData("a@b;")]
    [InlineData("a@b c@d,")]
    [InlineData("=?")]
    [InlineData("=?utf-8?q?a")]
    public void A_flood_of_any_construct_is_read_in_linear_time_and_never_throws(string unit)
    {
        long Allocated(int count)
        {
            var text = string.Concat(Enumerable.Repeat(unit, count));
            var before = GC.GetAllocatedBytesForCurrentThread();
            AddressParser.Parse(text, strict: false);
            AddressParser.Parse(text, strict: true);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Allocated(10);
        Assert.True(Allocated(80_000) < 10 * Math.Max(Allocated(10_000), 100_000));
    }
}

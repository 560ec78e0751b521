using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pabal.Smtp.Diagnostics;

namespace Pabal.Smtp.Tests.Diagnostics;

public sealed class RuleTests
{
    // What no remedy may suggest, in both languages.
    private static readonly string[] Insecure =
    [
        "disable cert", "disable verif", "disable tls", "ignore the cert", "ignore cert", "skip verif", "accept any cert", "accept all cert", "trust all", "turn off tls", "turn off the check", "tls=none",
        "turn off 2-step", "turn off two", "open relay", "p=reject off", "인증서를 무시", "인증서 검사를 끄", "검증을 끄", "TLS를 끄", "2단계 인증을 끄", "tls=opportunistic",
    ];

    internal static IEnumerable<Rule> Rules => [.. Diagnostician.First, .. Operators.All.SelectMany(op => op.Rules), .. Diagnostician.Last];

    [Fact]
    public void Ids_are_unique_and_in_kebab_case()
    {
        Assert.Equal(Rules.Count(), Rules.Select(rule => rule.Id).Distinct().Count());
        Assert.All(Rules, rule => Assert.Matches("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", rule.Id));
    }

    [Fact]
    public void Every_text_stands_in_both_languages() => Assert.All(Rules, rule => Assert.All([rule.Cause, .. rule.Remedy], IsBilingual));

    [Fact]
    public void Every_rule_has_a_remedy() => Assert.All(Rules, rule => Assert.True(!rule.Remedy.IsEmpty || (rule.Adds & (ProviderFacts.Password | ProviderFacts.Server)) != 0, rule.Id));

    [Fact]
    public void No_text_suggests_less_security() => Assert.All(
        Rules.SelectMany(rule => rule.Remedy.Append(rule.Cause)).Concat(Smtp.Providers.All.SelectMany(provider => provider.Password)),
        phrase => Assert.DoesNotContain(Insecure, words => $"{phrase.English} {phrase.Korean}".Contains(words, StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public void Every_rule_has_a_condition_and_each_condition_counts() => Assert.All(Rules, rule =>
    {
        Assert.True(rule.Class != 0 || !(rule.Stages.IsEmpty && rule.Failures.IsEmpty && rule.Symptoms.IsEmpty && rule.Codes.IsEmpty && rule.Enhanced.IsEmpty && rule.Says.IsEmpty), rule.Id);
        Assert.True(rule.OrSays.IsEmpty || !rule.Codes.IsEmpty || !rule.Enhanced.IsEmpty, rule.Id);
        Assert.All(rule.Enhanced, code => Assert.Matches("^[0-9]{1,3}[.][0-9]{1,3}$", code));
        Assert.All([.. rule.Says, .. rule.OrSays], words => Assert.True(words.Length >= 3, rule.Id));
    });

    [Fact]
    public void Links_are_https() => Assert.All(Rules.Where(rule => rule.Link is not null), rule =>
        Assert.True(Uri.TryCreate(rule.Link, UriKind.Absolute, out var link) && link.Scheme == "https", rule.Id));

    [Fact]
    public void Every_rule_is_dated_and_sourced() => Assert.All(Rules, rule =>
    {
        Assert.Matches("^20[0-9]{2}-(0[1-9]|1[0-2])$", rule.Seen);
        Assert.True(rule.Source.StartsWith("https://", StringComparison.Ordinal)
            ? Uri.IsWellFormedUriString(rule.Source, UriKind.Absolute)
            : Regex.IsMatch(rule.Source, "^RFC [0-9]+( [0-9]+([.][0-9]+)*)?$"), $"{rule.Id}: {rule.Source}");
    });

    [Fact]
    public void Only_a_rule_for_replies_leaves_the_retry_to_their_class() => Assert.All(
        Rules.Where(rule => rule.Retry == Retry.If4xx), rule => Assert.True(rule.Class == 0 && rule.Failures.IsEmpty && rule.Symptoms.IsEmpty, rule.Id));

    [Fact]
    public void Every_file_of_rules_is_used()
    {
        var files = typeof(Rule).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".json", StringComparison.Ordinal));
        Assert.Equal(Rules.Count(), files.Sum(name => RuleFile.Load(name[..^5]).Rules.Length));
    }

    [Theory]
    [InlineData("""{"rules": [{"id": "a"}]}""")]
    [InlineData("""{"rules": [{"id": "a", "cause": {"en": "x"}, "retry": "no", "seen": "2026-11", "source": "RFC 1"}]}""")]
    [InlineData("""{"rules": [{"id": "a", "cause": {"en": "x", "ko": "x"}, "retry": "perhaps", "seen": "2026-11", "source": "RFC 1"}]}""")]
    [InlineData("""{"rules": [{"id": "a", "cause": {"en": "x", "ko": "x"}, "retry": "no", "seen": "2026-11", "source": "RFC 1", "stage": ["auth"]}]}""")]
    public void A_rule_that_lacks_something_or_has_a_word_nobody_knows_is_no_rule(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, RuleJson.Default.RuleFile));

    [Fact]
    public void Operators_lead_to_providers() => Assert.All(Operators.All, op => Assert.NotNull(Smtp.Providers.Find(op.Provider)));

    internal static void IsBilingual(Phrase phrase)
    {
        Assert.False(string.IsNullOrWhiteSpace(phrase.English) || string.IsNullOrWhiteSpace(phrase.Korean), phrase.English);
        Assert.NotEqual(phrase.English, phrase.Korean);
        Assert.True(phrase.Korean.EnumerateRunes().Any(IsHangul), phrase.Korean);
    }

    private static bool IsHangul(Rune rune) => rune.Value is >= 0xAC00 and <= 0xD7A3;
}

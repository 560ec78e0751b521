using System.Text.Json;
using System.Text.RegularExpressions;
using Pabal.Inbox;

namespace Pabal.Browser.Tests;

public sealed partial class WordsTests
{
    [Fact]
    public void English_and_korean_have_the_same_words()
    {
        var (english, korean) = (Words("en"), Words("ko"));
        Assert.Equal(english.Keys, korean.Keys);
        Assert.All(english.Concat(korean), word => Assert.NotEmpty(word.Value));
        Assert.All(english, word => Assert.Equal(Places(word.Value).Order(), Places(korean[word.Key]).Order()));
    }

    [Fact]
    public void Every_word_that_the_page_uses_is_there()
    {
        var english = Words("en");
        var used = Files(".js").SelectMany(file => Use().Matches(file)).Concat(Files(".html").SelectMany(file => Mark().Matches(file))).Select(match => match.Groups[1].Value);
        Assert.Empty(used.Where(key => !english.ContainsKey(key)).Distinct());
    }

    [Fact]
    public void No_part_of_the_page_is_long_or_makes_html_of_text() => Assert.All(Files(".js"), file =>
    {
        Assert.InRange(file.AsSpan().Count('\n'), 1, 250);
        Assert.DoesNotMatch(Sink(), file);
    });

    private static Dictionary<string, string> Words(string language) => JsonSerializer.Deserialize<Dictionary<string, string>>(Read($"wwwroot/{language}.json"))!;

    private static IEnumerable<string> Files(string extension) =>
        typeof(InboxServer).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("wwwroot/", StringComparison.Ordinal) && name.EndsWith(extension, StringComparison.Ordinal)).Select(Read);

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(InboxServer).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\bt\('([^']+)'")]
    private static partial Regex Use();

    [GeneratedRegex(@"data-i18n(?:-\w+)?=""([^""]+)""")]
    private static partial Regex Mark();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|\beval\(|new Function|createContextualFragment|DOMParser|\.style\b")]
    private static partial Regex Sink();
}

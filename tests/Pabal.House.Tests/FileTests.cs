using System.Text.RegularExpressions;

namespace Pabal.House.Tests;

public sealed partial class FileTests
{
    // Mail is kept as it came, whatever it says; a lock file holds names and hashes only.
    private static readonly string[] Unread = [".eml", ".lock.json", ".png", ".ico", ".p12", ".pfx"];

    [Fact]
    public async Task No_file_names_a_package_host_or_a_place_on_one_machine() => Rule.Holds(
        "Where packages come from and where the checkout lies is the business of each machine.",
        from path in await Repository.FilesAsync("", "")
        where !Unread.Any(path.EndsWith)
        from line in File.ReadLines(Repository.Absolute(path)).Select((text, i) => (Text: text, Number: i + 1))
        from Match match in Place().Matches(line.Text)
        select $"{path}:{line.Number}: {match.Value}");

    [GeneratedRegex(@"\b(api\.)?nuge[t]\.org|\bregistry\.npmj[s]\.|\bpyp[i]\.org|\bdeb\.debia[n]\.org|(?<![\w.:/~-])/(work|root|home|Users)/\w+|\b[A-Z]:\\Users\\", RegexOptions.IgnoreCase)]
    private static partial Regex Place();
}

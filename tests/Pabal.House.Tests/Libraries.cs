using System.Xml.Linq;

namespace Pabal.House.Tests;

/// <summary>The projects under src/ that others build on: all but programs.</summary>
internal static class Libraries
{
    public static string[] Names { get; } =
    [
        .. from path in Directory.EnumerateFiles(Repository.Absolute("src"), "*.csproj", SearchOption.AllDirectories)
           where !XDocument.Load(path).Descendants("OutputType").Any(type => type.Value == "Exe")
           let name = Path.GetFileNameWithoutExtension(path)
           orderby name
           select name,
    ];
}

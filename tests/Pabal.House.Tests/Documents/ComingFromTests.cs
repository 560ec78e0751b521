using System.Reflection;
using System.Text.RegularExpressions;

namespace Pabal.House.Tests.Documents;

/// <summary>The pages for those who know another library name what there is: here in the second column, and in the first what the framework itself has.</summary>
public sealed partial class ComingFromTests
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;

    private static readonly ILookup<string, Type> Types = Libraries.Names.SelectMany(name => Assembly.Load(name).GetExportedTypes()).ToLookup(type => type.Name);

    [Theory]
    [InlineData("docs/from-mailkit.md")]
    [InlineData("docs/from-system-net-mail.md")]
    public void Every_counterpart_is_public(string page) => Rule.Holds(
        "What the second column of a table names is a public type, or one with its member: Email.Subject.",
        from section in new Document(page).Sections
        from row in section.Rows
        from code in row[1]
        where !IsPublic(code.Split('.'))
        select $"{page}: {section.Heading}: {code}");

    [Fact]
    public void Every_name_of_the_framework_s_mail_is_on_the_page()
    {
        var told = new Document("docs/from-system-net-mail.md").Sections.SelectMany(section => section.Rows).SelectMany(row => row[0])
            .SelectMany(code => Word().Matches(code), (_, word) => word.Value).ToHashSet();
        var types = typeof(System.Net.Mail.SmtpClient).Assembly.GetExportedTypes().Where(type => type.Namespace == "System.Net.Mail").ToArray();
        Assert.True(types.Length > 15, $"the framework named {types.Length} only");
        Rule.Holds("A public type or member of System.Net.Mail stands in the first column of a table.",
            from type in types
            from name in Names(type).Prepend(type.Name)
            where !told.Contains(name)
            select $"{type.Name}: {name}");
    }

    private static bool IsPublic(string[] path) => path switch
    {
        [var type] => Types.Contains(type),
        [var type, var member] => Types[type].Any(one => one.GetMember(member, Public | BindingFlags.FlattenHierarchy).Length > 0),
        _ => false,
    };

    // What it is for: not the values of an enumeration, and not what every object or list has.
    private static IEnumerable<string> Names(Type type) => type.IsEnum || type.IsSubclassOf(typeof(Delegate)) ? [] :
        from member in type.GetMembers(Public | BindingFlags.DeclaredOnly)
        where member is PropertyInfo or EventInfo || (member is MethodInfo { IsSpecialName: false, IsVirtual: false } method && method.GetBaseDefinition() == method)
        where member.Name != nameof(IDisposable.Dispose)
        select member.Name;

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex Word();
}

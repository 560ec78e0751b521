using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Pabal.House.Tests.Api;

/// <summary>Prints what an assembly shows to others, one line per type and member, in an order that only a change of the surface changes.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static string Print(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().Where(type => !type.Name.Contains('<')).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(Heading(type)).Append('\n');
            foreach (var member in Members(type))
                text.Append("    ").Append(member).Append('\n');
        }
        return text.ToString();
    }

    private static string Heading(Type type)
    {
        var name = $"{type.Namespace}.{TypeNames.Of(type)}";
        if (type.IsEnum)
            return $"{(type.IsDefined(typeof(FlagsAttribute)) ? "[Flags] " : "")}enum {name}{(Enum.GetUnderlyingType(type) == typeof(int) ? "" : $" : {TypeNames.Of(Enum.GetUnderlyingType(type))}")}";
        if (type.IsSubclassOf(typeof(Delegate)))
            return $"delegate {Method(type.GetMethod("Invoke")!, name)}";
        var bases = Bases(type).ToArray();
        return $"{Kind(type)} {name}{(bases.Length == 0 ? "" : $" : {string.Join(", ", bases)}")}{TypeNames.Constraints(type.GetGenericArguments())}";
    }

    private static string Kind(Type type)
    {
        if (type.IsInterface)
            return "interface";
        if (type.IsValueType)
            return $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}{(IsRecord(type) ? "record " : "")}struct";
        var modifier = type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        return modifier + (IsRecord(type) ? "record" : "class");
    }

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Declared)?.IsDefined(typeof(CompilerGeneratedAttribute)) == true;

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            yield return TypeNames.Of(parent);
        var own = type.GetInterfaces();
        var implied = own.SelectMany(one => one.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []).ToHashSet();
        if (IsRecord(type))
            implied.Add(typeof(IEquatable<>).MakeGenericType(type));
        foreach (var name in own.Where(one => one.IsVisible && !implied.Contains(one)).Select(TypeNames.Of).Order(StringComparer.Ordinal))
            yield return name;
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
            return [];
        if (type.IsEnum)
            return Enum.GetValuesAsUnderlyingType(type).Cast<object>().Zip(Enum.GetNames(type), (value, name) => string.Create(CultureInfo.InvariantCulture, $"{name} = {value}"));
        return Sorted(type.GetConstructors(Declared).Where(IsListed), Constructor)
            .Concat(Sorted(type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly), Field))
            .Concat(Sorted(type.GetProperties(Declared).Where(property => property.Name != "EqualityContract" && property.GetAccessors(nonPublic: true).Any(IsShown)), Property))
            .Concat(Sorted(type.GetEvents(Declared).Where(one => IsShown(one.AddMethod!)), Event))
            .Concat(Sorted(type.GetMethods(Declared).Where(method => IsListed(method) && IsNews(method)), method => Method(method, method.Name)));
    }

    private static IEnumerable<string> Sorted<T>(IEnumerable<T> members, Func<T, string> print) where T : MemberInfo =>
        members.Select(member => (member.Name, Line: print(member))).OrderBy(member => member.Name, StringComparer.Ordinal).ThenBy(member => member.Line, StringComparer.Ordinal).Select(member => member.Line);

    // What a record brings along is said by the word record.
    private static bool IsListed(MethodBase method) => IsShown(method) && !method.IsDefined(typeof(CompilerGeneratedAttribute));

    // Accessors stand with their property; what every object has says nothing.
    private static bool IsNews(MethodInfo method) =>
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) && method.GetBaseDefinition().DeclaringType != typeof(object);

    private static bool IsShown(MethodBase method) => method.IsPublic || IsProtected(method);

    private static bool IsProtected(MethodBase method) => method.IsFamily || method.IsFamilyOrAssembly;

    private static string Constructor(ConstructorInfo constructor) => $"{Access(constructor)}new({Parameters(constructor)})";

    private static string Field(FieldInfo field) =>
        $"{(field.IsPublic ? "" : "protected ")}{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeNames.Of(field)} {field.Name}{(field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "")}";

    private static string Event(EventInfo one) => $"{Modifiers(one.AddMethod!)}event {TypeNames.Of(one)} {one.Name}";

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsShown).ToArray();
        var open = accessors.FirstOrDefault(accessor => accessor.IsPublic) ?? accessors[0];
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Modifiers(open)}{required}{TypeNames.Of(property)} {name} {{ {string.Concat(accessors.Select(accessor => Accessor(accessor, open)))}}}";
    }

    private static string Accessor(MethodInfo accessor, MethodInfo property)
    {
        var access = IsProtected(accessor) && property.IsPublic ? "protected " : "";
        if (accessor.ReturnType != typeof(void))
            return $"{access}get; ";
        return accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? $"{access}init; " : $"{access}set; ";
    }

    private static string Method(MethodInfo method, string name)
    {
        var generic = method.IsGenericMethod ? method.GetGenericArguments() : [];
        var names = generic.Length == 0 ? "" : $"<{string.Join(", ", generic.Select(one => one.Name))}>";
        return $"{(method.DeclaringType!.IsSubclassOf(typeof(Delegate)) ? "" : Modifiers(method))}{TypeNames.Of(method.ReturnParameter)} {name}{names}({Parameters(method)}){TypeNames.Constraints(generic)}";
    }

    private static string Access(MethodBase method) => IsProtected(method) ? "protected " : "";

    private static string Modifiers(MethodInfo method)
    {
        var kind = method.DeclaringType!.IsInterface && method.IsAbstract ? (method.IsStatic ? "static abstract " : "")
            : method.IsStatic ? "static "
            : method.IsAbstract ? "abstract "
            : method.GetBaseDefinition() != method ? (method.IsFinal ? "sealed override " : "override ")
            : method.IsVirtual && !method.IsFinal ? "virtual "
            : "";
        return Access(method) + kind;
    }

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var modifier = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params "
            : !parameter.ParameterType.IsByRef ? ""
            : parameter.IsOut ? "out "
            : parameter.IsIn ? "in "
            : "ref ";
        return $"{modifier}{TypeNames.Of(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue)}" : "")}";
    }

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        char one => $"'{one}'",
        bool yes => yes ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}

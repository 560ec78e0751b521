using System.Reflection;
using System.Runtime.CompilerServices;

namespace Pabal.House.Tests.Api;

/// <summary>Types as C# writes them: keywords, question marks, tuple names, without namespaces.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type) => Render(type, null, new());

    public static string Of(PropertyInfo property) => Render(property.PropertyType, new NullabilityInfoContext().Create(property), TupleNames(property));

    public static string Of(FieldInfo field) => Render(field.FieldType, new NullabilityInfoContext().Create(field), TupleNames(field));

    public static string Of(EventInfo one) => Render(one.EventHandlerType!, new NullabilityInfoContext().Create(one), TupleNames(one));

    public static string Of(ParameterInfo parameter) => Render(parameter.ParameterType, new NullabilityInfoContext().Create(parameter), TupleNames(parameter));

    public static string Constraints(Type[] generic) => string.Concat(
        from parameter in generic
        let flags = parameter.GenericParameterAttributes
        let words = new[]
        {
            flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? "class" : "",
            flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) ? "struct" : flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? "new()" : "",
        }
        let all = words.Concat(parameter.GetGenericParameterConstraints().Where(one => one != typeof(ValueType)).Select(Of)).Where(word => word.Length > 0)
        where all.Any()
        select $" where {parameter.Name} : {string.Join(", ", all)}");

    // Names of tuple elements come in one flat list, in the order in which the tuples are met.
    private static string Render(Type type, NullabilityInfo? nullability, Queue<string?> tupleNames)
    {
        if (type.IsByRef)
            return Render(type.GetElementType()!, nullability, tupleNames);
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Plain(value, nullability, tupleNames) + "?";
        var mayBeNull = nullability is { ReadState: NullabilityState.Nullable } or { ReadState: NullabilityState.Unknown, WriteState: NullabilityState.Nullable };
        return Plain(type, nullability, tupleNames) + (mayBeNull && type != typeof(void) ? "?" : "");
    }

    private static string Plain(Type type, NullabilityInfo? nullability, Queue<string?> tupleNames)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsArray)
            return $"{Render(type.GetElementType()!, nullability?.ElementType, tupleNames)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsGenericParameter)
            return type.Name;
        var arguments = type.GetGenericArguments();
        if (type.IsAssignableTo(typeof(ITuple)) && type.IsValueType && type.IsGenericType)
        {
            var names = arguments.Select(_ => tupleNames.Count > 0 ? tupleNames.Dequeue() : null).ToArray();
            return $"({string.Join(", ", arguments.Select((argument, i) => $"{Argument(argument, i)} {names[i]}".TrimEnd()))})";
        }
        var outer = type.DeclaringType;
        var own = arguments.Skip(outer?.GetGenericArguments().Length ?? 0).Select((argument, i) => Argument(argument, i)).ToArray();
        return $"{(outer is null ? "" : Of(outer) + ".")}{type.Name.Split('`')[0]}{(own.Length == 0 ? "" : $"<{string.Join(", ", own)}>")}";

        string Argument(Type argument, int i) => Render(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(i), tupleNames);
    }

    private static Queue<string?> TupleNames(ICustomAttributeProvider member) =>
        new(member.GetCustomAttributes(typeof(TupleElementNamesAttribute), false) is [TupleElementNamesAttribute names] ? names.TransformNames : []);
}

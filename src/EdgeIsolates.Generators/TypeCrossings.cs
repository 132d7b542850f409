using Microsoft.CodeAnalysis;

namespace EdgeIsolates.Generators;

/// <summary>Finds how the types of an interface cross, and collects the objects among them, each once.</summary>
internal sealed class TypeCrossings(List<Fault> faults)
{
    private const string Reading = "global::EdgeIsolates.StructuredRead.";
    private const string Writing = "global::EdgeIsolates.StructuredWrite.";

    private static readonly SymbolDisplayFormat FullName =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly Dictionary<string, Crossing?> _known = [];
    private readonly Dictionary<string, string> _names = [];

    /// <summary>Objects, in the order in which they were met.</summary>
    public List<ObjectShape> Objects { get; } = [];

    /// <summary>Enumerations: their names and constants in TypeScript.</summary>
    public List<(string Name, string Values)> Enumerations { get; } = [];

    public static string NameOf(ITypeSymbol type) => type.ToDisplayString(FullName);

    /// <summary>How a type crosses; a fault is noted at the symbol when it does not.</summary>
    public Crossing Of(ITypeSymbol type, ISymbol at)
    {
        bool mayBeNull = type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated;
        ITypeSymbol plain = mayBeNull ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type;
        string name = NameOf(plain);
        if (!_known.TryGetValue(name, out Crossing? crossing))
        {
            _known[name] = crossing = OfPlain(plain, at);
        }

        if (crossing is null)
        {
            faults.Add(Fault.At(at, "EDGE002", $"{at.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}: a {plain.ToDisplayString()} cannot cross to JavaScript"));
            return new Crossing("", "", "never");
        }

        return mayBeNull
            ? new Crossing(
                $"static value => {Reading}OrNull(value, {crossing.Read})",
                $"static (writer, value) => {{ if (value is null) writer.WriteNull(); else (({Action(name)})({crossing.Write}))(writer, value); }}",
                $"{crossing.TypeScript} | null")
            : crossing;
    }

    private static string Action(string type) => $"global::System.Action<global::EdgeIsolates.StructuredWriter, {type}>";

    private Crossing? OfPlain(ITypeSymbol type, ISymbol at) => type switch
    {
        { SpecialType: not SpecialType.None } when OfSpecial(type) is { } special => special,
        { TypeKind: TypeKind.Enum } => OfEnumeration(type),
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => new($"{Reading}Bytes", "static (writer, value) => writer.Write((global::System.ReadOnlySpan<byte>)value)", "Uint8Array"),
        IArrayTypeSymbol { Rank: 1 } array => OfList(array.ElementType, at, static (read, _) => $"static value => {Reading}Array({read})"),
        INamedTypeSymbol named => OfWellKnown(named) ?? OfGeneric(named, at) ?? OfObject(named, at),
        _ => null,
    };

    private static Crossing? OfSpecial(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => new($"{Reading}String", "static (writer, value) => writer.Write(value)", "string"),
        SpecialType.System_Boolean => new($"{Reading}Boolean", "static (writer, value) => writer.Write(value)", "boolean"),
        SpecialType.System_Double => new($"{Reading}Double", "static (writer, value) => writer.Write(value)", "number"),
        SpecialType.System_Single => new($"{Reading}Single", "static (writer, value) => writer.Write((double)value)", "number"),
        SpecialType.System_Decimal => new($"{Reading}Decimal", "static (writer, value) => writer.Write((double)value)", "number"),
        SpecialType.System_DateTime => new($"{Reading}DateTime", "static (writer, value) => writer.Write(new global::System.DateTimeOffset(value.ToUniversalTime()))", "Date"),
        SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32 or SpecialType.System_UInt32 =>
            new($"{Reading}Integer<{NameOf(type)}>", $"{Writing}Integer", "number"),
        SpecialType.System_Int64 or SpecialType.System_UInt64 => new($"{Reading}Integer<{NameOf(type)}>", $"{Writing}Integer", "number | bigint"),
        _ => null,
    };

    private static Crossing? OfWellKnown(INamedTypeSymbol type) => NameOf(type) switch
    {
        "global::System.DateTimeOffset" => new($"{Reading}Moment", "static (writer, value) => writer.Write(value)", "Date"),
        "global::System.TimeSpan" => new($"{Reading}TimeSpan", "static (writer, value) => writer.Write(value.TotalMilliseconds)", "number"),
        "global::System.Guid" or "global::System.DateOnly" or "global::System.TimeOnly" => new($"{Reading}Parsed<{NameOf(type)}>", $"{Writing}Text", "string"),
        "global::System.Uri" => new($"{Reading}Uri", "static (writer, value) => writer.Write(value.OriginalString)", "string"),
        "global::System.Numerics.BigInteger" => new($"{Reading}BigInt", "static (writer, value) => writer.Write(value)", "bigint"),
        "global::System.ReadOnlyMemory<byte>" => new($"static value => {Reading}Bytes(value)", "static (writer, value) => writer.Write(value.Span)", "Uint8Array"),
        "global::EdgeIsolates.StructuredValue" => new($"{Reading}Any", $"{Writing}Any", "any"),
        _ => null,
    };

    private Crossing? OfGeneric(INamedTypeSymbol type, ISymbol at)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            Crossing inner = Of(type.TypeArguments[0], at);
            string name = NameOf(type.TypeArguments[0]);
            return new Crossing(
                $"static value => {Reading}Nullable(value, {inner.Read})",
                $"static (writer, value) => {{ if (value is null) writer.WriteNull(); else (({Action(name)})({inner.Write}))(writer, value.GetValueOrDefault()); }}",
                $"{inner.TypeScript} | null");
        }

        return type.OriginalDefinition.ToDisplayString() switch
        {
            "System.Collections.Generic.IEnumerable<T>" or "System.Collections.Generic.IReadOnlyList<T>" or "System.Collections.Generic.IReadOnlyCollection<T>" =>
                OfList(type.TypeArguments[0], at, static (read, _) => $"static value => {Reading}Array({read})"),
            "System.Collections.Generic.List<T>" or "System.Collections.Generic.IList<T>" or "System.Collections.Generic.ICollection<T>" =>
                OfList(type.TypeArguments[0], at, static (read, item) => $"static value => new global::System.Collections.Generic.List<{item}>({Reading}Array({read}))"),
            "System.Collections.Immutable.ImmutableArray<T>" or "System.Collections.Immutable.ImmutableList<T>" =>
                OfList(type.TypeArguments[0], at, (read, _) => $"static value => [.. {Reading}Array({read})]"),
            "System.Collections.Generic.Dictionary<TKey, TValue>" or "System.Collections.Generic.IDictionary<TKey, TValue>" or "System.Collections.Generic.IReadOnlyDictionary<TKey, TValue>"
                when type.TypeArguments[0].SpecialType == SpecialType.System_String => OfDictionary(type.TypeArguments[1], at),
            _ => null,
        };
    }

    private Crossing OfList(ITypeSymbol item, ISymbol at, Func<string, string, string> read)
    {
        Crossing crossing = Of(item, at);
        string typeScript = crossing.TypeScript.Contains('|') ? $"({crossing.TypeScript})[]" : $"{crossing.TypeScript}[]";
        return new Crossing(read($"value, {crossing.Read}", NameOf(item)), $"static (writer, value) => {Writing}Array<{NameOf(item)}>(writer, value, {crossing.Write})", typeScript);
    }

    private Crossing OfDictionary(ITypeSymbol item, ISymbol at)
    {
        Crossing crossing = Of(item, at);
        return new Crossing(
            $"static value => {Reading}Dictionary(value, {crossing.Read})",
            $"static (writer, value) => {Writing}Dictionary<{NameOf(item)}>(writer, value, {crossing.Write})",
            $"Record<string, {crossing.TypeScript}>");
    }

    private Crossing OfEnumeration(ITypeSymbol type)
    {
        string name = UniqueName(type);
        Enumerations.Add((name, string.Join(" | ", type.GetMembers().OfType<IFieldSymbol>().Select(static field => $"'{CamelCase.Of(field.Name)}'"))));
        return new Crossing($"{Reading}Enum<{NameOf(type)}>", $"{Writing}Enum", name);
    }

    private Crossing? OfObject(INamedTypeSymbol type, ISymbol at)
    {
        if (type.IsAbstract || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.SpecialType != SpecialType.None
            || NameOf(type).StartsWith("global::System.", StringComparison.Ordinal))
        {
            return null;
        }

        string name = UniqueName(type);
        var crossing = new Crossing($"Read{name}", $"Write{name}", name);
        _known[NameOf(type)] = crossing;
        var shape = new ObjectShape(name, type);
        Objects.Add(shape);
        shape.Fill(this, at);
        return crossing;
    }

    private string UniqueName(ITypeSymbol type)
    {
        string name = type.Name;
        for (int i = 2; _names.TryGetValue(name, out string? owner) && owner != NameOf(type); i++)
        {
            name = $"{type.Name}{i}";
        }

        _names[name] = NameOf(type);
        return name;
    }
}

using System.Text;
using Microsoft.CodeAnalysis;

namespace EdgeIsolates.Generators;

/// <summary>A record, class or struct whose public properties are the members of an object.</summary>
internal sealed class ObjectShape(string name, INamedTypeSymbol type)
{
    private readonly List<(IPropertySymbol Property, Crossing Crossing)> _members = [];

    public string Name => name;

    /// <summary>Looks at the properties; the shape is known by then, so that types may name each other.</summary>
    public void Fill(TypeCrossings crossings, ISymbol at)
    {
        for (INamedTypeSymbol? level = type; level is { SpecialType: SpecialType.None }; level = level.BaseType)
        {
            foreach (IPropertySymbol property in level.GetMembers().OfType<IPropertySymbol>())
            {
                if (property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false, GetMethod: not null } && _members.All(member => member.Property.Name != property.Name))
                {
                    _members.Add((property, crossings.Of(property.Type, at)));
                }
            }
        }
    }

    /// <summary>The method that reads one.</summary>
    public string Reader()
    {
        var source = new StringBuilder();
        string typeName = TypeCrossings.NameOf(type);
        source.AppendLine($"    private static {typeName} Read{name}(global::EdgeIsolates.StructuredValue value)").AppendLine("    {");
        source.AppendLine("        value = global::EdgeIsolates.StructuredRead.Object(value);");
        IMethodSymbol? constructor = Constructor();
        IEnumerable<string> arguments = constructor is null ? [] : constructor.Parameters.Select(Argument);
        source.Append($"        return new {typeName}({string.Join(", ", arguments)})");
        string[] initializers = [.. _members.Where(member => IsSet(member.Property, constructor)).Select(member => $"{member.Property.Name} = {Member(member.Property, member.Crossing)}")];
        source.AppendLine(initializers.Length == 0 ? ";" : $" {{ {string.Join(", ", initializers)} }};").AppendLine("    }");
        return source.ToString();
    }

    /// <summary>The method that writes one.</summary>
    public string Writer()
    {
        var source = new StringBuilder();
        source.AppendLine($"    private static void Write{name}(global::EdgeIsolates.StructuredWriter writer, {TypeCrossings.NameOf(type)} value)").AppendLine("    {");
        source.AppendLine("        writer.BeginObject();");
        foreach ((IPropertySymbol property, Crossing crossing) in _members)
        {
            source.AppendLine($"        writer.Write(\"{CamelCase.Of(property.Name)}\");");
            source.AppendLine($"        ((global::System.Action<global::EdgeIsolates.StructuredWriter, {TypeCrossings.NameOf(property.Type)}>)({crossing.Write}))(writer, value.{property.Name});");
        }

        return source.AppendLine($"        writer.EndObject({_members.Count});").AppendLine("    }").ToString();
    }

    /// <summary>The same in TypeScript.</summary>
    public string TypeScript()
    {
        var source = new StringBuilder($"export interface {name} {{\n");
        foreach ((IPropertySymbol property, Crossing crossing) in _members)
        {
            source.Append($"  {CamelCase.Of(property.Name)}: {crossing.TypeScript};\n");
        }

        return source.Append("}\n").ToString();
    }

    // A record's own constructor, or the only one; else the one without parameters and initializers.
    private IMethodSymbol? Constructor() => type.InstanceConstructors
        .Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public && !IsCopy(constructor))
        .OrderByDescending(static constructor => constructor.Parameters.Length)
        .FirstOrDefault(constructor => constructor.Parameters.All(parameter => Find(parameter) is not null));

    private bool IsCopy(IMethodSymbol constructor) =>
        constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type);

    private (IPropertySymbol Property, Crossing Crossing)? Find(IParameterSymbol parameter)
    {
        foreach ((IPropertySymbol Property, Crossing Crossing) member in _members)
        {
            if (string.Equals(member.Property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase))
            {
                return member;
            }
        }

        return null;
    }

    private string Argument(IParameterSymbol parameter)
    {
        (IPropertySymbol property, Crossing crossing) = Find(parameter)!.Value;
        return $"{parameter.Name}: {Member(property, crossing)}";
    }

    private static string Member(IPropertySymbol property, Crossing crossing) =>
        $"global::EdgeIsolates.StructuredRead.Member<{TypeCrossings.NameOf(property.Type)}>(value, \"{CamelCase.Of(property.Name)}\", {crossing.Read})";

    private static bool IsSet(IPropertySymbol property, IMethodSymbol? constructor) =>
        property.SetMethod is { DeclaredAccessibility: Accessibility.Public }
        && (constructor is null || !constructor.Parameters.Any(parameter => string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase)));
}

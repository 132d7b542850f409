namespace EdgeIsolates.Generators;

/// <summary>Names as JavaScript spells them.</summary>
internal static class CamelCase
{
    public static string Of(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);
}

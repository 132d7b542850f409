using System.Text.Json;

namespace EdgeIsolates.AspNetCore;

/// <summary>A value of an enumeration where JSON wants a property's name, spelt like the values are.</summary>
internal static class CamelCaseName
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(Enum.GetName(value) ?? value.ToString());
}

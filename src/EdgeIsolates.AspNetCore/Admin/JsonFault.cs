using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EdgeIsolates.AspNetCore;

/// <summary>Says for people what is wrong with JSON that a request's type cannot be read from: the serializer's own sentences are about .NET.</summary>
internal static class JsonFault
{
    private const string AboutTypes = "The JSON value could not be converted";
    private const int LongestName = 100;

    public static string Of(ReadOnlyMemory<byte> json, JsonTypeInfo type, JsonException error)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return FindUnknown(document.RootElement, type, path: "") ?? Unreadable(error);
        }
        catch (JsonException)
        {
            return error.Message;
        }
    }

    private static string Unreadable(JsonException error) =>
        error.Message.StartsWith(AboutTypes, StringComparison.Ordinal) && error.Path is ['$', .. string path]
            ? $"{(path.Length == 0 ? "The body" : path.TrimStart('.'))} has a value of a kind that it does not take."
            : error.Message;

    private static string? FindUnknown(JsonElement value, JsonTypeInfo type, string path) => (type.Kind, value.ValueKind) switch
    {
        (JsonTypeInfoKind.Object, JsonValueKind.Object) => value.EnumerateObject().Select(member => FindUnknown(member, type, path)).FirstOrDefault(static fault => fault is not null),
        (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => value.EnumerateArray().Select((item, i) => FindIn(item, type.ElementType, type, $"{path}[{i}]")).FirstOrDefault(static fault => fault is not null),
        (JsonTypeInfoKind.Dictionary, JsonValueKind.Object) => value.EnumerateObject().Select(member => FindIn(member.Value, type.ElementType, type, Join(path, member.Name))).FirstOrDefault(static fault => fault is not null),
        _ => null,
    };

    private static string? FindUnknown(JsonProperty member, JsonTypeInfo type, string path) =>
        type.Properties.FirstOrDefault(property => property.Name == member.Name) is { } known
            ? FindIn(member.Value, known.PropertyType, type, Join(path, member.Name))
            : $"There is no {Join(path, member.Name)}; {(path.Length == 0 ? "the body" : path)} has {string.Join(", ", type.Properties.Select(static property => property.Name))}.";

    private static string? FindIn(JsonElement value, Type? type, JsonTypeInfo holder, string path) =>
        type is not null && holder.Options.TryGetTypeInfo(type, out JsonTypeInfo? info) ? FindUnknown(value, info, path) : null;

    private static string Join(string path, string name)
    {
        string shown = name.Length > LongestName ? $"{name[..LongestName]}…" : name;
        return path.Length == 0 ? shown : $"{path}.{shown}";
    }
}

using System.Text.Json;

namespace EdgeIsolates.AspNetCore;

/// <summary>A binding of a function. <paramref name="Target"/> is what it leads to: a namespace, a database, a queue, a bucket, a class, a function.</summary>
internal sealed record BindingDescription(string Name, string Type, string? Target, JsonElement Settings)
{
    public static BindingDescription Of(string name, FunctionBinding binding) => new(name, binding.Type, TargetOf(binding), binding.Settings);

    private static string? TargetOf(FunctionBinding binding) => binding.Type switch
    {
        "kv" or "d1" => binding.GetText("id"),
        "queue" => binding.GetText("queue"),
        "r2" => binding.GetText("bucket_name"),
        "durable_object_namespace" => binding.GetText("class_name"),
        "service" => binding.GetText("service"),
        _ => null,
    };
}

using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EdgeIsolates;

/// <summary>
/// How stores write functions, versions, metrics and cached answers as JSON: one spelling for all of them, so that a document can move from one store to another.
/// Nodes of different ages share a store: a member that a node does not know is passed over, and one that is missing has the value that its
/// property starts with. Safe for use from any thread.
/// </summary>
/// <remarks>
/// Not a source-generated context: that one sets every init-only property, so a missing member would turn <c>[]</c> into null and 128 into 0.
/// </remarks>
public static class StoreJson
{
    private static readonly JsonSerializerOptions Options = NewOptions();

    /// <summary>Reads and writes functions' records.</summary>
    public static JsonTypeInfo<FunctionRecord> FunctionRecord { get; } = TypeInfo<FunctionRecord>();

    /// <summary>Reads and writes versions without their packages.</summary>
    public static JsonTypeInfo<FunctionVersion> FunctionVersion { get; } = TypeInfo<FunctionVersion>();

    /// <summary>Reads and writes metrics.</summary>
    public static JsonTypeInfo<MetricsBucket> MetricsBucket { get; } = TypeInfo<MetricsBucket>();

    /// <summary>Reads and writes the counters of metrics alone.</summary>
    public static JsonTypeInfo<IReadOnlyDictionary<string, long>> Counters { get; } = TypeInfo<IReadOnlyDictionary<string, long>>();

    /// <summary>Reads and writes answers of the Cache API, without their bodies.</summary>
    public static JsonTypeInfo<StoredResponse> StoredResponse { get; } = TypeInfo<StoredResponse>();

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions NewOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        options.MakeReadOnly();
        return options;
    }
}

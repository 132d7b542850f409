using System.Text.Json.Serialization;

namespace EdgeIsolates;

/// <summary>What a function has to do with queues, beside sending to them. Immutable.</summary>
public sealed record FunctionQueues
{
    /// <summary>A function that consumes no queue.</summary>
    public static FunctionQueues None { get; } = new();

    /// <summary>The queues whose messages the function's <c>queue</c> handler gets. A queue has one consumer.</summary>
    /// <value>Empty when not set.</value>
    [JsonPropertyName("consumers")]
    public IReadOnlyList<QueueConsumer> Consumers { get; init; } = [];
}

namespace EdgeIsolates.Bindings;

/// <summary>What a pump is made of: when this changes, another one takes its place.</summary>
/// <param name="FunctionName">The consuming function.</param>
/// <param name="Consumer">How it consumes.</param>
/// <param name="Timeout">The longest that its handler may take.</param>
internal sealed record QueuePumpSettings(string FunctionName, QueueConsumer Consumer, TimeSpan Timeout);

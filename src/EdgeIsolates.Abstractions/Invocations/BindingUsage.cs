namespace EdgeIsolates;

/// <summary>What a request did with one of its bindings. Immutable.</summary>
/// <param name="Name">The binding's name in <c>env</c>; <c>caches</c>, <c>ctx.storage</c> or <c>WebSocket</c> for what is none of the configuration's.</param>
/// <param name="Type">Its type, such as <c>kv</c>.</param>
/// <param name="Calls">Calls that were answered; of WebSockets messages that were sent or came.</param>
/// <param name="Failures">Those of them that were answered with an error.</param>
/// <param name="Time">The wall time of the calls, together.</param>
/// <param name="BytesSent">Bytes of the arguments; of streams nothing is counted.</param>
/// <param name="BytesReceived">Bytes of the results; of streams nothing is counted.</param>
public sealed record BindingUsage(string Name, string Type, int Calls, int Failures, TimeSpan Time, long BytesSent, long BytesReceived);

namespace EdgeIsolates.V8.Tests.TestKit;

/// <summary>How a script that ran as a request ended.</summary>
internal sealed record RequestRun(V8Status Status, string? Text, V8TerminationReason Reason, int Stopped, TimeSpan Cpu);

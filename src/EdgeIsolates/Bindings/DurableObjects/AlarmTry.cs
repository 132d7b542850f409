namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>How often an alarm has failed, and when it is tried again.</summary>
internal sealed record AlarmTry(int Failures, DateTimeOffset NotBefore);

namespace EdgeIsolates;

/// <summary>An alarm that waits for its time.</summary>
/// <param name="Address">Whose alarm it is.</param>
/// <param name="Due">When it is due; to the millisecond.</param>
public sealed record DurableObjectAlarm(DurableObjectAddress Address, DateTimeOffset Due);

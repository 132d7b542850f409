namespace EdgeIsolates;

/// <summary>An alarm that waits for its time.</summary>
/// <param name="Address">Whose alarm it is.</param>
/// <param name="Due">When it is due; to the millisecond.</param>
public sealed record DurableObjectAlarm(DurableObjectAddress Address, DateTimeOffset Due)
{
    /// <summary>When to ring.</summary>
    /// <value>The default is <see cref="Due"/>; later when it has been tried in vain. To the millisecond.</value>
    public DateTimeOffset RingAt { get; init; } = Due;

    /// <summary>How often the object's handler has failed for it.</summary>
    /// <value>The default is 0.</value>
    public int Failures { get; init; }
}

namespace EdgeIsolates.Isolates;

/// <summary>One timer that a script has started.</summary>
internal sealed class TenantTimer(int id, Invocation owner)
{
    public int Id { get; } = id;

    public Invocation Owner { get; } = owner;

    public bool IsCancelled { get; set; }
}

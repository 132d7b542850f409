namespace EdgeIsolates.Isolates;

/// <summary>The right to make one cold start. Under the pool's gate.</summary>
internal sealed class StartTurn(bool isAside)
{
    /// <summary>Whether the start is made on the slow lane.</summary>
    public bool IsAside { get; } = isAside;

    /// <summary>Whether others may have the turn already.</summary>
    public bool IsOver { get; set; }
}

namespace EdgeIsolates.Deployments;

/// <summary>The place of a function in this node's tables. Routes point to slots, so that a deploy that keeps its routes swaps one reference and rebuilds nothing.</summary>
internal sealed class FunctionSlot(string name)
{
    private volatile LiveFunction? _live;

    public string Name { get; } = name;

    /// <summary>The function now; <see langword="null"/> before its record was read for the first time.</summary>
    public LiveFunction? Live
    {
        get => _live;
        set => _live = value;
    }
}

namespace EdgeIsolates.V8;

/// <summary>A JavaScript value held beyond a scope: it lives until it is released or its isolate is disposed.</summary>
public readonly record struct V8Reference
{
    internal V8Reference(int id) => Id = id;

    internal int Id { get; }

    /// <summary>Whether it holds anything; false for <c>default</c>, and for what was held in a lost isolate.</summary>
    public bool IsValid => Id != 0;
}

namespace EdgeIsolates.V8;

/// <summary>A JavaScript value, valid until its scope is left or its handles are reset.</summary>
public readonly ref struct V8Value
{
    internal V8Value(nint slot) => Slot = slot;

    internal nint Slot { get; }

    /// <summary>Whether this is a value at all; <c>default</c> is none.</summary>
    public bool Exists => Slot != 0;
}

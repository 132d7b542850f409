namespace EdgeIsolates.V8;

/// <summary>A promise that a host op handed to a script, to be settled later through a scope of the same isolate.</summary>
public readonly record struct V8Promise
{
    internal V8Promise(long id) => Id = id;

    internal long Id { get; }
}

namespace EdgeIsolates;

/// <summary>
/// The state of a function: whether it answers, and with which versions. The one thing about a function that changes, and it changes as a whole: each change is a new
/// record whose <see cref="Revision"/> is one higher, written only when nobody else was faster. It holds all that routing needs, so that a node that has the record
/// needs nothing more until it runs the code. Immutable; safe for use from any thread.
/// </summary>
public sealed record FunctionRecord
{
    /// <summary>The function's name.</summary>
    public required string Name { get; init; }

    /// <summary>Counts the changes of this function, from 1.</summary>
    public required long Revision { get; init; }

    /// <summary>Whether it answers.</summary>
    public required FunctionStatus Status { get; init; }

    /// <summary>The versions that get requests: usually one; two while traffic is split, the older one first. Empty when there is none yet, or no more.</summary>
    public IReadOnlyList<TrafficShare> Traffic { get; init; } = [];

    /// <summary>The highest version number given out so far.</summary>
    public int LastNumber { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who changed it last; empty when nobody said.</summary>
    public string UpdatedBy { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{Name} r{Revision} {Status}";
}

namespace EdgeIsolates;

/// <summary>What is asked of a queue. Immutable.</summary>
public sealed record QueueLease
{
    /// <summary>The queue's name.</summary>
    public required string Queue { get; init; }

    /// <summary>The most messages.</summary>
    public required int Most { get; init; }

    /// <summary>The present time: messages that are due then are given out.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Fewer than <see cref="Most"/> messages are given out only when one of them was due at this time: so messages wait for company, and not for ever.</summary>
    public required DateTimeOffset DueBefore { get; init; }

    /// <summary>Until when nobody else gets the messages. One that is not settled by then comes back.</summary>
    public required DateTimeOffset Until { get; init; }
}

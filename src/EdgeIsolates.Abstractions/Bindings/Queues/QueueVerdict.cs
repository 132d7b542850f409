namespace EdgeIsolates;

/// <summary>What becomes of a message that was given out. Immutable.</summary>
public sealed record QueueVerdict
{
    private QueueVerdict(LeasedMessage message, QueueVerdictKind kind)
    {
        Message = message;
        Kind = kind;
    }

    /// <summary>The message.</summary>
    public LeasedMessage Message { get; }

    /// <summary>What becomes of it.</summary>
    public QueueVerdictKind Kind { get; }

    /// <summary>When it is due the next time, there where it goes. Not for <see cref="QueueVerdictKind.Acknowledge"/>.</summary>
    public DateTimeOffset DueAt { get; private init; }

    /// <summary>The queue that it goes to; empty unless it is <see cref="QueueVerdictKind.DeadLetter"/>.</summary>
    public string DeadLetterQueue { get; private init; } = "";

    /// <summary>It is done, and deleted.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The verdict.</returns>
    public static QueueVerdict Acknowledge(LeasedMessage message) => new(message, QueueVerdictKind.Acknowledge);

    /// <summary>It is given out again.</summary>
    /// <param name="message">The message.</param>
    /// <param name="dueAt">From when on.</param>
    /// <returns>The verdict.</returns>
    public static QueueVerdict Retry(LeasedMessage message, DateTimeOffset dueAt) => new(message, QueueVerdictKind.Retry) { DueAt = dueAt };

    /// <summary>It is given out again as if it had not been this time: nobody tried.</summary>
    /// <param name="message">The message.</param>
    /// <param name="dueAt">From when on.</param>
    /// <returns>The verdict.</returns>
    public static QueueVerdict Release(LeasedMessage message, DateTimeOffset dueAt) => new(message, QueueVerdictKind.Release) { DueAt = dueAt };

    /// <summary>It goes to another queue, where its attempts begin anew.</summary>
    /// <param name="message">The message.</param>
    /// <param name="queue">The other queue.</param>
    /// <param name="now">The present time.</param>
    /// <returns>The verdict.</returns>
    public static QueueVerdict DeadLetter(LeasedMessage message, string queue, DateTimeOffset now) =>
        new(message, QueueVerdictKind.DeadLetter) { DueAt = now, DeadLetterQueue = queue };
}

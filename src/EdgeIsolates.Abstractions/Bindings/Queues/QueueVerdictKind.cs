namespace EdgeIsolates;

/// <summary>What becomes of a message that was given out.</summary>
public enum QueueVerdictKind
{
    /// <summary>It is done, and deleted.</summary>
    Acknowledge,

    /// <summary>It is given out again.</summary>
    Retry,

    /// <summary>It is given out again, and this time does not count among its attempts.</summary>
    Release,

    /// <summary>It goes to another queue.</summary>
    DeadLetter,
}

namespace EdgeIsolates.V8;

/// <summary>The state of a JavaScript promise.</summary>
public enum V8PromiseState
{
    /// <summary>The value is no promise.</summary>
    NotAPromise = -1,

    /// <summary>Not settled yet.</summary>
    Pending = 0,

    /// <summary>Settled with a value.</summary>
    Fulfilled = 1,

    /// <summary>Settled with a reason.</summary>
    Rejected = 2,
}

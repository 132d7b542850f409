namespace EdgeIsolates;

/// <summary>A store cannot be reached, or does not answer. What was asked of it may be tried again later.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One sentence that names the store and what to look at.</param>
    /// <param name="innerException">What the store's client reported.</param>
    public StoreUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

namespace EdgeIsolates;

/// <summary>Another process has the object open: there it lives, or did until a moment ago. Another try may find it free.</summary>
public sealed class DurableObjectHeldException : Exception
{
    /// <summary>Says so.</summary>
    /// <param name="message">What happened, as one sentence for people.</param>
    /// <param name="innerException">What the store reported.</param>
    public DurableObjectHeldException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

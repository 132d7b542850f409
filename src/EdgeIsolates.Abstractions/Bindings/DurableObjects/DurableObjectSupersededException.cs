namespace EdgeIsolates;

/// <summary>A newer owner has written to the object: this one must not answer for it any more.</summary>
public sealed class DurableObjectSupersededException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One sentence with both epochs.</param>
    /// <param name="innerException">What caused it.</param>
    public DurableObjectSupersededException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

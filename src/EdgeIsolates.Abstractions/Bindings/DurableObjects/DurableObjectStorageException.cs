namespace EdgeIsolates;

/// <summary>
/// An object's storage refuses what the object's code asked for: a statement with a mistake, a value that is too large. The code hears of it; the object goes on.
/// </summary>
public sealed class DurableObjectStorageException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One sentence for the author of the code.</param>
    /// <param name="innerException">What the storage reported.</param>
    public DurableObjectStorageException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

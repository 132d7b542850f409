namespace EdgeIsolates.V8;

/// <summary>Thrown by a host op to make the calling script see an error of the declared class.</summary>
public sealed class V8OpException : Exception
{
    /// <summary>An error of one of JavaScript's own classes.</summary>
    public V8OpException(V8ErrorClass errorClass, string message)
        : base(message) => ErrorClass = errorClass;

    /// <summary>An error that the snapshot's <c>entry.makeError(name, message)</c> makes, for example a DOMException named <paramref name="errorName"/>.</summary>
    public V8OpException(string errorName, string message)
        : base(message)
    {
        ErrorClass = V8ErrorClass.Named;
        ErrorName = errorName;
    }

    /// <summary>The class the script sees.</summary>
    public V8ErrorClass ErrorClass { get; }

    /// <summary>The name to make the error by; null unless the class is <see cref="V8ErrorClass.Named"/>.</summary>
    public string? ErrorName { get; }
}

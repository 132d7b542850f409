namespace EdgeIsolates;

/// <summary>What a script sees as an error of the declared class.</summary>
/// <param name="errorClass">
/// The JavaScript class: <c>Error</c>, <c>TypeError</c>, <c>RangeError</c>, <c>SyntaxError</c>, <c>ReferenceError</c>, or the name of a DOMException such as
/// <c>DataCloneError</c>.
/// </param>
/// <param name="message">A clear sentence for the author of the script.</param>
public sealed class BindingException(string errorClass, string message) : Exception(message)
{
    /// <summary>An <c>Error</c>.</summary>
    /// <param name="message">A clear sentence for the author of the script.</param>
    public BindingException(string message)
        : this("Error", message)
    {
    }

    /// <summary>The JavaScript class, or the name of a DOMException.</summary>
    public string ErrorClass { get; } = errorClass;
}

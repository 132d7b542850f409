namespace EdgeIsolates;

/// <summary>What bounds the calls of a service that the host offers to functions, and what its exceptions are to them. Set while the host is set up.</summary>
public sealed class HostBindingOptions
{
    private readonly List<Func<Exception, (string ErrorClass, string Message)?>> _declarations = [];

    /// <summary>How long one call may take, its wait for a turn included; then it is cancelled, and the script gets a <c>TimeoutError</c>.</summary>
    /// <value>The default is <see langword="null"/>: as long as the request that makes it.</value>
    public TimeSpan? CallTimeout { get; set; }

    /// <summary>The calls that may be under way at the same time on this host, of all functions; others wait for their turn, in the order in which they came.</summary>
    /// <value>The default is <see langword="null"/>: any number.</value>
    public int? MaxConcurrentCalls { get; set; }

    /// <summary>The most bytes that the arguments of one call may have, but for what streams; a call with more is a <c>RangeError</c> and does not reach the service.</summary>
    /// <value>The default is <see langword="null"/>: what the function's memory allows.</value>
    public long? MaxArgumentBytes { get; set; }

    /// <summary>The most bytes that the result of one call may have, but for what streams; a larger one is a <c>RangeError</c> of the call.</summary>
    /// <value>The default is <see langword="null"/>: what the function's memory allows.</value>
    public long? MaxResultBytes { get; set; }

    /// <summary>Declares what an exception of the service is to scripts. Of several declarations that fit, the first counts; an exception without one is logged, and tells a script no details.</summary>
    /// <typeparam name="TException">The exception, with those derived from it.</typeparam>
    /// <param name="errorClass">The JavaScript class, as for <see cref="BindingException"/>.</param>
    /// <param name="message">What the script is told; the exception's own message when not given, so that it must be fit for strangers.</param>
    /// <returns>The same options.</returns>
    public HostBindingOptions MapException<TException>(string errorClass, Func<TException, string>? message = null)
        where TException : Exception
    {
        ArgumentException.ThrowIfNullOrEmpty(errorClass);
        _declarations.Add(exception => exception is TException fitting ? (errorClass, message?.Invoke(fitting) ?? fitting.Message) : null);
        return this;
    }

    /// <summary>What a script is told of an exception; <see langword="null"/> when nothing was declared.</summary>
    internal (string ErrorClass, string Message)? DeclarationOf(Exception exception) =>
        _declarations.Select(declaration => declaration(exception)).FirstOrDefault(static declared => declared is not null);

    /// <exception cref="ArgumentException">A limit that nothing could keep.</exception>
    internal void Check(string name)
    {
        if (CallTimeout <= TimeSpan.Zero || MaxConcurrentCalls < 1 || MaxArgumentBytes < 0 || MaxResultBytes < 0)
        {
            throw new ArgumentException($"The limits of the binding {name}: CallTimeout is more than zero, MaxConcurrentCalls at least 1, MaxArgumentBytes and MaxResultBytes are not negative.");
        }
    }
}

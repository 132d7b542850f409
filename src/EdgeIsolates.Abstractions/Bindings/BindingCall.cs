namespace EdgeIsolates;

/// <summary>One call of a binding by a script. Valid until the call has been answered.</summary>
public abstract class BindingCall
{
    /// <summary>The method that the script called, such as <c>get</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The arguments in order.</summary>
    public required IReadOnlyList<BindingValue> Arguments { get; init; }

    /// <summary>Whose binding is called.</summary>
    public required BindingContext Context { get; init; }

    /// <summary>The id of the request that calls.</summary>
    public required string RequestId { get; init; }

    /// <summary>The host's services, in a scope of the request: scoped services live as long as the request and its <c>waitUntil</c> work.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>An argument; <see cref="BindingValueKind.Undefined"/> when fewer were given.</summary>
    /// <param name="index">From 0.</param>
    /// <returns>The argument.</returns>
    public BindingValue Argument(int index) => index < Arguments.Count ? Arguments[index] : default;
}

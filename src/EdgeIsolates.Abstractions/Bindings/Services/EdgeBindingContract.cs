using System.ComponentModel;

namespace EdgeIsolates;

/// <summary>How functions call one interface of the host; made by the source generator for interfaces with <see cref="EdgeBindingAttribute"/>. Safe for use from any thread.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class EdgeBindingContract
{
    /// <summary>The interface's name in TypeScript.</summary>
    public abstract string TypeName { get; }

    /// <summary>The interface and all that it names, as TypeScript declarations.</summary>
    public abstract string TypeScript { get; }

    /// <summary>Calls a method of the service that the host has for the interface.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    /// <returns>What the method returned.</returns>
    public abstract ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken);

    /// <summary>Of a method that the interface has not.</summary>
    /// <param name="call">The call.</param>
    /// <param name="methods">What there is.</param>
    /// <returns>The error.</returns>
    protected static BindingException NoSuchMethod(BindingCall call, string methods)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new BindingException("TypeError", $"{call.Context.Name} has no method {call.Method}; it has {methods}.");
    }
}

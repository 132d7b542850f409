namespace EdgeIsolates.Bindings;

/// <summary>A binding that stands for code in another isolate: scripts send it requests and calls.</summary>
internal interface IIsolateTarget
{
    /// <summary>Who it is, for errors and records, such as <c>auth</c>.</summary>
    string Name { get; }

    /// <summary>Has a request, or an event, answered there. Failures are outcomes.</summary>
    ValueTask<InvocationResult> SendAsync(EdgeRequest request, CancellationToken cancellationToken);
}

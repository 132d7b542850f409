using EdgeIsolates.V8;

namespace EdgeIsolates.Bindings;

/// <summary>A binding that stands for code in another isolate: scripts send it requests and calls.</summary>
internal interface IIsolateTarget
{
    /// <summary>Who it is, for errors and records, such as <c>auth</c>.</summary>
    string Name { get; }

    /// <summary>Has a request, or an event, answered there. Failures are outcomes.</summary>
    ValueTask<InvocationResult> SendAsync(EdgeRequest request, CancellationToken cancellationToken);

    /// <summary>What the caller sees when its code did not answer: a limit, or that there is none.</summary>
    V8OpException FailureOf(InvocationResult result) => new(V8ErrorClass.Error, $"{Name} gave no answer ({result.Outcome}): {result.Error?.Message}");
}

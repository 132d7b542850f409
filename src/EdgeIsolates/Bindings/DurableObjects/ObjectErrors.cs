using System.Globalization;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Bindings.DurableObjects;

// Why an object gave no answer, and what its caller is told about another try.
//
// What happened decides, never what an error calls itself: an outcome that is not Exception is the host's, and so is the error that comes with it.
//
// - retryable: the call was stopped by a limit, the instance was reset or is gone, or its store is away. Another call finds a new one.
// - overloaded: too many calls, or no isolate to be had. Trying again makes it worse.
// - remote: the class's own code failed, or ended the object by abort() or a failing blockConcurrencyWhile(). It would do so again.
// - durableObjectReset, beside the others: the instance that was called is gone.
internal static class ObjectErrors
{
    private const string Reset = "ObjectResetError";
    private const string Aborted = "ObjectAbortedError";
    private const string Overloaded = "ObjectOverloadedError";

    public static readonly EdgeError ShuttingDown = EdgeError.WithoutPlace(Reset, "The host is shutting down, and the Durable Object with it.");

    public static readonly EdgeError GateNotOpened =
        EdgeError.WithoutPlace(Reset, "The Durable Object was reset, because what it gave to blockConcurrencyWhile() or transaction() did not end in time.");

    /// <summary>What an event is answered with that its object's own code has ended; the outcome is <see cref="InvocationOutcome.Exception"/>.</summary>
    public static EdgeError AbortedBy(string reason) => EdgeError.WithoutPlace(Aborted, reason);

    public static EdgeError Queue(int most) => EdgeError.WithoutPlace(
        Overloaded,
        string.Create(CultureInfo.InvariantCulture, $"The Durable Object is overloaded: {most} calls wait for it or run in it already."));

    public static EdgeError Storage(Exception failure) => EdgeError.WithoutPlace(
        Reset,
        failure switch
        {
            DurableObjectSupersededException => "The Durable Object was reset: another node has taken it over.",
            DurableObjectHeldException => $"The Durable Object cannot run here now: {failure.Message}.",
            _ => "The Durable Object was reset, because its storage failed; the host's log says why.",
        });

    /// <summary>The error that the caller of an object sees; the script side reads the marks out of its name (Web/DurableObjects/object-namespace.js).</summary>
    public static V8OpException Of(InvocationResult result) =>
        new($"DurableObject {MarksOf(result)}", result.Error?.Message ?? $"The Durable Object gave no answer ({result.Outcome}).");

    private static string MarksOf(InvocationResult result) => result.Outcome switch
    {
        InvocationOutcome.ExceededCpu or InvocationOutcome.ExceededMemory => "retryable durableObjectReset",
        InvocationOutcome.ExceededWallTime or InvocationOutcome.InternalError => "retryable",
        InvocationOutcome.Exception when result.Error?.Name == Aborted => "remote durableObjectReset",
        InvocationOutcome.Exception or InvocationOutcome.ExceededSubrequests => "remote",
        InvocationOutcome.LoadShed when result.Error == LimitErrors.ShuttingDown => "retryable",
        InvocationOutcome.LoadShed when result.Error?.Name is Reset or LimitErrors.IsolateGoneName => "retryable durableObjectReset",
        InvocationOutcome.LoadShed => "overloaded",
        _ => "",
    };
}

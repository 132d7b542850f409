using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Fetch;

/// <summary>What scripts are told when bytes do not come through.</summary>
internal static class BodyErrors
{
    public static V8OpException NoMemory => new(V8ErrorClass.RangeError, "Array buffer allocation failed: the body is larger than the memory that is left");

    public static V8OpException Gone => new(V8ErrorClass.TypeError, "The body is gone: its request has ended, or it was handed on");

    /// <summary>Whether a failure is the other side's, not ours.</summary>
    public static bool IsExpected(Exception failure) =>
        failure is IOException or InvalidDataException or HttpRequestException or OperationCanceledException;

    /// <summary>How to say so.</summary>
    public static V8OpException Explain(Exception failure) => failure is OperationCanceledException
        ? new("AbortError", "The body could not be read: the connection was closed.")
        : new(V8ErrorClass.TypeError, $"The body could not be read: {failure.Message}");
}

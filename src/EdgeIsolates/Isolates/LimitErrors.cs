namespace EdgeIsolates.Isolates;

/// <summary>The errors that have no place in a script: one clear sentence each.</summary>
internal static class LimitErrors
{
    /// <summary>The name of the errors that say that an isolate went away with what was under way in it.</summary>
    public const string IsolateGoneName = "IsolateGoneError";

    public static readonly EdgeError IsolateGone =
        EdgeError.WithoutPlace(IsolateGoneName, "The isolate was closed before the request could run in it.");

    public static readonly EdgeError StoppedByNeighbour =
        EdgeError.WithoutPlace(IsolateGoneName, "The isolate was stopped because another request in it went over a limit.");

    public static readonly EdgeError NeverSettles =
        EdgeError.WithoutPlace("Error", "The function returned a promise that never settles: nothing that could settle it is under way.");

    public static readonly EdgeError Memory =
        EdgeError.WithoutPlace("MemoryLimitError", "The function used more memory than it may.");

    public static readonly EdgeError Canceled =
        EdgeError.WithoutPlace("CanceledError", "The caller gave up before there was an answer.");

    public static readonly EdgeError ShuttingDown =
        EdgeError.WithoutPlace("LoadShedError", "The host is shutting down.");

    public static readonly EdgeError Internal =
        EdgeError.WithoutPlace("InternalError", "The host failed to run the function; its log says why.");

    public static readonly EdgeError NotDurable =
        EdgeError.WithoutPlace("ObjectResetError", "The Durable Object was reset, because what it wrote could not be made durable; its answer was held back.");

    public static readonly EdgeError ObjectOutOfMemory =
        EdgeError.WithoutPlace("ObjectResetError", "The Durable Object was reset, because its isolate used more memory than it may.");

    public static readonly EdgeError ObjectStopped =
        EdgeError.WithoutPlace("ObjectResetError", "The Durable Object was reset, because code in its isolate went over a limit.");

    public static EdgeError Cpu(TimeSpan limit) =>
        EdgeError.WithoutPlace("CpuLimitError", $"The function used more CPU time than the {limit.TotalMilliseconds:0} ms it may.");

    public static EdgeError Wall(TimeSpan limit) =>
        EdgeError.WithoutPlace("TimeoutError", $"The function gave no answer within {limit.TotalMilliseconds:0} ms.");

    public static EdgeError Quarantined(string function, TimeSpan left) =>
        EdgeError.WithoutPlace(
            "QuarantineError",
            $"The function {function} brought down isolates and is refused for another {Math.Ceiling(left.TotalSeconds):0} s.");

    public static EdgeError Full(string what) => EdgeError.WithoutPlace("LoadShedError", what);

    public static EdgeError DrainOver(TimeSpan limit) =>
        EdgeError.WithoutPlace(
            IsolateGoneName,
            $"The isolate was replaced, and what was under way in it did not finish within {limit.TotalSeconds:0.###} s.");

    public static EdgeError RequestBody(long length, long limit) =>
        EdgeError.WithoutPlace("RequestTooLargeError", $"The request body has {length} bytes; the function takes at most {limit}.");

    public static EdgeError ResponseBody(long length, long limit) =>
        EdgeError.WithoutPlace("ResponseTooLargeError", $"The response body has {length} bytes; the function may send at most {limit}.");
}

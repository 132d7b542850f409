namespace EdgeIsolates;

/// <summary>The stable codes of <see cref="DeployFault.Code"/>. A code is never reused for another meaning.</summary>
public static class DeployFaultCodes
{
    /// <summary>The function's name is not allowed.</summary>
    public const string InvalidName = "invalid_name";

    /// <summary>A module is missing, misnamed, named twice, or too large.</summary>
    public const string InvalidModule = "invalid_module";

    /// <summary>A route pattern is malformed or named twice.</summary>
    public const string InvalidRoute = "invalid_route";

    /// <summary>A route already belongs to another function.</summary>
    public const string RouteTaken = "route_taken";

    /// <summary>A value of the configuration is outside the host's policy.</summary>
    public const string InvalidConfig = "invalid_config";

    /// <summary>An <see cref="IDeploymentPolicy"/> of the host forbids it.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>The code does not compile or an import cannot be resolved.</summary>
    public const string SyntaxError = "syntax_error";

    /// <summary>The code ran but offers no handler.</summary>
    public const string NoHandler = "no_handler";

    /// <summary>The code threw while it was evaluated.</summary>
    public const string EvaluationFailed = "evaluation_failed";

    /// <summary>The evaluation used more CPU than start-up may.</summary>
    public const string StartupCpuExceeded = "startup_cpu_exceeded";

    /// <summary>The evaluation waited for longer than start-up may take.</summary>
    public const string StartupTimeExceeded = "startup_time_exceeded";

    /// <summary>The evaluation used more memory than the function may.</summary>
    public const string StartupMemoryExceeded = "startup_memory_exceeded";

    /// <summary>There is no such function.</summary>
    public const string NoSuchFunction = "no_such_function";

    /// <summary>The function has no such version, or it is not kept any more.</summary>
    public const string NoSuchVersion = "no_such_version";

    /// <summary>Others changed the same function at the same time; try again.</summary>
    public const string ChangedMeanwhile = "changed_meanwhile";

    /// <summary>Two versions share the requests, and the change is for a function with one.</summary>
    public const string TrafficSplit = "traffic_split";

    /// <summary>The store cannot be reached; nothing was changed as far as is known.</summary>
    public const string StoreUnavailable = "store_unavailable";

    /// <summary>The host could not check the deployment; the deployment itself may be sound.</summary>
    public const string CheckFailed = "check_failed";
}

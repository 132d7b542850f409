namespace EdgeIsolates;

/// <summary>How a request to a function ended. Expected failures are values to switch on, never exceptions.</summary>
public enum InvocationOutcome
{
    /// <summary>The function answered.</summary>
    Ok,

    /// <summary>The script threw, rejected, answered with something that is no response, or its promise can never settle.</summary>
    Exception,

    /// <summary>The request, or the start-up of the function, used more CPU time than it may.</summary>
    ExceededCpu,

    /// <summary>No answer came within the wall time.</summary>
    ExceededWallTime,

    /// <summary>The isolate ran out of its memory budget.</summary>
    ExceededMemory,

    /// <summary>The request made more subrequests than it may.</summary>
    ExceededSubrequests,

    /// <summary>The caller gave up before there was an answer.</summary>
    Canceled,

    /// <summary>The host has no room, or the function is in quarantine after losing isolates; worth trying again later.</summary>
    LoadShed,

    /// <summary>There is no such function.</summary>
    NotFound,

    /// <summary>The function is switched off.</summary>
    Disabled,

    /// <summary>The version asked for never became ready.</summary>
    DeployFailed,

    /// <summary>The host is at fault, not the script.</summary>
    InternalError,
}

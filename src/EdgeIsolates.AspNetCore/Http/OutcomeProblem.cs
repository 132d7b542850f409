using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>What a caller is told about a failed request: a status to act on and one sentence, nothing of the tenant's code.</summary>
internal readonly record struct OutcomeProblem(int Status, string Title)
{
    public static OutcomeProblem Of(InvocationOutcome outcome) => outcome switch
    {
        InvocationOutcome.Exception => new(StatusCodes.Status500InternalServerError, "The function failed."),
        InvocationOutcome.ExceededCpu => new(StatusCodes.Status503ServiceUnavailable, "The function used more CPU time than it may."),
        InvocationOutcome.ExceededMemory => new(StatusCodes.Status503ServiceUnavailable, "The function used more memory than it may."),
        InvocationOutcome.ExceededWallTime => new(StatusCodes.Status504GatewayTimeout, "The function did not answer in time."),
        InvocationOutcome.ExceededSubrequests => new(StatusCodes.Status508LoopDetected, "The function made more requests of its own than it may."),
        InvocationOutcome.Canceled => new(StatusCodes.Status499ClientClosedRequest, "The caller gave up."),
        InvocationOutcome.LoadShed => new(StatusCodes.Status503ServiceUnavailable, "The server has no room for this function right now. Try again later."),
        InvocationOutcome.NotFound => new(StatusCodes.Status404NotFound, "There is no function at this address."),
        InvocationOutcome.Disabled => new(StatusCodes.Status503ServiceUnavailable, "The function is switched off."),
        InvocationOutcome.DeployFailed => new(StatusCodes.Status503ServiceUnavailable, "The function could not be made ready."),
        _ => new(StatusCodes.Status500InternalServerError, "The server failed to run the function."),
    };
}

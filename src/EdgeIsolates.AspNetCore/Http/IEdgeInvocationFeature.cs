namespace EdgeIsolates.AspNetCore;

/// <summary>
/// What a function did with the current request. Set on <c>HttpContext.Features</c> before the answer starts, so that the host's own middleware can log, count or
/// add headers in <c>Response.OnStarting</c>.
/// </summary>
public interface IEdgeInvocationFeature
{
    /// <summary>The function, as this node knew it when the request came; which of its versions answered is in <see cref="Result"/>.</summary>
    FunctionRecord Function { get; }

    /// <summary>How it ended.</summary>
    InvocationResult Result { get; }
}

namespace EdgeIsolates.AspNetCore;

internal sealed record EdgeInvocationFeature(EdgeFunction Function, InvocationResult Result) : IEdgeInvocationFeature;

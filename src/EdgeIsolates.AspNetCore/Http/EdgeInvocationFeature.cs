namespace EdgeIsolates.AspNetCore;

internal sealed record EdgeInvocationFeature(FunctionRecord Function, InvocationResult Result) : IEdgeInvocationFeature;

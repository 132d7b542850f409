namespace EdgeIsolates.Web.Outbound;

/// <summary>The host's egress rules forbid a request.</summary>
internal sealed class EgressException(string message) : HttpRequestException(message);

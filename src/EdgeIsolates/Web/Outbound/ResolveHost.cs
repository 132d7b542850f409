using System.Net;

namespace EdgeIsolates.Web.Outbound;

/// <summary>The addresses of a host: what DNS says, or the address itself when the name is one.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellationToken);

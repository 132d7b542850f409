namespace EdgeIsolates;

/// <summary>
/// Where the requests of functions may go. Host patterns are names (<c>api.example.com</c>) or all names below one (<c>*.example.com</c>). The rules hold for each
/// redirect too, and for the address that a name resolves to when the connection is made. They are those of the runtime's own <see cref="IOutboundHandler"/>.
/// </summary>
public sealed class EgressOptions
{
    /// <summary>The only hosts that may be called.</summary>
    /// <value>Empty, the default, means: any.</value>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Hosts that may not be called, allowed or not.</summary>
    /// <value>Empty when not set.</value>
    public IList<string> DeniedHosts { get; } = [];

    /// <summary>Hosts that may be called at addresses that are not public: services of the host's own network.</summary>
    /// <value>Empty when not set.</value>
    public IList<string> PrivateHosts { get; } = [];

    /// <summary>
    /// Whether any host may be called at loopback, private, link-local, multicast and other addresses that are not public. Meant for development: functions
    /// then reach whatever this machine reaches.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Changes the handler that all requests share, such as its timeouts and certificates. Its <c>ConnectCallback</c> is the runtime's.</summary>
    /// <value><see langword="null"/> when not set.</value>
    public Action<SocketsHttpHandler>? ConfigureHandler { get; set; }
}

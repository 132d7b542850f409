namespace EdgeIsolates.AspNetCore;

/// <summary>
/// Where the other regions are. The region of this host is <see cref="EdgeIsolatesOptions.Region"/>. Set up once, at start, through
/// <c>AddEdgeIsolates().AddRegions(…)</c>.
/// </summary>
public sealed class EdgeRegionOptions
{
    /// <summary>The base address of each other region's hosts, or of the load balancer before them, by the region's name. Names compare without regard to case.</summary>
    public IDictionary<string, Uri> Peers { get; } = new Dictionary<string, Uri>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How far regions are away, as far as the host knows: the nearest one is asked first. Those that are not named are measured.</summary>
    public IDictionary<string, TimeSpan> Latencies { get; } = new Dictionary<string, TimeSpan>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How often the time to connect to the other regions is measured.</summary>
    /// <value>The default is 30 seconds; zero means: never.</value>
    public TimeSpan MeasureInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection to another region may take.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a forwarded request may go without a byte in either direction. A forwarded WebSocket lives on the pings of the other region
    /// (<see cref="EdgeIsolatesHttpOptions.WebSocketKeepAlive"/>), which must come more often.
    /// </summary>
    /// <value>The default is 100 seconds.</value>
    public TimeSpan ActivityTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How long a region that could not be reached comes last.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan PenaltyTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Changes the handler that all forwarded requests share, such as its certificates.</summary>
    /// <value><see langword="null"/> when not set.</value>
    public Action<SocketsHttpHandler>? ConfigureHandler { get; set; }
}

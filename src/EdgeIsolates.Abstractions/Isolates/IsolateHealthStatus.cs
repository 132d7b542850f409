namespace EdgeIsolates;

/// <summary>Whether this process should go on as it is.</summary>
public enum IsolateHealthStatus
{
    /// <summary>All is well.</summary>
    Healthy,

    /// <summary>Requests are answered, but the process has lost memory or functions are in quarantine; recycle it when convenient.</summary>
    Degraded,
}

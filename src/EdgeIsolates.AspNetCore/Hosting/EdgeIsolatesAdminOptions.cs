namespace EdgeIsolates.AspNetCore;

/// <summary>Who may use the admin API, and how much they may send. Set up once, at start, through <c>AddEdgeIsolates().ConfigureAdmin(…)</c>.</summary>
public sealed class EdgeIsolatesAdminOptions
{
    /// <summary>
    /// Whether callers from other machines are served although the endpoints ask for no authorization. Whoever reaches the admin API can run code in this
    /// process, so prefer <c>MapEdgeIsolatesAdmin().RequireAuthorization(…)</c>.
    /// </summary>
    /// <value>The default is <see langword="false"/>: without authorization only this machine is served.</value>
    public bool AllowAnonymousRemoteCallers { get; set; }

    /// <summary>The largest deploy request.</summary>
    /// <value>Bytes; the default is <see cref="EdgeIsolatesAdminDefaults.MaxDeployBytes"/>, 10 MB.</value>
    public long MaxDeployBytes { get; set; } = EdgeIsolatesAdminDefaults.MaxDeployBytes;
}

namespace EdgeIsolates.AspNetCore;

/// <summary>What the admin API does when nobody says otherwise.</summary>
public static class EdgeIsolatesAdminDefaults
{
    /// <summary>10 MB.</summary>
    public const long MaxDeployBytes = 10L * 1024 * 1024;

    /// <summary>Where <c>MapEdgeIsolatesAdmin</c> puts the API.</summary>
    public const string Prefix = "/_edge";

    /// <summary>Where <c>MapCloudflareApi</c> puts its API.</summary>
    public const string CloudflarePrefix = "/client/v4";
}

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

/// <summary>Cloudflare's limits for objects on SQLite.</summary>
internal static class ObjectLimits
{
    /// <summary>A key with its value; bytes.</summary>
    public const int RowBytes = 2 * 1024 * 1024;
}

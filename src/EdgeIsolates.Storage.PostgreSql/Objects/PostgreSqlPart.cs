namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>A part that was uploaded.</summary>
/// <param name="Version">What its chunks belong to.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="ETag">Its MD5 in hex.</param>
internal sealed record PostgreSqlPart(string Version, long Size, string ETag);

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>A part that was uploaded.</summary>
/// <param name="Version">What its file is called by.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="ETag">Its MD5 in hex.</param>
internal sealed record UploadedPart(string Version, long Size, string ETag);

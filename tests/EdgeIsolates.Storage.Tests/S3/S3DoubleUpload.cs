namespace EdgeIsolates.Storage.Tests.S3;

internal sealed record S3DoubleUpload(string Key, Dictionary<string, string> Headers, Dictionary<int, byte[]> Parts);

namespace EdgeIsolates.Storage.Tests.S3;

internal sealed record S3DoubleObject(byte[] Bytes, string ETag, Dictionary<string, string> Headers, DateTimeOffset Modified);

namespace EdgeIsolates.Storage.S3;

/// <summary>A bucket that the host has added.</summary>
/// <param name="Name">What bindings call it.</param>
/// <param name="Options">Its options, checked.</param>
internal sealed record S3BucketEntry(string Name, Func<S3BucketOptions> Options);

using EdgeIsolates.TestServers;

namespace EdgeIsolates.Storage.Tests.S3;

/// <summary>One s3rver for all tests of a class; each test has a bucket of its own.</summary>
public sealed class S3rverFixture : IAsyncLifetime
{
    private S3Server? _server;

    public async Task InitializeAsync() => _server = await S3Server.CreateAsync();

    public async Task DisposeAsync() => await (_server?.DisposeAsync() ?? default);

    public Uri NewBucket() => _server!.NewBucket();

    /// <summary>Adds a bucket to a host.</summary>
    public static void AddBucket(IEdgeIsolatesBuilder builder, Uri address, string name, long maxBytes, string secret = S3Server.Key) => builder.AddS3Bucket(name, options =>
    {
        options.Address = address;
        options.AccessKeyId = S3Server.Key;
        options.SecretAccessKey = secret;
        options.MaxObjectBytes = maxBytes;
    });
}

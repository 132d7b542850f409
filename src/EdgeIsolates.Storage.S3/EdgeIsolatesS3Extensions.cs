using EdgeIsolates;
using EdgeIsolates.Storage.S3;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Gives functions buckets at S3-compatible endpoints.</summary>
public static class EdgeIsolatesS3Extensions
{
    /// <summary>Lets functions use a bucket at an S3-compatible endpoint through <c>r2</c> bindings that name it.</summary>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="name">What bindings call the bucket. A name can be added once.</param>
    /// <param name="configure">Sets the options; they are checked when the host starts.</param>
    /// <returns>The same builder.</returns>
    public static IEdgeIsolatesBuilder AddS3Bucket(this IEdgeIsolatesBuilder builder, string name, Action<S3BucketOptions> configure)
    {
        IServiceCollection services = builder.AddStoreOptions(name, configure, new S3BucketOptionsValidator(name));
        services.AddSingleton(provider => new S3BucketEntry(name, () => provider.GetRequiredService<IOptionsMonitor<S3BucketOptions>>().Get(name)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IObjectBuckets, S3Buckets>());
        return builder;
    }
}

using EdgeIsolates.Hosting;
using EdgeIsolates.Stores;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Bindings.RateLimits;

/// <summary>A rate limit as one isolate calls it. While shared counts are away, this node counts for itself: a limiter must not be what takes a function down.</summary>
internal sealed class RateLimitBinding(RateLimit limit, IRateLimits limits, InMemoryRateLimits local, ILogger logger) : IBinding
{
    /// <summary><c>limit(key)</c>: whether it may pass.</summary>
    public async ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken)
    {
        string key = call.Argument(0).AsString();
        try
        {
            return BindingValue.Of(await limits.TryTakeAsync(limit, key, cancellationToken));
        }
        catch (StoreUnavailableException failure)
        {
            logger.RateLimitsUnavailable(limit.NamespaceId, failure);
            return BindingValue.Of(await local.TryTakeAsync(limit, key, cancellationToken));
        }
    }
}

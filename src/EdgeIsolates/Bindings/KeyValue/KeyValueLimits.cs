using System.Text;

namespace EdgeIsolates.Bindings.KeyValue;

/// <summary>What Cloudflare documents as the limits of Workers KV, and what a script is told that goes over one: the words are those of Workers.</summary>
internal static class KeyValueLimits
{
    public const int KeyBytes = 512;
    public const int MetadataBytes = 1024;
    public const int ValueBytes = 25 * 1024 * 1024;
    public const int BulkKeys = 100;
    public const int ListedKeys = 1000;
    public const int LeastTtlSeconds = 60;
    public const int LeastCacheTtlSeconds = 30;

    // The last second of the year 9999.
    private const double LatestExpiration = 253_402_300_799;

    public static void CheckKey(string operation, string key)
    {
        if (key is "" or "." or "..")
        {
            throw new BindingException("TypeError", key is "" ? "Key name cannot be empty." : $"\"{key}\" is not allowed as a key name.");
        }

        CheckKeyLength(operation, key);
    }

    public static void CheckKeyLength(string operation, string key)
    {
        int length = Encoding.UTF8.GetByteCount(key);
        if (length > KeyBytes)
        {
            throw Refusal(operation, 414, $"UTF-8 encoded length of {length} exceeds key length limit of {KeyBytes}.");
        }
    }

    public static void CheckKeyCount(string operation, int count)
    {
        if (count is 0 or > BulkKeys)
        {
            throw Refusal(operation, 400, count == 0 ? "You must request a minimum of 1 key" : $"You can request a maximum of {BulkKeys} keys");
        }
    }

    public static void CheckValueLength(long length)
    {
        if (length > ValueBytes)
        {
            throw Refusal("PUT", 413, $"Value length of {length} exceeds limit of {ValueBytes}.");
        }
    }

    public static void CheckMetadata(string? metadata)
    {
        int length = metadata is null ? 0 : Encoding.UTF8.GetByteCount(metadata);
        if (length > MetadataBytes)
        {
            throw Refusal("PUT", 413, $"Metadata length of {length} exceeds limit of {MetadataBytes}.");
        }
    }

    /// <summary>For how long a read may be answered from the node's cache; <see langword="null"/> when the script does not say.</summary>
    public static TimeSpan? CacheTtl(string operation, BindingValue seconds)
    {
        if (seconds.IsNullish)
        {
            return null;
        }

        double ttl = seconds.AsNumber();
        return ttl >= LeastCacheTtlSeconds
            ? TimeSpan.FromSeconds(Math.Min(ttl, int.MaxValue))
            : throw Refusal(operation, 400, $"Invalid cache_ttl of {seconds}. Cache TTL must be at least {LeastCacheTtlSeconds}.");
    }

    /// <summary>When an entry ends, by the script's <c>expiration</c> or, before that, <c>expirationTtl</c>; in whole seconds.</summary>
    public static DateTimeOffset? Expiration(BindingValue expiration, BindingValue ttl, DateTimeOffset now)
    {
        long second = now.ToUnixTimeSeconds();
        if (!ttl.IsNullish)
        {
            return FromSeconds(second + Ttl(ttl), "expiration_ttl", ttl);
        }

        if (expiration.IsNullish)
        {
            return null;
        }

        double end = expiration.AsNumber();
        if (end <= second)
        {
            throw Refusal("PUT", 400, $"Invalid expiration of {expiration}. Please specify integer greater than the current number of seconds since the UNIX epoch.");
        }

        return end >= second + LeastTtlSeconds
            ? FromSeconds(end, "expiration", expiration)
            : throw Refusal("PUT", 400, $"Invalid expiration of {expiration}. Expiration times must be at least {LeastTtlSeconds} seconds in the future.");
    }

    /// <summary>How many names to list.</summary>
    public static int ListLimit(BindingValue limit)
    {
        double asked = limit.IsNullish ? ListedKeys : limit.AsNumber();
        return asked switch
        {
            < 1 => throw Refusal("GET", 400, $"Invalid key_count_limit of {limit}. Please specify an integer greater than 0."),
            > ListedKeys => throw Refusal("GET", 400, $"Invalid key_count_limit of {limit}. Please specify an integer less than {ListedKeys}."),
            _ => (int)asked,
        };
    }

    public static BindingException Refusal(string operation, int status, string reason) => new($"KV {operation} failed: {status} {reason}");

    private static double Ttl(BindingValue ttl) => ttl.AsNumber() switch
    {
        <= 0 => throw Refusal("PUT", 400, $"Invalid expiration_ttl of {ttl}. Please specify integer greater than 0."),
        < LeastTtlSeconds => throw Refusal("PUT", 400, $"Invalid expiration_ttl of {ttl}. Expiration TTL must be at least {LeastTtlSeconds}."),
        double seconds => seconds,
    };

    private static DateTimeOffset FromSeconds(double end, string name, BindingValue given) =>
        end <= LatestExpiration
            ? DateTimeOffset.FromUnixTimeSeconds((long)end)
            : throw Refusal("PUT", 400, $"Invalid {name} of {given}. It lies behind the year 9999.");
}

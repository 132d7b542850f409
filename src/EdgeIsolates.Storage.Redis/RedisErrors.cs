using System.Net.Sockets;
using StackExchange.Redis;

namespace EdgeIsolates.Storage.Redis;

/// <summary>Tells a server that cannot be reached, or does not serve us now, from a fault in what we asked.</summary>
internal static class RedisErrors
{
    // What a server begins its refusals with: it starts, is a replica, has no memory or disk left, wants a password, lost its cluster, runs
    // somebody's long script.
    private static readonly string[] Refusals =
    [
        "LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "OOM", "MISCONF", "NOREPLICAS", "NOAUTH", "WRONGPASS", "NOPERM", "BUSY",
    ];

    public static bool IsUnavailable(Exception error) => error switch
    {
        RedisServerException server => Refusals.Any(refusal => server.Message.StartsWith(refusal, StringComparison.Ordinal)),
        RedisConnectionException or TimeoutException or SocketException => true,
        _ => false,
    };

    public static StoreUnavailableException Unavailable(Exception? error, string servers)
    {
        string what = error switch
        {
            RedisServerException refusal => $"refuses: {refusal.Message}",
            TimeoutException => "does not answer in time: look at its load and at the network",
            _ => "cannot be reached: look whether it runs, at its password, and at the network",
        };
        return new StoreUnavailableException($"The Redis server {servers} {what}.", error);
    }
}

using System.Text.RegularExpressions;
using StackExchange.Redis;

namespace EdgeIsolates.Storage.Redis;

/// <summary>What every connection is told, whichever options it comes from.</summary>
/// <param name="Configuration">The servers and how to log in.</param>
/// <param name="KeyPrefix">What all keys begin with.</param>
/// <param name="Timeout">How long an operation waits.</param>
internal sealed partial record RedisSettings(string Configuration, string KeyPrefix, TimeSpan Timeout)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    /// <summary>What is wrong with them.</summary>
    /// <param name="options">The name of the options that they come from.</param>
    public IEnumerable<string> Faults(string options)
    {
        if (ConfigurationFault(options) is { } fault)
        {
            yield return fault;
        }

        if (!Prefix().IsMatch(KeyPrefix ?? ""))
        {
            yield return $"{options}.KeyPrefix is '{KeyPrefix}'; it takes letters, digits and _ - . :, at least one.";
        }

        if (Timeout < Least || Timeout > Most)
        {
            yield return $"{options}.Timeout is {Timeout}; it must be from 1 ms to 1 h.";
        }
    }

    private string? ConfigurationFault(string options)
    {
        if (string.IsNullOrWhiteSpace(Configuration))
        {
            return $"{options}.Configuration is not set; name the server, such as 'redis:6379'.";
        }

        try
        {
            return ConfigurationOptions.Parse(Configuration).EndPoints.Count == 0 ? $"{options}.Configuration names no server." : null;
        }
        catch (ArgumentException error)
        {
            return $"{options}.Configuration cannot be read: {error.Message}";
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_.:-]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();
}

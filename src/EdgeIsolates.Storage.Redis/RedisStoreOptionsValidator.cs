using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace EdgeIsolates.Storage.Redis;

internal sealed partial class RedisStoreOptionsValidator : IValidateOptions<RedisStoreOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, RedisStoreOptions options)
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(options.Configuration))
        {
            faults.Add("RedisStoreOptions.Configuration is not set; name the server, such as 'redis:6379'.");
        }
        else
        {
            CheckConfiguration(options.Configuration, faults);
        }

        if (!Prefix().IsMatch(options.KeyPrefix ?? ""))
        {
            faults.Add($"RedisStoreOptions.KeyPrefix is '{options.KeyPrefix}'; it takes letters, digits and _ - . :, at least one.");
        }

        if (options.Timeout < Least || options.Timeout > Most)
        {
            faults.Add($"RedisStoreOptions.Timeout is {options.Timeout}; it must be from 1 ms to 1 h.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckConfiguration(string configuration, List<string> faults)
    {
        try
        {
            if (ConfigurationOptions.Parse(configuration).EndPoints.Count == 0)
            {
                faults.Add("RedisStoreOptions.Configuration names no server.");
            }
        }
        catch (ArgumentException error)
        {
            faults.Add($"RedisStoreOptions.Configuration cannot be read: {error.Message}");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_.:-]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();
}

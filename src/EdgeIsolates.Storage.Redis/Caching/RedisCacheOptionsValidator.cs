using Microsoft.Extensions.Options;

namespace EdgeIsolates.Storage.Redis;

internal sealed class RedisCacheOptionsValidator : IValidateOptions<RedisCacheOptions>
{
    private const long MostBodyBytes = 512L * 1024 * 1024;
    private static readonly TimeSpan MostLocalTime = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, RedisCacheOptions options)
    {
        string[] faults = [.. options.Settings.Faults(nameof(RedisCacheOptions)), .. Faults(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(RedisCacheOptions options)
    {
        if (options.MaxBodyBytes is < 0 or > MostBodyBytes)
        {
            yield return $"RedisCacheOptions.MaxBodyBytes is {options.MaxBodyBytes}; it must be from 0 to {MostBodyBytes}.";
        }

        if (options.LocalTime < TimeSpan.Zero || options.LocalTime > MostLocalTime)
        {
            yield return $"RedisCacheOptions.LocalTime is {options.LocalTime}; it must be from 0 to 1 h.";
        }
    }
}

using Microsoft.Extensions.Options;

namespace EdgeIsolates.Storage.Redis;

internal sealed class RedisStoreOptionsValidator : IValidateOptions<RedisStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisStoreOptions options)
    {
        string[] faults = [.. options.Settings.Faults(nameof(RedisStoreOptions))];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

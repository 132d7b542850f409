using Microsoft.Extensions.Options;

namespace EdgeIsolates.Storage.PostgreSql;

internal sealed class PostgreSqlBucketsOptionsValidator : IValidateOptions<PostgreSqlBucketsOptions>
{
    public ValidateOptionsResult Validate(string? name, PostgreSqlBucketsOptions options)
    {
        PostgreSqlStoreOptions place = new() { ConnectionString = options.ConnectionString, Schema = options.Schema };
        List<string> faults =
        [
            .. (new PostgreSqlStoreOptionsValidator().Validate(name, place).Failures ?? [])
                .Select(static fault => fault.Replace(nameof(PostgreSqlStoreOptions), nameof(PostgreSqlBucketsOptions), StringComparison.Ordinal)),
        ];
        if (options.MaxObjectBytes < 1)
        {
            faults.Add($"PostgreSqlBucketsOptions.MaxObjectBytes is {options.MaxObjectBytes}; the least is 1.");
        }

        if (options.UploadLifetime < TimeSpan.FromMinutes(1))
        {
            faults.Add($"PostgreSqlBucketsOptions.UploadLifetime is {options.UploadLifetime}; the least is 1 min.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

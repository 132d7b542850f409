using Microsoft.Extensions.Options;

namespace EdgeIsolates.Storage.Sqlite;

internal sealed class SqliteDurableObjectOptionsValidator : IValidateOptions<SqliteDurableObjectOptions>
{
    private const long Least = 1 << 20;

    public ValidateOptionsResult Validate(string? name, SqliteDurableObjectOptions options)
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(options.Directory))
        {
            faults.Add("SqliteDurableObjectOptions.Directory is not set; name the folder to keep Durable Objects in.");
        }

        if (options.MaxObjectBytes < Least)
        {
            faults.Add($"SqliteDurableObjectOptions.MaxObjectBytes is {options.MaxObjectBytes}; it must be at least {Least}.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

using Microsoft.Extensions.Options;

namespace EdgeIsolates.Storage.Sqlite;

internal sealed class SqliteStoreOptionsValidator : IValidateOptions<SqliteStoreOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, SqliteStoreOptions options)
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            faults.Add("SqliteStoreOptions.Path is not set; name the file to keep functions in.");
        }
        else if (options.Path.StartsWith(":memory:", StringComparison.Ordinal))
        {
            faults.Add("SqliteStoreOptions.Path is ':memory:'; leave AddSqliteStores out to keep everything in memory.");
        }

        CheckSpan(nameof(SqliteStoreOptions.BusyTimeout), options.BusyTimeout);
        CheckSpan(nameof(SqliteStoreOptions.PollInterval), options.PollInterval);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void CheckSpan(string property, TimeSpan span)
        {
            if (span < Least || span > Most)
            {
                faults.Add($"SqliteStoreOptions.{property} is {span}; it must be from 1 ms to 1 h.");
            }
        }
    }
}

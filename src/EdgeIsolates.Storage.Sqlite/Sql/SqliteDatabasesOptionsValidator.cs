using Microsoft.Extensions.Options;

namespace EdgeIsolates.Storage.Sqlite;

internal sealed class SqliteDatabasesOptionsValidator : IValidateOptions<SqliteDatabasesOptions>
{
    public ValidateOptionsResult Validate(string? name, SqliteDatabasesOptions options)
    {
        List<string> faults = [];
        Check(!string.IsNullOrWhiteSpace(options.Folder), nameof(options.Folder), "is not set; name the folder to keep databases in");
        CheckSpan(nameof(options.CallTimeout), options.CallTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), "1 ms to 1 h");
        CheckSpan(nameof(options.IdleTime), options.IdleTime, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), "1 s to 1 d");
        Check(options.MaxDatabaseBytes >= 1 << 20, nameof(options.MaxDatabaseBytes), $"is {options.MaxDatabaseBytes}; the least is 1 MiB");
        Check(options.MaxResultRows >= 1, nameof(options.MaxResultRows), $"is {options.MaxResultRows}; the least is 1");
        Check(options.MaxResultBytes >= 1024, nameof(options.MaxResultBytes), $"is {options.MaxResultBytes}; the least is 1 KiB");
        Check(options.Readers is >= 1 and <= 64, nameof(options.Readers), $"is {options.Readers}; it must be from 1 to 64");
        Check(options.MaxWaiting >= 0, nameof(options.MaxWaiting), $"is {options.MaxWaiting}; the least is 0");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void CheckSpan(string property, TimeSpan span, TimeSpan least, TimeSpan most, string range) =>
            Check(span >= least && span <= most, property, $"is {span}; it must be from {range}");

        void Check(bool sound, string property, string fault)
        {
            if (!sound)
            {
                faults.Add($"SqliteDatabasesOptions.{property} {fault}.");
            }
        }
    }
}

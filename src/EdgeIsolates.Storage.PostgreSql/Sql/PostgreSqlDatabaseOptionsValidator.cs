using Microsoft.Extensions.Options;
using Npgsql;

namespace EdgeIsolates.Storage.PostgreSql;

internal sealed class PostgreSqlDatabaseOptionsValidator(string id) : IValidateOptions<PostgreSqlDatabaseOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, PostgreSqlDatabaseOptions options)
    {
        if (name != id)
        {
            return ValidateOptionsResult.Skip;
        }

        List<string> faults = [];
        Check(HasHost(options.ConnectionString), "ConnectionString names no Host, such as 'Host=db;Database=shop;Username=edge'");
        Check(options.CallTimeout >= Least && options.CallTimeout <= Most, $"CallTimeout is {options.CallTimeout}; it must be from 1 ms to 1 h");
        Check(options.MaxResultRows >= 1, $"MaxResultRows is {options.MaxResultRows}; the least is 1");
        Check(options.MaxResultBytes >= 1024, $"MaxResultBytes is {options.MaxResultBytes}; the least is 1 KiB");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(bool sound, string fault)
        {
            if (!sound)
            {
                faults.Add($"The PostgreSQL database '{id}': PostgreSqlDatabaseOptions.{fault}.");
            }
        }
    }

    private static bool HasHost(string? connectionString)
    {
        try
        {
            return !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Host);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

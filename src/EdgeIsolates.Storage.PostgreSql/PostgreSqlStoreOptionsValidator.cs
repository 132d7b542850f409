using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace EdgeIsolates.Storage.PostgreSql;

internal sealed partial class PostgreSqlStoreOptionsValidator : IValidateOptions<PostgreSqlStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, PostgreSqlStoreOptions options)
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            faults.Add("PostgreSqlStoreOptions.ConnectionString is not set; name the server and the database, such as 'Host=db;Database=edge'.");
        }
        else
        {
            CheckConnectionString(options.ConnectionString, faults);
        }

        if (!SchemaName().IsMatch(options.Schema ?? ""))
        {
            faults.Add(
                $"PostgreSqlStoreOptions.Schema is '{options.Schema}'; "
                + "it takes lower-case letters, digits and underscores, at most 63, not beginning with a digit.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckConnectionString(string connectionString, List<string> faults)
    {
        try
        {
            if (string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Host))
            {
                faults.Add("PostgreSqlStoreOptions.ConnectionString names no Host.");
            }
        }
        catch (ArgumentException error)
        {
            faults.Add($"PostgreSqlStoreOptions.ConnectionString cannot be read: {error.Message}");
        }
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SchemaName();
}

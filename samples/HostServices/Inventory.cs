using Npgsql;

namespace HostServices;

/// <summary>The warehouse's table. Connections come from Npgsql's pool, which all functions of the host share.</summary>
public sealed class Inventory(NpgsqlDataSource database) : IInventory
{
    public async Task<Stock?> GetAsync(string sku, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand("SELECT sku, count, updated_at FROM stock WHERE sku = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = sku });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Stock(reader.GetString(0), reader.GetInt32(1), reader.GetFieldValue<DateTimeOffset>(2))
            : null;
    }

    public async Task<bool> ReserveAsync(string sku, int count, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand("UPDATE stock SET count = count - $2, updated_at = now() WHERE sku = $1 AND count >= $2 AND $2 > 0");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = sku });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Makes the table with two articles, for the sample's sake.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken = default)
    {
        await using NpgsqlCommand command = database.CreateCommand(
            """
            CREATE TABLE IF NOT EXISTS stock (sku text PRIMARY KEY, count int NOT NULL, updated_at timestamptz NOT NULL DEFAULT now());
            INSERT INTO stock (sku, count) VALUES ('sku-1', 12), ('sku-2', 0) ON CONFLICT DO NOTHING;
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

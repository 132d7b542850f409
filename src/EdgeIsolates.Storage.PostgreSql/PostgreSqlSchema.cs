using System.Globalization;
using Npgsql;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>
/// The tables, as a list of migrations: the schema's <c>schema_version</c> counts those that it has seen. They run in one transaction under an
/// advisory lock, so that nodes that start together wait for the first one. A migration that was released is never changed; new ones are added at
/// the end.
/// </summary>
internal sealed class PostgreSqlSchema(string name, string[]? migrations = null)
{
    private const int MigrationSeconds = 300;

    private readonly string[] _migrations = migrations ??
    [
        $$"""
        -- One row. Whoever writes a function's record takes the next position here and holds the row until the commit:
        -- positions become visible in their order.
        CREATE TABLE "{{name}}".last_position (value bigint NOT NULL);
        INSERT INTO "{{name}}".last_position VALUES (0);

        CREATE TABLE "{{name}}".functions (
            name text PRIMARY KEY,
            revision bigint NOT NULL,
            position bigint NOT NULL UNIQUE,
            record json NOT NULL
        );

        CREATE TABLE "{{name}}".versions (
            function_name text NOT NULL,
            number integer NOT NULL,
            version json NOT NULL,
            package bytea NOT NULL,
            PRIMARY KEY (function_name, number)
        );

        CREATE TABLE "{{name}}".routes (
            pattern text PRIMARY KEY,
            function_name text NOT NULL,
            claimed_at timestamptz NOT NULL
        );
        CREATE INDEX ON "{{name}}".routes (function_name);

        CREATE TABLE "{{name}}".metrics (
            minute timestamptz NOT NULL,
            function_name text NOT NULL,
            version text NOT NULL,
            region text NOT NULL,
            sums jsonb NOT NULL,
            peaks jsonb NOT NULL,
            PRIMARY KEY (minute, function_name, version, region)
        );
        CREATE INDEX ON "{{name}}".metrics (function_name, minute);

        CREATE TABLE "{{name}}".metrics_batches (
            id uuid PRIMARY KEY,
            added_at timestamptz NOT NULL DEFAULT now()
        );
        CREATE INDEX ON "{{name}}".metrics_batches (added_at);
        """,
        PostgreSqlQueueStore.SchemaOf(name),
        PostgreSqlScheduleStore.SchemaOf(name),
        $$"""
        CREATE TABLE "{{name}}".kv_entries (
            namespace text COLLATE "C" NOT NULL,
            key bytea NOT NULL,
            expires_at_ms bigint,
            metadata text,
            value bytea NOT NULL,
            PRIMARY KEY (namespace, key)
        );
        CREATE INDEX ON "{{name}}".kv_entries (expires_at_ms) WHERE expires_at_ms IS NOT NULL;
        -- Tenants' values are often compressed already, and then trying costs more than it gains.
        ALTER TABLE "{{name}}".kv_entries ALTER COLUMN value SET STORAGE EXTERNAL;
        """,
    ];

    /// <summary>
    /// Brings the schema up to date. A schema that is up to date is only looked at: rights to make tables are needed for the migrations alone.
    /// </summary>
    /// <exception cref="InvalidOperationException">A newer version of the library has made the schema.</exception>
    public async Task<int> MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        int present = await PresentAsync(connection, cancellationToken);
        if (present < _migrations.Length)
        {
            present = await MigrateLockedAsync(connection, cancellationToken);
        }

        if (present > _migrations.Length)
        {
            throw new InvalidOperationException(
                $"The PostgreSQL schema '{name}' has version {present}, which a newer EdgeIsolates made; this one knows {_migrations.Length}.");
        }

        return present;
    }

    /// <returns>The version that the schema has then: another node, perhaps a newer one, may have been faster.</returns>
    private async Task<int> MigrateLockedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock(hashtextextended('EdgeIsolates {name}', 0))", cancellationToken);
        int present = await PresentAsync(connection, cancellationToken);
        if (present >= _migrations.Length)
        {
            return present;
        }

        if (present == 0)
        {
            await CreateAsync(connection, cancellationToken);
        }

        foreach (string migration in _migrations.Skip(present))
        {
            await ExecuteAsync(connection, migration, cancellationToken);
        }

        string note = string.Create(CultureInfo.InvariantCulture, $"""UPDATE "{name}".schema_version SET value = {_migrations.Length}""");
        await ExecuteAsync(connection, note, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return _migrations.Length;
    }

    /// <summary>Makes the schema only when it is not there: <c>IF NOT EXISTS</c> asks for the right to make schemas even so.</summary>
    private async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(connection, $"pg_catalog.pg_namespace WHERE nspname = '{name}'", cancellationToken))
        {
            await ExecuteAsync(connection, $"""CREATE SCHEMA "{name}" """, cancellationToken);
        }

        await ExecuteAsync(
            connection,
            $"""
            CREATE TABLE "{name}".schema_version (value integer NOT NULL);
            INSERT INTO "{name}".schema_version VALUES (0)
            """,
            cancellationToken);
    }

    private async Task<int> PresentAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Not to_regclass: it believes the session's cache, which does not know what another node made while this one waited for the lock.
        if (!await ExistsAsync(connection, $"pg_catalog.pg_tables WHERE schemaname = '{name}' AND tablename = 'schema_version'", cancellationToken))
        {
            return 0;
        }

        await using NpgsqlCommand read = new($"""SELECT value FROM "{name}".schema_version""", connection);
        return (int)(await read.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string rows, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new($"SELECT EXISTS (SELECT FROM {rows})", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(sql, connection) { CommandTimeout = MigrationSeconds };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>
/// The tables of a file, as a list of migrations: the file's <c>user_version</c> counts those that it has seen. A migration that was released is never
/// changed; new ones are added at the end.
/// </summary>
internal sealed class SqliteSchema(params string[] migrations)
{
    /// <summary>Functions, routes and metrics.</summary>
    public static SqliteSchema Functions { get; } = new(
        """
        CREATE TABLE functions (
            name TEXT NOT NULL PRIMARY KEY,
            revision INTEGER NOT NULL,
            position INTEGER NOT NULL UNIQUE,
            record TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE versions (
            function_name TEXT NOT NULL,
            number INTEGER NOT NULL,
            version TEXT NOT NULL,
            PRIMARY KEY (function_name, number)
        ) STRICT, WITHOUT ROWID;

        -- Beside the versions, so that listing them does not turn the pages of their code.
        CREATE TABLE packages (
            function_name TEXT NOT NULL,
            number INTEGER NOT NULL,
            package BLOB NOT NULL,
            PRIMARY KEY (function_name, number),
            FOREIGN KEY (function_name, number) REFERENCES versions ON DELETE CASCADE
        ) STRICT;

        CREATE TABLE routes (
            pattern TEXT NOT NULL PRIMARY KEY,
            function_name TEXT NOT NULL,
            claimed_at_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX routes_by_function ON routes (function_name);

        CREATE TABLE metrics (
            minute INTEGER NOT NULL,
            function_name TEXT NOT NULL,
            version TEXT NOT NULL,
            region TEXT NOT NULL,
            bucket TEXT NOT NULL,
            PRIMARY KEY (minute, function_name, version, region)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX metrics_by_function ON metrics (function_name, minute);

        CREATE TABLE metrics_batches (
            id TEXT NOT NULL PRIMARY KEY,
            added_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX metrics_batches_by_age ON metrics_batches (added_at);
        """);

    /// <summary>
    /// Keys and values. They have a file of their own, because a file has one writer at a time: what tenants write must not keep a deploy waiting.
    /// </summary>
    public static SqliteSchema KeyValue { get; } = new(
        """
        -- The value comes last, so that a list need not turn its pages. Keys are blobs: those compare by their bytes.
        CREATE TABLE entries (
            namespace TEXT NOT NULL,
            key BLOB NOT NULL,
            expires_at_ms INTEGER,
            metadata TEXT,
            value BLOB NOT NULL,
            PRIMARY KEY (namespace, key)
        ) STRICT;
        CREATE INDEX entries_by_expiry ON entries (expires_at_ms) WHERE expires_at_ms IS NOT NULL;
        """);

    /// <summary>Queues and schedules.</summary>
    public static SqliteSchema Queues { get; } = new(SqliteQueueStore.Schema, SqliteScheduleStore.Schema);

    /// <summary>Brings the file up to date, in the transaction that the connection is in.</summary>
    /// <exception cref="InvalidOperationException">A newer version of the library has written the file.</exception>
    public void Migrate(SqliteConnection connection)
    {
        int present = Convert.ToInt32(connection.Scalar("PRAGMA user_version"), CultureInfo.InvariantCulture);
        if (present > migrations.Length)
        {
            throw new InvalidOperationException(
                $"The SQLite file '{connection.DataSource}' has schema {present}, which a newer EdgeIsolates made; this one knows {migrations.Length}.");
        }

        foreach (string migration in migrations.AsSpan(present))
        {
            connection.Execute(migration);
        }

        // A pragma takes no parameters.
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {migrations.Length}"));
    }
}

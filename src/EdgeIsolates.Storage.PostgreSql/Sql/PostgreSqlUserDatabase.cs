using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>
/// A database of the host, for functions. Its wall is the role of the connection string: the SQL is not looked at, so a <c>SET ROLE</c> before it
/// would be no wall (a statement could take it back). A connection goes back to the pool by <c>DISCARD ALL</c>, so that no call notices another.
/// </summary>
internal sealed class PostgreSqlUserDatabase : ISqlDatabase, IAsyncDisposable
{
    private readonly PostgreSqlDatabaseOptions _options;
    private readonly TimeProvider _time;
    private readonly NpgsqlDataSource _source;
    private readonly string _server;

    public PostgreSqlUserDatabase(PostgreSqlDatabaseOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        NpgsqlConnectionStringBuilder connection = PostgreSqlDatabase.WithDefaults(options.ConnectionString);
        connection.CommandTimeout = 0;
        connection.NoResetOnClose = false;
        connection.MaxAutoPrepare = 0;
        _server = $"{connection.Host}:{connection.Port}/{connection.Database}";
        _source = NpgsqlDataSource.Create(connection);
    }

    public Task<IReadOnlyList<SqlResult>> RunAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken) =>
        CallAsync<IReadOnlyList<SqlResult>>(
            async (connection, token) =>
            {
                PostgreSqlRows rows = new(_options);
                SqlResult[] results = new SqlResult[statements.Count];
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(token);
                for (int i = 0; i < results.Length; i++)
                {
                    results[i] = await RunAsync(connection, statements[i], rows, token);
                }

                await transaction.CommitAsync(token);
                return results;
            },
            cancellationToken);

    public Task<SqlScriptResult> RunScriptAsync(string script, CancellationToken cancellationToken) =>
        CallAsync(
            async (connection, token) =>
            {
                long start = _time.GetTimestamp();
                int count = 0;
                foreach ((int position, string statement) in SqlTranslation.Statements(script))
                {
                    await RunAsync(connection, statement, position, token);
                    count++;
                }

                return new SqlScriptResult(count, _time.GetElapsedTime(start));
            },
            cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task RunAsync(NpgsqlConnection connection, string statement, int position, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(connection, new SqlStatement(statement, []), new PostgreSqlRows(_options), cancellationToken);
        }
        catch (PostgresException error) when (IsOfStatement(error))
        {
            throw new SqlStatementException(Message(error), error) { Position = position };
        }
        catch (SqlStatementException error)
        {
            throw new SqlStatementException(error.Message, error) { Position = position };
        }
    }

    private async Task<SqlResult> RunAsync(NpgsqlConnection connection, SqlStatement statement, PostgreSqlRows rows, CancellationToken cancellationToken)
    {
        switch (SqlTranslation.Statements(statement.Text).Take(2).Count())
        {
            case 0:
                throw new SqlStatementException("No SQL statements detected.");
            case 2:
                throw new SqlStatementException("A prepared SQL statement must contain only one statement");
        }

        long start = _time.GetTimestamp();
        await using NpgsqlCommand command = new(SqlTranslation.Placeholders(statement.Text), connection) { AllResultTypesAreUnknown = true };
        foreach (SqlValue value in statement.Parameters)
        {
            command.Parameters.Add(ToParameter(value));
        }

        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        List<SqlValue[]> read = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            read.Add(rows.Read(reader));
        }

        await reader.CloseAsync();
        int changes = Math.Max(0, reader.RecordsAffected);
        return new SqlResult
        {
            Columns = columns,
            Rows = read,
            ChangedDatabase = reader.RecordsAffected >= 0 || columns.Length == 0,
            Changes = changes,
            LastRowId = 0,
            RowsRead = read.Count,
            RowsWritten = changes,
            Duration = _time.GetElapsedTime(start),
            SizeAfter = 0,
        };
    }

    /// <summary>Values go as text without a type, so that the server takes them for what the place of the placeholder wants.</summary>
    private static NpgsqlParameter ToParameter(SqlValue value) => value.Kind switch
    {
        SqlValueKind.Null => Unknown(DBNull.Value),
        SqlValueKind.Blob => new NpgsqlParameter { Value = value.AsBlob(), NpgsqlDbType = NpgsqlDbType.Bytea },
        SqlValueKind.Real => Unknown(value.AsReal().ToString("R", CultureInfo.InvariantCulture)),
        _ => Unknown(value.ToString()),
    };

    private static NpgsqlParameter Unknown(object value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Unknown };

    private async Task<T> CallAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(_options.CallTimeout, _time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await using NpgsqlConnection connection = await _source.OpenConnectionAsync(end.Token);
            return await call(connection, end.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SqlStatementException($"the call ran for longer than {_options.CallTimeout.TotalSeconds:0.###} s");
        }
        catch (PostgresException error) when (IsOfStatement(error))
        {
            throw new SqlStatementException(Message(error), error);
        }
        catch (Exception error) when (PostgreSqlErrors.IsUnavailable(error))
        {
            throw PostgreSqlErrors.Unavailable(error, _server);
        }
    }

    // Of a wrong number of parameters, of a time limit that the statement set, and of a role that may only read, the statement is told.
    private static bool IsOfStatement(PostgresException error) =>
        error.SqlState is "08P01" or "57014" or "25006" || !PostgreSqlErrors.IsUnavailable(error);

    private static string Message(PostgresException error) => $"{error.MessageText}: SQLSTATE {error.SqlState}";
}

using Npgsql;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>The server, shared by the three stores: a pool of connections that gives up soon and says in one sentence why.</summary>
internal sealed class PostgreSqlDatabase : IAsyncDisposable
{
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 10;
    private const int KeepaliveSeconds = 10;

    private readonly NpgsqlDataSource _source;
    private readonly PostgreSqlSchema _schema;
    private readonly SemaphoreSlim _initializing = new(1);
    private readonly string _server;
    private bool _ready;

    public PostgreSqlDatabase(PostgreSqlStoreOptions options)
        : this(options.ConnectionString, options.Schema, null)
    {
    }

    /// <summary>A schema with other tables.</summary>
    public PostgreSqlDatabase(string connectionString, string schema, string[]? migrations)
    {
        NpgsqlConnectionStringBuilder connection = WithDefaults(connectionString);
        _server = $"{connection.Host}:{connection.Port}/{connection.Database}";
        _source = NpgsqlDataSource.Create(connection);
        _schema = new PostgreSqlSchema(schema, migrations);
        Schema = $"\"{schema}\"";
        Channel = schema;
    }

    /// <summary>The schema's name as SQL takes it.</summary>
    public string Schema { get; }

    /// <summary>The channel that tells of changed functions: <c>NOTIFY</c> knows no schemas, so it has the schema's name.</summary>
    public string Channel { get; }

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        await _initializing.WaitAsync(cancellationToken);
        try
        {
            if (!_ready)
            {
                await UseAsync(_schema.MigrateAsync, cancellationToken);
                _ready = true;
            }
        }
        finally
        {
            _initializing.Release();
        }
    }

    /// <summary>Runs statements on a connection of the pool.</summary>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        try
        {
            await using NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken);
            return await use(connection, cancellationToken);
        }
        catch (Exception error) when (PostgreSqlErrors.IsUnavailable(error))
        {
            throw Unavailable(error);
        }
    }

    /// <summary>Runs one statement.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public Task<int> ExecuteAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken) =>
        UseAsync(
            async (connection, token) =>
            {
                await using NpgsqlCommand command = new(sql, connection);
                command.Parameters.AddRange(parameters);
                return await command.ExecuteNonQueryAsync(token);
            },
            cancellationToken);

    /// <summary>Reads all rows of one statement.</summary>
    public Task<List<T>> ReadAsync<T>(
        string sql,
        NpgsqlParameter[] parameters,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken) =>
        UseAsync(
            async (connection, token) =>
            {
                await using NpgsqlCommand command = new(sql, connection);
                command.Parameters.AddRange(parameters);
                await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(token);
                List<T> rows = [];
                while (await reader.ReadAsync(token))
                {
                    rows.Add(read(reader));
                }

                return rows;
            },
            cancellationToken);

    /// <summary>Opens a connection that listens to the channel, for as long as the caller keeps it.</summary>
    public async Task<NpgsqlConnection> ListenAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = await _source.OpenConnectionAsync(cancellationToken);
            await using NpgsqlCommand command = new($"LISTEN \"{Channel}\"", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch (Exception error)
        {
            await (connection?.DisposeAsync() ?? default);
            if (PostgreSqlErrors.IsUnavailable(error))
            {
                throw Unavailable(error);
            }

            throw;
        }
    }

    /// <summary>Waits for a notice.</summary>
    public async Task WaitAsync(NpgsqlConnection listening, CancellationToken cancellationToken)
    {
        try
        {
            await listening.WaitAsync(cancellationToken);
        }
        catch (Exception error) when (PostgreSqlErrors.IsUnavailable(error))
        {
            throw Unavailable(error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _initializing.Dispose();
    }

    internal static NpgsqlConnectionStringBuilder WithDefaults(string connectionString)
    {
        NpgsqlConnectionStringBuilder connection = new(connectionString);
        ICollection<string> said = connection.Keys;
        connection.ApplicationName ??= "EdgeIsolates";
        SetUnlessSaid("Timeout", ConnectSeconds);
        SetUnlessSaid("Command Timeout", CommandSeconds);
        SetUnlessSaid("Keepalive", KeepaliveSeconds);
        return connection;

        void SetUnlessSaid(string keyword, int seconds)
        {
            if (!said.Contains(keyword))
            {
                connection[keyword] = seconds;
            }
        }
    }

    /// <summary>The other connections of the pool have most likely lost the server too: the next attempt gets a new one.</summary>
    private StoreUnavailableException Unavailable(Exception error)
    {
        _source.Clear();
        return PostgreSqlErrors.Unavailable(error, _server);
    }
}

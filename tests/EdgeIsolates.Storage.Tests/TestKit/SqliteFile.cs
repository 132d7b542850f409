using Microsoft.Data.Sqlite;

namespace EdgeIsolates.Storage.Tests.TestKit;

/// <summary>An SQLite file in a temporary folder of its own.</summary>
public sealed class SqliteFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-sqlite-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "edge.db");

    /// <summary>Opens the file beside the stores.</summary>
    public SqliteConnection Open()
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Reads one value.</summary>
    public object? Scalar(string sql)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

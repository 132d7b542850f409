using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace EdgeIsolates.Benchmarks;

/// <summary>What a C# program would do in place of a binding that has no C# side of its own.</summary>
internal sealed class PlainCalls : IDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _cached = new() { ["key"] = "value"u8.ToArray() };
    private readonly Channel<TaskCompletionSource<int>> _calls = Channel.CreateUnbounded<TaskCompletionSource<int>>();
    private readonly SqliteConnection _connection;
    private int _count;

    public PlainCalls(string folder)
    {
        _ = AnswerAsync();
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "plain.db")};Pooling=false");
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE counts (id INTEGER PRIMARY KEY, value INTEGER); INSERT INTO counts VALUES (1, 0)");
    }

    /// <summary>An object that is reached by messages only, one at a time: a channel, a reader on another thread, an answer.</summary>
    public Task<int> CallAsync()
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls.Writer.TryWrite(answer);
        return answer.Task;
    }

    /// <summary>A text out of a dictionary of bytes.</summary>
    public Task<string> ReadCachedAsync() => Task.FromResult(Encoding.UTF8.GetString(_cached["key"]));

    /// <summary>The same object with a write that is on the disk when it answers.</summary>
    public async Task<int> WriteAsync()
    {
        int count = await CallAsync();
        Execute("UPDATE counts SET value = value + 1 WHERE id = 1");
        return count;
    }

    public void Dispose()
    {
        _calls.Writer.Complete();
        _connection.Dispose();
    }

    private async Task AnswerAsync()
    {
        await foreach (TaskCompletionSource<int> call in _calls.Reader.ReadAllAsync())
        {
            call.SetResult(++_count);
        }
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

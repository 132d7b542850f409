using System.Collections.Concurrent;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>
/// A database of tenants: one file with some readers and one writer, opened when they are needed.
/// </summary>
/// <remarks>
/// A call goes to a reader when all of its statements compile there and only read; else to the writer, which also tells what is wrong with a
/// statement. A write takes SQLite's lock before it begins, so that it never fails half-way. A connection that a call has left changed (a pragma, a
/// transaction that could not be ended) is closed, so that no call notices another one.
/// </remarks>
internal sealed class SqliteUserDatabase(string path, SqliteDatabasesOptions options, TimeProvider time) : ISqlDatabase, IDisposable
{
    private readonly ConcurrentStack<SqliteSession> _readers = [];
    private readonly SemaphoreSlim _reading = new(options.Readers);
    private readonly SemaphoreSlim _writing = new(1);
    private SqliteSession? _writer;
    private int _waiting;
    private long _lastUse = time.GetTimestamp();

    public async Task<IReadOnlyList<SqlResult>> RunAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        IReadOnlyList<SqlResult>? read = await InTurnAsync(_reading, () => Use(ReadOn, statements, cancellationToken), cancellationToken);
        return read ?? (await InTurnAsync(_writing, () => Use(WriteOn, statements, cancellationToken), cancellationToken))!;
    }

    public Task<SqlScriptResult> RunScriptAsync(string script, CancellationToken cancellationToken) =>
        InTurnAsync(_writing, () => Use(RunScriptOn, script, cancellationToken), cancellationToken);

    /// <summary>Closes what no call has used for the time given.</summary>
    public void CloseIdle(TimeSpan idle)
    {
        if (time.GetElapsedTime(Volatile.Read(ref _lastUse)) >= idle)
        {
            Close();
        }
    }

    public void Dispose() => Close();

    private void Close()
    {
        while (_readers.TryPop(out SqliteSession? reader))
        {
            reader.Dispose();
        }

        if (_writing.Wait(0))
        {
            _writer?.Dispose();
            _writer = null;
            _writing.Release();
        }
    }

    /// <summary>Runs something on the thread pool once it is its turn: a call may come from a thread that holds an isolate.</summary>
    private async Task<T> InTurnAsync<T>(SemaphoreSlim turns, Func<T> run, CancellationToken cancellationToken)
    {
        if (!await turns.WaitAsync(0, cancellationToken))
        {
            await WaitAsync(turns, cancellationToken);
        }

        try
        {
            return await Task.Run(run, CancellationToken.None);
        }
        finally
        {
            Volatile.Write(ref _lastUse, time.GetTimestamp());
            turns.Release();
        }
    }

    private async Task WaitAsync(SemaphoreSlim turns, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > options.MaxWaiting)
            {
                throw new SqlStatementException("D1 DB is overloaded. Too many requests queued.");
            }

            await turns.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private TResult Use<TInput, TResult>(
        Func<TInput, SqliteBudget, TResult> use,
        TInput input,
        CancellationToken cancellationToken)
    {
        try
        {
            return use(input, new SqliteBudget(options, time, cancellationToken));
        }
        catch (SqliteException error) when (SqliteErrors.IsOfFile(error))
        {
            throw SqliteErrors.Unavailable(error, path, options.CallTimeout);
        }
    }

    private SqlResult[]? ReadOn(IReadOnlyList<SqlStatement> statements, SqliteBudget budget)
    {
        if (!_readers.TryPop(out SqliteSession? reader))
        {
            reader = SqliteSession.Open(path, options, time, writes: false);
        }

        try
        {
            return Watched(reader, budget, () => Read(reader, statements, budget));
        }
        finally
        {
            if (reader.IsSpoiled)
            {
                reader.Dispose();
            }
            else
            {
                _readers.Push(reader);
            }
        }
    }

    private static SqlResult[]? Read(SqliteSession reader, IReadOnlyList<SqlStatement> statements, SqliteBudget budget)
    {
        List<sqlite3_stmt> prepared = [];
        try
        {
            foreach (SqlStatement statement in statements)
            {
                if (reader.TryPrepareRead(statement) is not { } read)
                {
                    return null;
                }

                prepared.Add(read);
            }

            return reader.InTransaction("BEGIN", budget, () => RunEach(reader, prepared.Count, i => (prepared[i], statements[i].Parameters), budget));
        }
        finally
        {
            prepared.ForEach(static statement => statement.Dispose());
        }
    }

    private SqlResult[]? WriteOn(IReadOnlyList<SqlStatement> statements, SqliteBudget budget) =>
        OnWriter(budget, writer => writer.InTransaction("BEGIN IMMEDIATE", budget, () => Write(writer, statements, budget)));

    private static SqlResult[] Write(SqliteSession writer, IReadOnlyList<SqlStatement> statements, SqliteBudget budget)
    {
        List<sqlite3_stmt> prepared = [];
        try
        {
            return RunEach(writer, statements.Count, Next, budget);
        }
        finally
        {
            prepared.ForEach(static statement => statement.Dispose());
        }

        (sqlite3_stmt Statement, IReadOnlyList<SqlValue> Parameters) Next(int i)
        {
            prepared.Add(writer.Prepare(statements[i].Text, budget));
            return (prepared[^1], statements[i].Parameters);
        }
    }

    private static SqlResult[] RunEach(
        SqliteSession session,
        int count,
        Func<int, (sqlite3_stmt Statement, IReadOnlyList<SqlValue> Parameters)> next,
        SqliteBudget budget)
    {
        SqlResult[] results = new SqlResult[count];
        for (int i = 0; i < count; i++)
        {
            (sqlite3_stmt statement, IReadOnlyList<SqlValue> parameters) = next(i);
            results[i] = session.Run(statement, parameters, budget) with { SizeAfter = session.Size() };
        }

        return results;
    }

    private SqlScriptResult RunScriptOn(string script, SqliteBudget budget) => OnWriter(budget, writer =>
    {
        long start = time.GetTimestamp();
        byte[] text = Encoding.UTF8.GetBytes(script);
        int count = 0;
        for (int at = 0; at < text.Length; count++)
        {
            int length = writer.InTransaction("BEGIN IMMEDIATE", budget, () => RunFirst(writer, text, at, budget));
            if (length == 0)
            {
                break;
            }

            at += length;
        }

        return new SqlScriptResult(count, time.GetElapsedTime(start));
    });

    /// <returns>How many bytes the statement took; 0 when there was none.</returns>
    private static int RunFirst(SqliteSession writer, byte[] script, int at, SqliteBudget budget)
    {
        ReadOnlySpan<byte> text = script.AsSpan(at);
        try
        {
            using sqlite3_stmt? statement = PrepareFirst(writer, text, budget, out int length);
            if (statement is null)
            {
                return 0;
            }

            writer.Run(statement, [], budget);
            return length;
        }
        catch (SqlStatementException error)
        {
            throw new SqlStatementException(error.Message, error) { Position = Encoding.UTF8.GetCharCount(script, 0, at) };
        }
    }

    private static sqlite3_stmt? PrepareFirst(SqliteSession writer, ReadOnlySpan<byte> text, SqliteBudget budget, out int length)
    {
        try
        {
            sqlite3_stmt? whole = writer.Prepare(text, budget, out ReadOnlySpan<byte> tail);
            length = text.Length - tail.Length;
            return whole;
        }
        catch (SqlStatementException) when (ScriptLines.FirstQuery(text) is > 0 and int line && writer.IsSound(text[..line]))
        {
            length = line;
            return writer.Prepare(text[..line], budget, out _);
        }
    }

    private T OnWriter<T>(SqliteBudget budget, Func<SqliteSession, T> use)
    {
        _writer ??= SqliteSession.Open(path, options, time, writes: true);
        try
        {
            return Watched(_writer, budget, () => use(_writer));
        }
        finally
        {
            if (_writer.IsSpoiled)
            {
                _writer.Dispose();
                _writer = null;
            }
        }
    }

    private static T Watched<T>(SqliteSession session, SqliteBudget budget, Func<T> use)
    {
        budget.Watch(session.Handle);
        try
        {
            return use();
        }
        finally
        {
            SqliteBudget.Unwatch(session.Handle);
        }
    }
}

using Microsoft.Data.Sqlite;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>Keeps queues in the file. A look at a queue that has nothing to give takes no lock.</summary>
internal sealed class SqliteQueueStore(SqliteQueueFile file) : IQueueStore
{
    public const string Schema = """
        CREATE TABLE queue_messages (
            queue TEXT NOT NULL,
            id TEXT NOT NULL,
            sent_at_ms INTEGER NOT NULL,
            due_at_ms INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            lease TEXT NOT NULL,
            content_type INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (queue, id)
        ) STRICT;
        CREATE INDEX queue_messages_by_due ON queue_messages (queue, due_at_ms, id);
        """;

    private const string Columns = "id, sent_at_ms, content_type, body, attempts, due_at_ms, lease";

    private readonly SqliteDatabase _database = file.Database;

    public Task InitializeAsync(CancellationToken cancellationToken) => _database.InitializeAsync(cancellationToken);

    public Task SendAsync(string queue, IReadOnlyList<QueueSend> messages, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            connection =>
            {
                foreach (QueueSend sent in messages)
                {
                    Insert(connection, queue, sent.Message, sent.DueAt);
                }

                return true;
            },
            cancellationToken);

    public async Task<IReadOnlyList<LeasedMessage>> LeaseAsync(QueueLease lease, CancellationToken cancellationToken)
    {
        bool isWorthIt = await _database.ReadAsync(connection => FindDue(connection, lease).Count > 0, cancellationToken);
        return isWorthIt ? await _database.WriteAsync(connection => Lease(connection, lease), cancellationToken) : [];
    }

    public Task<int> SettleAsync(string queue, IReadOnlyList<QueueVerdict> verdicts, CancellationToken cancellationToken) =>
        _database.WriteAsync(connection => verdicts.Sum(verdict => Settle(connection, queue, verdict)), cancellationToken);

    public Task<IReadOnlyList<QueueCounts>> CountAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        _database.ReadAsync<IReadOnlyList<QueueCounts>>(
            connection => connection
                .Command(
                    """
                    SELECT queue, sum(due_at_ms <= $now), sum(due_at_ms > $now AND lease = ''), sum(due_at_ms > $now AND lease <> '')
                    FROM queue_messages GROUP BY queue ORDER BY queue
                    """,
                    ("$now", now.ToUnixTimeMilliseconds()))
                .Rows(static row => new QueueCounts(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3))),
            cancellationToken);

    public Task<IReadOnlyList<StoredMessage>> BrowseAsync(string queue, string after, int most, CancellationToken cancellationToken) =>
        _database.ReadAsync<IReadOnlyList<StoredMessage>>(
            connection => connection
                .Command(
                    $"SELECT {Columns} FROM queue_messages WHERE queue = $queue AND id > $after ORDER BY id LIMIT $most",
                    ("$queue", queue),
                    ("$after", after),
                    ("$most", most))
                .Rows(static row => new StoredMessage(
                    ToMessage(row),
                    row.GetInt32(4),
                    DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
                    row.GetString(6).Length > 0)),
            cancellationToken);

    public Task<long> PurgeAsync(string queue, CancellationToken cancellationToken) =>
        _database.WriteAsync(connection => (long)connection.Execute("DELETE FROM queue_messages WHERE queue = $queue", ("$queue", queue)), cancellationToken);

    public Task<int> MoveAsync(string queue, string to, int most, DateTimeOffset now, CancellationToken cancellationToken) =>
        queue == to ? Task.FromResult(0) : _database.WriteAsync(
            connection =>
            {
                List<QueueMessage> moved = connection
                    .Command(
                        $"SELECT {Columns} FROM queue_messages WHERE queue = $queue AND (lease = '' OR due_at_ms <= $now) ORDER BY id LIMIT $most",
                        ("$queue", queue),
                        ("$now", now.ToUnixTimeMilliseconds()),
                        ("$most", most))
                    .Rows(ToMessage);
                foreach (QueueMessage message in moved)
                {
                    Delete(connection, queue, message.Id);
                    Insert(connection, to, message, now);
                }

                return moved.Count;
            },
            cancellationToken);

    /// <summary>The ids of what is to be given out; empty when it is not enough yet.</summary>
    private static List<string> FindDue(SqliteConnection connection, QueueLease lease)
    {
        List<(string Id, long DueAt)> due = connection
            .Command(
                "SELECT id, due_at_ms FROM queue_messages WHERE queue = $queue AND due_at_ms <= $now ORDER BY due_at_ms, id LIMIT $most",
                ("$queue", lease.Queue),
                ("$now", lease.Now.ToUnixTimeMilliseconds()),
                ("$most", lease.Most))
            .Rows(static row => (row.GetString(0), row.GetInt64(1)));
        bool isEnough = due.Count > 0 && (due.Count == lease.Most || due[0].DueAt <= lease.DueBefore.ToUnixTimeMilliseconds());
        return isEnough ? due.ConvertAll(static message => message.Id) : [];
    }

    private static List<LeasedMessage> Lease(SqliteConnection connection, QueueLease lease)
    {
        string token = Guid.NewGuid().ToString("N");
        List<LeasedMessage> leased = [];
        foreach (string id in FindDue(connection, lease))
        {
            leased.AddRange(connection
                .Command(
                    $"""
                    UPDATE queue_messages SET due_at_ms = $until, attempts = attempts + 1, lease = $lease
                    WHERE queue = $queue AND id = $id RETURNING {Columns}
                    """,
                    ("$queue", lease.Queue),
                    ("$id", id),
                    ("$until", lease.Until.ToUnixTimeMilliseconds()),
                    ("$lease", token))
                .Rows(row => new LeasedMessage(ToMessage(row), row.GetInt32(4), token)));
        }

        return leased;
    }

    private static int Settle(SqliteConnection connection, string queue, QueueVerdict verdict)
    {
        (string, object)[] known = [("$queue", queue), ("$id", verdict.Message.Message.Id), ("$lease", verdict.Message.Lease)];
        const string Where = "WHERE queue = $queue AND id = $id AND lease = $lease";
        switch (verdict.Kind)
        {
            case QueueVerdictKind.Acknowledge:
                return connection.Execute($"DELETE FROM queue_messages {Where}", known);
            case QueueVerdictKind.DeadLetter:
                int deleted = connection.Execute($"DELETE FROM queue_messages {Where}", known);
                if (deleted > 0)
                {
                    Insert(connection, verdict.DeadLetterQueue, verdict.Message.Message, verdict.DueAt);
                }

                return deleted;
            default:
                return connection.Execute(
                    $"UPDATE queue_messages SET due_at_ms = $due, attempts = attempts - $back, lease = '' {Where}",
                    [.. known, ("$due", verdict.DueAt.ToUnixTimeMilliseconds()), ("$back", verdict.Kind == QueueVerdictKind.Release ? 1 : 0)]);
        }
    }

    private static void Insert(SqliteConnection connection, string queue, QueueMessage message, DateTimeOffset dueAt) =>
        connection.Execute(
            "INSERT INTO queue_messages VALUES ($queue, $id, $sent, $due, 0, '', $type, $body) ON CONFLICT DO NOTHING",
            ("$queue", queue),
            ("$id", message.Id),
            ("$sent", message.SentAt.ToUnixTimeMilliseconds()),
            ("$due", dueAt.ToUnixTimeMilliseconds()),
            ("$type", (int)message.ContentType),
            ("$body", message.Body.ToArray()));

    private static void Delete(SqliteConnection connection, string queue, string id) =>
        connection.Execute("DELETE FROM queue_messages WHERE queue = $queue AND id = $id", ("$queue", queue), ("$id", id));

    private static QueueMessage ToMessage(SqliteDataReader row) => new(
        row.GetString(0),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
        (QueueContentType)row.GetInt32(2),
        row.GetFieldValue<byte[]>(3));
}

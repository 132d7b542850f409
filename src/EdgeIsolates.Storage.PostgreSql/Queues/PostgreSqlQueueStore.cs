using Npgsql;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>
/// Keeps queues in PostgreSQL. Who leases passes over rows that others are leasing (<c>SKIP LOCKED</c>), so that nodes never wait for each other. Times are numbers of
/// milliseconds, as in all stores; ids compare by their bytes (<c>COLLATE "C"</c>).
/// </summary>
internal sealed class PostgreSqlQueueStore(PostgreSqlDatabase database) : IQueueStore
{
    private const string Columns = "id, sent_at_ms, content_type, body, attempts, due_at_ms, lease";

    private readonly string _messages = $"{database.Schema}.queue_messages";

    public static string SchemaOf(string schema) => $"""
        CREATE TABLE "{schema}".queue_messages (
            queue text COLLATE "C" NOT NULL,
            id text COLLATE "C" NOT NULL,
            sent_at_ms bigint NOT NULL,
            due_at_ms bigint NOT NULL,
            attempts integer NOT NULL,
            lease text NOT NULL,
            content_type smallint NOT NULL,
            body bytea NOT NULL,
            PRIMARY KEY (queue, id)
        );
        CREATE INDEX ON "{schema}".queue_messages (queue, due_at_ms, id);
        """;

    public Task InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public Task SendAsync(string queue, IReadOnlyList<QueueSend> messages, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            $"""
            INSERT INTO {_messages} SELECT $1, id, sent, due, 0, '', type, body
            FROM unnest($2, $3, $4, $5, $6) AS sent (id, sent, due, type, body) ON CONFLICT DO NOTHING
            """,
            [
                new() { Value = queue },
                new() { Value = messages.Select(static sent => sent.Message.Id).ToArray() },
                new() { Value = messages.Select(static sent => sent.Message.SentAt.ToUnixTimeMilliseconds()).ToArray() },
                new() { Value = messages.Select(static sent => sent.DueAt.ToUnixTimeMilliseconds()).ToArray() },
                new() { Value = messages.Select(static sent => (short)sent.Message.ContentType).ToArray() },
                new() { Value = messages.Select(static sent => sent.Message.Body.ToArray()).ToArray() },
            ],
            cancellationToken);

    public async Task<IReadOnlyList<LeasedMessage>> LeaseAsync(QueueLease lease, CancellationToken cancellationToken)
    {
        string token = Guid.NewGuid().ToString("N");
        List<(LeasedMessage Message, long DueAt)> leased = await database.ReadAsync(
            $"""
            WITH due AS MATERIALIZED (
                SELECT id, due_at_ms FROM {_messages} WHERE queue = $1 AND due_at_ms <= $2 ORDER BY due_at_ms, id LIMIT $3 FOR UPDATE SKIP LOCKED
            )
            UPDATE {_messages} AS message SET due_at_ms = $5, attempts = attempts + 1, lease = $6
            FROM due
            WHERE queue = $1 AND message.id = due.id AND ((SELECT count(*) FROM due) >= $3 OR (SELECT min(due_at_ms) FROM due) <= $4)
            RETURNING message.id, sent_at_ms, content_type, body, attempts, due.due_at_ms
            """,
            [
                new() { Value = lease.Queue },
                new() { Value = lease.Now.ToUnixTimeMilliseconds() },
                new() { Value = lease.Most },
                new() { Value = lease.DueBefore.ToUnixTimeMilliseconds() },
                new() { Value = lease.Until.ToUnixTimeMilliseconds() },
                new() { Value = token },
            ],
            row => (new LeasedMessage(ToMessage(row), row.GetInt32(4), token), row.GetInt64(5)),
            cancellationToken);
        return [.. leased.OrderBy(message => message.DueAt).ThenBy(message => message.Message.Message.Id, StringComparer.Ordinal).Select(message => message.Message)];
    }

    public Task<int> SettleAsync(string queue, IReadOnlyList<QueueVerdict> verdicts, CancellationToken cancellationToken) =>
        database.UseAsync(
            async (connection, token) =>
            {
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(token);
                await using NpgsqlBatch batch = new(connection, transaction);
                foreach (QueueVerdict verdict in verdicts.OrderBy(static verdict => verdict.Message.Message.Id, StringComparer.Ordinal))
                {
                    batch.BatchCommands.Add(Settle(queue, verdict));
                }

                int settled = verdicts.Count == 0 ? 0 : await batch.ExecuteNonQueryAsync(token);
                await transaction.CommitAsync(token);
                return settled;
            },
            cancellationToken);

    public async Task<IReadOnlyList<QueueCounts>> CountAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            $"""
            SELECT queue, count(*) FILTER (WHERE due_at_ms <= $1), count(*) FILTER (WHERE due_at_ms > $1 AND lease = ''),
                count(*) FILTER (WHERE due_at_ms > $1 AND lease <> '')
            FROM {_messages} GROUP BY queue ORDER BY queue
            """,
            [new() { Value = now.ToUnixTimeMilliseconds() }],
            static row => new QueueCounts(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
            cancellationToken);

    public async Task<IReadOnlyList<StoredMessage>> BrowseAsync(string queue, string after, int most, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            $"SELECT {Columns} FROM {_messages} WHERE queue = $1 AND id > $2 ORDER BY id LIMIT $3",
            [new() { Value = queue }, new() { Value = after }, new() { Value = most }],
            static row => new StoredMessage(
                ToMessage(row),
                row.GetInt32(4),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
                row.GetString(6).Length > 0),
            cancellationToken);

    public async Task<long> PurgeAsync(string queue, CancellationToken cancellationToken) =>
        await database.ExecuteAsync($"DELETE FROM {_messages} WHERE queue = $1", [new() { Value = queue }], cancellationToken);

    public async Task<int> MoveAsync(string queue, string to, int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (queue == to)
        {
            return 0;
        }

        // One statement: the rows that were deleted are those that are added.
        List<long> moved = await database.ReadAsync(
            $"""
            WITH taken AS MATERIALIZED (
                SELECT id FROM {_messages} WHERE queue = $1 AND (lease = '' OR due_at_ms <= $3) ORDER BY id LIMIT $4 FOR UPDATE SKIP LOCKED
            ), gone AS (
                DELETE FROM {_messages} AS message USING taken WHERE queue = $1 AND message.id = taken.id
                RETURNING message.id, sent_at_ms, content_type, body
            ), added AS (
                INSERT INTO {_messages} (queue, id, sent_at_ms, due_at_ms, attempts, lease, content_type, body)
                SELECT $2, id, sent_at_ms, $3, 0, '', content_type, body FROM gone ON CONFLICT DO NOTHING
            )
            SELECT count(*) FROM gone
            """,
            [new() { Value = queue }, new() { Value = to }, new() { Value = now.ToUnixTimeMilliseconds() }, new() { Value = most }],
            static row => row.GetInt64(0),
            cancellationToken);
        return (int)moved[0];
    }

    private NpgsqlBatchCommand Settle(string queue, QueueVerdict verdict)
    {
        const string Where = "WHERE queue = $1 AND id = $2 AND lease = $3";
        NpgsqlBatchCommand command = new(verdict.Kind switch
        {
            QueueVerdictKind.Acknowledge => $"DELETE FROM {_messages} {Where}",
            QueueVerdictKind.DeadLetter => $"""
                WITH gone AS (DELETE FROM {_messages} {Where} RETURNING id, sent_at_ms, content_type, body)
                INSERT INTO {_messages} (queue, id, sent_at_ms, due_at_ms, attempts, lease, content_type, body)
                SELECT $5, id, sent_at_ms, $4, 0, '', content_type, body FROM gone ON CONFLICT (queue, id) DO UPDATE SET attempts = 0
                """,
            QueueVerdictKind.Release => $"UPDATE {_messages} SET due_at_ms = $4, attempts = attempts - 1, lease = '' {Where}",
            _ => $"UPDATE {_messages} SET due_at_ms = $4, lease = '' {Where}",
        });
        command.Parameters.Add(new NpgsqlParameter { Value = queue });
        command.Parameters.Add(new NpgsqlParameter { Value = verdict.Message.Message.Id });
        command.Parameters.Add(new NpgsqlParameter { Value = verdict.Message.Lease });
        if (verdict.Kind != QueueVerdictKind.Acknowledge)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = verdict.DueAt.ToUnixTimeMilliseconds() });
        }

        if (verdict.Kind == QueueVerdictKind.DeadLetter)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = verdict.DeadLetterQueue });
        }

        return command;
    }

    private static QueueMessage ToMessage(NpgsqlDataReader row) => new(
        row.GetString(0),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
        (QueueContentType)row.GetInt16(2),
        row.GetFieldValue<byte[]>(3));
}

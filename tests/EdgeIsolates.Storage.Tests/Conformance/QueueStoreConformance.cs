namespace EdgeIsolates.Storage.Tests.Conformance;

/// <summary>What every <see cref="IQueueStore"/> does.</summary>
public abstract class QueueStoreConformance : StoreConformance<IQueueStore>
{
    private static readonly DateTimeOffset Now = Samples.Noon.AddMilliseconds(123);

    protected override Task InitializeAsync(IQueueStore store) => store.InitializeAsync(End);

    [Fact]
    public async Task Lease_MessagesOfEveryKind_AreAsSent()
    {
        IQueueStore store = await OpenAsync();
        byte[] body = [.. Enumerable.Range(0, 256).Select(number => (byte)number), 0, 10, 13];
        QueueMessage[] sent = [.. Enum.GetValues<QueueContentType>().Select(type => new QueueMessage($"{(int)type}", Now, type, body))];
        await store.SendAsync(Samples.Awkward, [.. sent.Select(message => new QueueSend(message, Now))], End);

        IReadOnlyList<LeasedMessage> leased = await (await OpenAsync()).LeaseAsync(Ask(Samples.Awkward), End);

        Assert.Equal(sent.Select(Text), leased.Select(message => Text(message.Message)));
        Assert.All(leased, message => Assert.Equal(1, message.Attempts));

        static string Text(QueueMessage message) => $"{message.Id} {message.SentAt:O} {message.ContentType} {Convert.ToHexString(message.Body.Span)}";
    }

    [Fact]
    public async Task Lease_EmptyQueueOrBody_Works()
    {
        IQueueStore store = await OpenAsync();
        Assert.Empty(await store.LeaseAsync(Ask("a"), End));
        Assert.Empty(await store.CountAsync(Now, End));

        await store.SendAsync("a", [new QueueSend(new QueueMessage("1", Now, QueueContentType.Bytes, default), Now)], End);

        Assert.Equal(0, Assert.Single(await store.LeaseAsync(Ask("a"), End)).Message.Body.Length);
    }

    [Fact]
    public async Task Send_SameIdTwice_IsOneMessage()
    {
        IQueueStore store = await OpenAsync();
        await SendAsync(store, "a", "1");
        await SendAsync(store, "a", "1", "2");
        await SendAsync(store, "b", "1");

        Assert.Equal(["1", "2"], await LeaseAsync(store, Ask("a")));
        Assert.Equal(["1"], await LeaseAsync(store, Ask("b")));
    }

    [Fact]
    public async Task Lease_NotDueYet_IsNotGivenOut()
    {
        IQueueStore store = await OpenAsync();
        await store.SendAsync("a", [Message("1", Now.AddMilliseconds(1))], End);

        Assert.Empty(await store.LeaseAsync(Ask("a"), End));
        Assert.Equal(["1"], await LeaseAsync(store, Ask("a", Now.AddMilliseconds(1))));
    }

    [Fact]
    public async Task Lease_ThoseDueLongestFirst_ThenById()
    {
        IQueueStore store = await OpenAsync();
        await store.SendAsync("a", [Message("4", Now), Message("1", Now.AddMilliseconds(-1)), Message("3", Now), Message("2", Now.AddMilliseconds(-2))], End);

        Assert.Equal(["2", "1"], await LeaseAsync(store, Ask("a") with { Most = 2 }));
        Assert.Equal(["3", "4"], await LeaseAsync(store, Ask("a") with { Most = 2 }));
    }

    [Fact]
    public async Task Lease_TooFew_WaitUntilOneIsOldEnough()
    {
        IQueueStore store = await OpenAsync();
        await store.SendAsync("a", [Message("1", Now), Message("2", Now)], End);
        QueueLease ask = Ask("a") with { Most = 3, DueBefore = Now.AddMilliseconds(-1) };

        Assert.Empty(await store.LeaseAsync(ask, End));
        Assert.Equal(["1", "2"], await LeaseAsync(store, ask with { Now = Now.AddMilliseconds(1), DueBefore = Now }));

        await SendAsync(store, "b", "1", "2", "3", "4");
        Assert.Equal(["1", "2", "3"], await LeaseAsync(store, ask with { Queue = "b" }));
        Assert.Empty(await store.LeaseAsync(ask with { Queue = "b" }, End));
    }

    [Fact]
    public async Task Lease_WhileLeased_IsNobodyElses_AndComesBackWhenTheLeaseEnds()
    {
        IQueueStore[] nodes = [await OpenAsync(), await OpenAsync()];
        await SendAsync(nodes[0], "a", "1");
        LeasedMessage first = Assert.Single(await nodes[0].LeaseAsync(Ask("a"), End));

        Assert.Empty(await nodes[1].LeaseAsync(Ask("a", Now.AddMinutes(1).AddMilliseconds(-1)), End));
        LeasedMessage second = Assert.Single(await nodes[1].LeaseAsync(Ask("a", Now.AddMinutes(1)), End));

        Assert.Equal((1, 2), (first.Attempts, second.Attempts));
        Assert.NotEqual(first.Lease, second.Lease);
        Assert.Equal(0, await nodes[0].SettleAsync("a", [QueueVerdict.Acknowledge(first)], End));
        Assert.Equal(0, await nodes[0].SettleAsync("a", [QueueVerdict.Retry(first, Now)], End));
        Assert.Equal(0, await nodes[0].SettleAsync("a", [QueueVerdict.DeadLetter(first, "dead", Now)], End));
        Assert.Equal(1, await nodes[1].SettleAsync("a", [QueueVerdict.Acknowledge(second)], End));
        Assert.Equal(0, await nodes[1].SettleAsync("a", [QueueVerdict.Acknowledge(second)], End));
        Assert.Empty(await nodes[0].CountAsync(Now, End));
    }

    [Fact]
    public async Task Settle_EachKind_DoesWhatItSays()
    {
        IQueueStore store = await OpenAsync();
        await SendAsync(store, "a", "1", "2", "3", "4");
        IReadOnlyList<LeasedMessage> leased = await store.LeaseAsync(Ask("a"), End);
        Assert.Equal(new QueueCounts("a", 0, 0, 4), Assert.Single(await store.CountAsync(Now, End)));

        int settled = await store.SettleAsync(
            "a",
            [
                QueueVerdict.Acknowledge(leased[0]),
                QueueVerdict.Retry(leased[1], Now.AddSeconds(10)),
                QueueVerdict.Release(leased[2], Now),
                QueueVerdict.DeadLetter(leased[3], "dead", Now),
            ],
            End);

        Assert.Equal(4, settled);
        Assert.Equal([new QueueCounts("a", 1, 1, 0), new QueueCounts("dead", 1, 0, 0)], await store.CountAsync(Now, End));
        IReadOnlyList<LeasedMessage> again = await store.LeaseAsync(Ask("a", Now.AddSeconds(10)), End);
        Assert.Equal([("3", 1), ("2", 2)], again.Select(message => (message.Message.Id, message.Attempts)));
        LeasedMessage dead = Assert.Single(await store.LeaseAsync(Ask("dead"), End));
        Assert.Equal(("4", 1, "body of 4"), (dead.Message.Id, dead.Attempts, System.Text.Encoding.UTF8.GetString(dead.Message.Body.Span)));
    }

    [Fact]
    public async Task Settle_Nothing_IsNothing() => Assert.Equal(0, await (await OpenAsync()).SettleAsync("a", [], End));

    [Fact]
    public async Task Browse_InPages_ShowsAllWithTheirState()
    {
        IQueueStore store = await OpenAsync();
        await SendAsync(store, "a", "1", "3");
        Assert.Equal(["1"], await LeaseAsync(store, Ask("a") with { Most = 1 }));
        await store.SendAsync("a", [Message("2", Now.AddDays(1))], End);

        IReadOnlyList<StoredMessage> first = await store.BrowseAsync("a", "", 2, End);
        IReadOnlyList<StoredMessage> second = await store.BrowseAsync("a", "2", 2, End);

        Assert.Equal(
            [("1", 1, Now.AddMinutes(1), true), ("2", 0, Now.AddDays(1), false), ("3", 0, Now, false)],
            first.Concat(second).Select(message => (message.Message.Id, message.Attempts, message.DueAt, message.IsInFlight)));
        Assert.Equal("body of 2", System.Text.Encoding.UTF8.GetString(first[1].Message.Body.Span));
        Assert.Empty(await store.BrowseAsync("a", "3", 2, End));
    }

    [Fact]
    public async Task Purge_DeletesAllOfOneQueue()
    {
        IQueueStore store = await OpenAsync();
        await SendAsync(store, "a", "1", "2");
        await SendAsync(store, "b", "1");
        LeasedMessage leased = (await store.LeaseAsync(Ask("a") with { Most = 1 }, End))[0];

        Assert.Equal(2, await store.PurgeAsync("a", End));
        Assert.Equal(0, await store.PurgeAsync("a", End));

        Assert.Equal("b", Assert.Single(await store.CountAsync(Now, End)).Queue);
        Assert.Equal(0, await store.SettleAsync("a", [QueueVerdict.Retry(leased, Now)], End));
        Assert.Empty(await store.LeaseAsync(Ask("a", Now.AddDays(1)), End));
    }

    [Fact]
    public async Task Move_TakesThoseNotInFlight_AndTheirAttemptsBeginAnew()
    {
        IQueueStore store = await OpenAsync();
        await SendAsync(store, "dead", "1", "2", "3");
        IReadOnlyList<LeasedMessage> leased = await store.LeaseAsync(Ask("dead"), End);
        await store.SettleAsync("dead", [QueueVerdict.Retry(leased[1], Now.AddDays(1)), QueueVerdict.Retry(leased[2], Now)], End);

        Assert.Equal(1, await store.MoveAsync("dead", "a", 1, Now, End));
        Assert.Equal(1, await store.MoveAsync("dead", "a", 10, Now, End));
        Assert.Equal(0, await store.MoveAsync("dead", "a", 10, Now, End));
        Assert.Equal(0, await store.MoveAsync("a", "a", 10, Now, End));

        Assert.Equal([new QueueCounts("a", 2, 0, 0), new QueueCounts("dead", 0, 0, 1)], await store.CountAsync(Now, End));
        Assert.All(await store.LeaseAsync(Ask("a"), End), message => Assert.Equal(1, message.Attempts));
        Assert.Equal(1, await store.MoveAsync("dead", "a", 10, Now.AddMinutes(1), End));
    }

    [Fact]
    public async Task Lease_ManyNodesAtOnce_EachMessageOnce()
    {
        IQueueStore[] nodes = [await OpenAsync(), await OpenAsync(), await OpenAsync()];
        string[] ids = [.. Enumerable.Range(0, 300).Select(number => $"{number:000}")];
        await Task.WhenAll(ids.Chunk(50).Select((some, index) => SendAsync(nodes[index % 3], "a", some)));

        string[][] taken = await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
        {
            List<string> mine = [];
            while (await node.LeaseAsync(Ask("a") with { Most = 7 }, End) is { Count: > 0 } leased)
            {
                mine.AddRange(leased.Select(message => message.Message.Id));
                Assert.Equal(leased.Count, await node.SettleAsync("a", [.. leased.Select(QueueVerdict.Acknowledge)], End));
            }

            return mine.ToArray();
        })));

        Assert.Equal(ids, taken.SelectMany(mine => mine).Order(StringComparer.Ordinal));
        Assert.Empty(await nodes[0].CountAsync(Now, End));
    }

    [Fact]
    public async Task Operations_CanceledBefore_ChangeNothing()
    {
        IQueueStore store = await OpenAsync();
        CancellationToken canceled = new(canceled: true);
        await SendAsync(store, "a", "1");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.SendAsync("a", [Message("2", Now)], canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.LeaseAsync(Ask("a"), canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PurgeAsync("a", canceled));

        Assert.Equal(new QueueCounts("a", 1, 0, 0), Assert.Single(await store.CountAsync(Now, End)));
    }

    private static QueueLease Ask(string queue) => Ask(queue, Now);

    private static QueueLease Ask(string queue, DateTimeOffset now) =>
        new() { Queue = queue, Most = 10, Now = now, DueBefore = now, Until = now.AddMinutes(1) };

    private static QueueSend Message(string id, DateTimeOffset dueAt) =>
        new(new QueueMessage(id, Now, QueueContentType.Text, System.Text.Encoding.UTF8.GetBytes($"body of {id}")), dueAt);

    private Task SendAsync(IQueueStore store, string queue, params string[] ids) => store.SendAsync(queue, [.. ids.Select(id => Message(id, Now))], End);

    private async Task<string[]> LeaseAsync(IQueueStore store, QueueLease ask) => [.. (await store.LeaseAsync(ask, End)).Select(message => message.Message.Id)];
}

using System.Collections.Concurrent;

namespace EdgeIsolates.Tests.TestKit;

/// <summary>Keeps the records of requests.</summary>
public sealed class RecordSink(bool wantsLogs = false) : IInvocationSink
{
    private readonly ConcurrentQueue<InvocationRecord> _records = new();
    private readonly SemaphoreSlim _written = new(0);

    public bool WantsLogs { get; set; } = wantsLogs;

    public IReadOnlyList<InvocationRecord> Records => [.. _records];

    public void Write(InvocationRecord record)
    {
        _records.Enqueue(record);
        _written.Release();
    }

    /// <summary>Waits until there are so many more records, and gives all there are.</summary>
    public async Task<IReadOnlyList<InvocationRecord>> WaitAsync(int count = 1)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.True(await _written.WaitAsync(TimeSpan.FromSeconds(60)), $"Only {i} of {count} records were written.");
        }

        return Records;
    }
}

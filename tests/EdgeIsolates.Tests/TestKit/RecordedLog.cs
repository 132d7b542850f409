using System.Collections.Concurrent;

namespace EdgeIsolates.Tests.TestKit;

/// <summary>Keeps the lines that functions log.</summary>
public sealed class RecordedLog : IFunctionLog
{
    private readonly ConcurrentQueue<FunctionLogEntry> _entries = new();

    public IReadOnlyList<FunctionLogEntry> Entries => [.. _entries];

    public IEnumerable<string> Texts => Entries.Select(entry => entry.Text);

    public void Write(in FunctionLogEntry entry) => _entries.Enqueue(entry);
}

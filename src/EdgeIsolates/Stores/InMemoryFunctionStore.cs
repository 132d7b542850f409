using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace EdgeIsolates.Stores;

/// <summary>Functions that live as long as the process.</summary>
internal sealed class InMemoryFunctionStore : IFunctionStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (FunctionRecord Record, long Position)> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, int Number), (FunctionVersion Version, ReadOnlyMemory<byte> Package)> _versions = [];
    private readonly HashSet<Channel<bool>> _watchers = [];
    private long _position;

    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<FunctionRecord?> FindAsync(string name, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_records.TryGetValue(name, out (FunctionRecord Record, long) found) ? found.Record : null);
        }
    }

    public Task<FunctionChanges> ReadChangesAsync(long after, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            FunctionRecord[] records = [.. _records.Values.Where(entry => entry.Position > after).OrderBy(entry => entry.Position).Select(entry => entry.Record)];
            return Task.FromResult(new FunctionChanges(_position, records));
        }
    }

    public async IAsyncEnumerable<bool> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        lock (_gate)
        {
            _watchers.Add(hints);
        }

        try
        {
            await foreach (bool hint in hints.Reader.ReadAllAsync(cancellationToken))
            {
                yield return hint;
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(hints);
            }
        }
    }

    public Task<bool> TryWriteAsync(FunctionRecord record, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            long present = _records.TryGetValue(record.Name, out (FunctionRecord Record, long) found) ? found.Record.Revision : 0;
            if (present != record.Revision - 1)
            {
                return Task.FromResult(false);
            }

            _records[record.Name] = (record, ++_position);
            foreach (Channel<bool> watcher in _watchers)
            {
                watcher.Writer.TryWrite(true);
            }

            return Task.FromResult(true);
        }
    }

    public Task<bool> TryAddVersionAsync(FunctionVersion version, ReadOnlyMemory<byte> package, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_versions.TryAdd((version.FunctionName, version.Number), (version, package)));
        }
    }

    public Task<IReadOnlyList<FunctionVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<FunctionVersion>>(
                [.. _versions.Values.Select(entry => entry.Version).Where(version => version.FunctionName == name).OrderByDescending(version => version.Number)]);
        }
    }

    public Task<ReadOnlyMemory<byte>?> ReadPackageAsync(string name, int number, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_versions.TryGetValue((name, number), out (FunctionVersion, ReadOnlyMemory<byte> Package) found) ? found.Package : (ReadOnlyMemory<byte>?)null);
        }
    }

    public Task RemoveVersionsAsync(string name, IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (int number in numbers)
            {
                _versions.Remove((name, number));
            }
        }

        return Task.CompletedTask;
    }
}

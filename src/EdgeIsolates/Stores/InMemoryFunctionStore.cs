using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace EdgeIsolates.Stores;

/// <summary>Functions of this process alone: gone when it ends. What a host has that names no store.</summary>
internal sealed class InMemoryFunctionStore : IFunctionStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (FunctionRecord Record, long Position)> _functions = [];
    private readonly Dictionary<(string Name, int Number), (FunctionVersion Version, byte[] Package)> _versions = [];
    private long _position;

    private event EventHandler? Written;

    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<FunctionRecord?> FindAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(_functions.TryGetValue(name, out (FunctionRecord Record, long Position) found) ? found.Record : null);
        }
    }

    public Task<FunctionChanges> ReadChangesAsync(long after, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            FunctionRecord[] records = [.. _functions.Values.Where(function => function.Position > after).Select(function => function.Record)];
            return Task.FromResult(new FunctionChanges(Math.Max(after, _position), records));
        }
    }

    public async IAsyncEnumerable<bool> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        Written += OnWritten;
        try
        {
            Hint();
            await foreach (bool hint in hints.Reader.ReadAllAsync(cancellationToken))
            {
                yield return hint;
            }
        }
        finally
        {
            Written -= OnWritten;
        }

        void OnWritten(object? sender, EventArgs e) => Hint();

        void Hint() => hints.Writer.TryWrite(true);
    }

    public Task<bool> TryWriteAsync(FunctionRecord record, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            long present = _functions.TryGetValue(record.Name, out (FunctionRecord Record, long Position) found) ? found.Record.Revision : 0;
            if (record.Revision != present + 1)
            {
                return Task.FromResult(false);
            }

            _functions[record.Name] = (record, ++_position);
        }

        Written?.Invoke(this, EventArgs.Empty);
        return Task.FromResult(true);
    }

    public Task<bool> TryAddVersionAsync(FunctionVersion version, ReadOnlyMemory<byte> package, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        byte[] copy = package.ToArray();
        lock (_gate)
        {
            return Task.FromResult(_versions.TryAdd((version.FunctionName, version.Number), (version, copy)));
        }
    }

    public Task<IReadOnlyList<FunctionVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            IEnumerable<FunctionVersion> versions = _versions.Values.Select(entry => entry.Version).Where(version => version.FunctionName == name);
            return Task.FromResult<IReadOnlyList<FunctionVersion>>([.. versions.OrderByDescending(version => version.Number)]);
        }
    }

    public Task<ReadOnlyMemory<byte>?> ReadPackageAsync(string name, int number, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            // A null array would turn into empty memory by itself.
            bool isThere = _versions.TryGetValue((name, number), out (FunctionVersion Version, byte[] Package) found);
            return Task.FromResult(isThere ? found.Package : (ReadOnlyMemory<byte>?)null);
        }
    }

    public Task RemoveVersionsAsync(string name, IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
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

using System.Diagnostics.CodeAnalysis;
using EdgeIsolates.Hosting;
using EdgeIsolates.V8;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.SourceMaps;

// The maps of functions that have failed.
//
// A map is read when the first error of its module occurs, and kept, up to a bound for all maps together; beyond it those go whose errors lie back longest. Errors are made
// on a thread that runs the tenant's code and whose CPU time is the request's. Reading a map there could turn an exception into an exceeded CPU limit, so another thread
// reads and the request waits for it, briefly: when that takes too long, this one error stays as V8 told it. One map is read at a time, so that tenants who bring
// great maps and fail a lot take one processor at most.
internal sealed class SourceMapCache(ILogger<SourceMapCache> logger, long mostBytes = SourceMapCache.MostBytes)
{
    public const long MostBytes = 64L * 1024 * 1024;
    private const long EntryBytes = 256;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly Lock _reading = new();
    // By the object, not by the version's name: a deploy's check runs before there is a version.
    private readonly Dictionary<EdgeModule, LinkedListNode<Entry>> _entries = new(ReferenceEqualityComparer.Instance);
    private readonly LinkedList<Entry> _byUse = [];
    private long _bytes;

    /// <summary>What the maps in here hold, about.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    /// <summary>The same error in terms of the sources that the function's maps name; what no map knows stays as it is. Never throws. Any thread.</summary>
    public V8Exception Map(EdgeFunction function, V8Exception exception)
    {
        if (exception.ScriptName is not { Length: > 0 } && exception.Frames.Count == 0)
        {
            return exception;
        }

        V8Exception mapped = exception;
        if (exception.ScriptName is { } script && TryFind(function, script, out SourceMap? map) && map.TryFind(exception.Line, exception.Column, out SourcePlace place))
        {
            mapped = mapped with { ScriptName = place.File.Name, Line = place.Line, Column = place.Column, SourceLine = map.LineAt(place) };
        }

        return exception.Frames.Count == 0 ? mapped : mapped with { Frames = [.. exception.Frames.Select(frame => Map(function, frame))] };
    }

    private V8StackFrame Map(EdgeFunction function, V8StackFrame frame) =>
        TryFind(function, frame.Script, out SourceMap? map) && map.TryFind(frame.Line, frame.Column, out SourcePlace place)
            ? frame with { Script = place.File.Name, Line = place.Line, Column = place.Column }
            : frame;

    private bool TryFind(EdgeFunction function, string script, [NotNullWhen(true)] out SourceMap? map)
    {
        map = null;
        return ModuleOf(function, script) is { } module && GetOrRead(function, module).TryWait(LongestWait, out map);
    }

    private static EdgeModule? ModuleOf(EdgeFunction function, string script)
    {
        foreach (EdgeModule module in function.Modules)
        {
            if (module.Kind == EdgeModuleKind.JavaScript && module.Name == script)
            {
                return module;
            }
        }

        return null;
    }

    private Entry GetOrRead(EdgeFunction function, EdgeModule module)
    {
        Entry entry;
        lock (_gate)
        {
            if (_entries.TryGetValue(module, out LinkedListNode<Entry>? known))
            {
                _byUse.Remove(known);
                _byUse.AddFirst(known);
                return known.Value;
            }

            entry = new Entry(module);
            _entries.Add(module, _byUse.AddFirst(entry));
            Count(entry, EntryBytes + module.Content.Length);
        }

        ReadOnlyMemory<byte> text = SourceMapText.Find(function.Modules, module, out bool isEncoded);
        if (text.IsEmpty)
        {
            entry.Set(null);
        }
        else
        {
            new Thread(() => Read(function, entry, text, isEncoded)) { IsBackground = true, Name = "EdgeIsolates source map" }.UnsafeStart();
        }

        return entry;
    }

    private void Read(EdgeFunction function, Entry entry, ReadOnlyMemory<byte> text, bool isEncoded)
    {
        SourceMap? map = null;
        try
        {
            lock (_reading)
            {
                ReadOnlyMemory<byte> json = isEncoded ? SourceMapText.Decode(text.Span) : text;
                if (!SourceMapParser.TryParse(json, entry.Module.Name, out map, out string? fault))
                {
                    logger.SourceMapRefused(entry.Module.Name, function.Name, function.Version, fault);
                }
            }
        }
        catch (Exception exception)
        {
            logger.SourceMapFailed(entry.Module.Name, function.Name, function.Version, exception);
        }

        entry.Set(map);
        if (map is not null)
        {
            lock (_gate)
            {
                Count(entry, map.Bytes);
            }
        }
    }

    /// <summary>Counts what an entry holds, and lets go of the ones unused longest until all fits.</summary>
    private void Count(Entry entry, long bytes)
    {
        if (entry.IsGone)
        {
            return;
        }

        entry.Bytes += bytes;
        _bytes += bytes;
        while (_bytes > mostBytes && _byUse.Last is { } last)
        {
            last.Value.IsGone = true;
            _bytes -= last.Value.Bytes;
            _entries.Remove(last.Value.Module);
            _byUse.RemoveLast();
        }
    }

    private sealed class Entry(EdgeModule module)
    {
        private readonly TaskCompletionSource<SourceMap?> _map = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EdgeModule Module { get; } = module;

        public long Bytes { get; set; }

        public bool IsGone { get; set; }

        public void Set(SourceMap? map) => _map.TrySetResult(map);

        public bool TryWait(TimeSpan longest, [NotNullWhen(true)] out SourceMap? map)
        {
            map = _map.Task.Wait(longest) ? _map.Task.Result : null;
            return map is not null;
        }
    }
}

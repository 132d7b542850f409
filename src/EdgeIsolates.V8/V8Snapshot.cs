using System.Text;
using System.Text.RegularExpressions;
using EdgeIsolates.V8.Interop;

namespace EdgeIsolates.V8;

/// <summary>Scripts evaluated once, from whose result every isolate begins. Thread-safe; it must outlive no one: isolates keep what they need.</summary>
public sealed unsafe partial class V8Snapshot : IDisposable
{
    private static readonly Lock OneAtATime = new();

    private V8Snapshot(SnapshotHandle handle) => Handle = handle;

    /// <summary>The size of the snapshot in bytes.</summary>
    public long SizeInBytes => NativeMethods.ev8_snapshot_size(Handle);

    internal SnapshotHandle Handle { get; }

    /// <summary>Evaluates the scripts in order; what functions ran is kept compiled. <paramref name="opNames"/> become functions of <c>internals.ops</c>, each calling <see cref="IV8Host.InvokeOp"/> with its index.</summary>
    /// <exception cref="InvalidOperationException">A script does not compile or throws; the message tells which and where.</exception>
    public static V8Snapshot Create(IReadOnlyList<V8Script> scripts, IReadOnlyList<string> opNames)
    {
        ArgumentNullException.ThrowIfNull(scripts);
        ArgumentNullException.ThrowIfNull(opNames);
        V8Engine.Initialize();
        using var memory = new Utf8Arena();
        var nativeScripts = new NativeScript[scripts.Count];
        for (var index = 0; index < nativeScripts.Length; index++)
        {
            var name = memory.Add(scripts[index].Name);
            var source = memory.Add(EscapedSource(scripts[index].Source));
            nativeScripts[index] = new NativeScript { Name = name.Data, NameLength = name.Length, Source = source.Data, SourceLength = source.Length };
        }

        var ops = new NativeText[opNames.Count];
        for (var index = 0; index < ops.Length; index++)
        {
            ops[index] = memory.Add(opNames[index]);
        }

        return Create(nativeScripts, ops);
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();

    // All isolates share the text, and V8 takes such text only with one byte a character. An escape means the same in strings, patterns and names.
    private static string EscapedSource(string source) =>
        Ascii.IsValid(source) ? source : NotAscii().Replace(source, found => $"\\u{(int)found.Value[0]:x4}");

    [GeneratedRegex("[^\\x00-\\x7F]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NotAscii();

    private static V8Snapshot Create(NativeScript[] scripts, NativeText[] ops)
    {
        nint snapshot = 0;
        NativeBytes fault = default;
        fixed (NativeScript* scriptTable = scripts)
        fixed (NativeText* opTable = ops)
        {
            lock (OneAtATime)
            {
                if (NativeMethods.ev8_snapshot_new(scriptTable, scripts.Length, opTable, ops.Length, &snapshot, &fault) == V8Status.Ok)
                {
                    return new V8Snapshot(new SnapshotHandle(snapshot));
                }
            }
        }

        throw new InvalidOperationException("The snapshot could not be made: " + Encoding.UTF8.GetString(fault.TakeArray()));
    }
}

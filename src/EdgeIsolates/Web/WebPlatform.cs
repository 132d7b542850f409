using EdgeIsolates.Bindings;
using EdgeIsolates.Bindings.DurableObjects;
using EdgeIsolates.Bindings.Rpc;
using EdgeIsolates.V8;
using EdgeIsolates.Web.Compression;
using EdgeIsolates.Web.Console;
using EdgeIsolates.Web.Crypto;
using EdgeIsolates.Web.Encodings;
using EdgeIsolates.Web.Fetch;
using EdgeIsolates.Web.Handlers;
using EdgeIsolates.Web.Infra;
using EdgeIsolates.Web.Node;
using EdgeIsolates.Web.Outbound;
using EdgeIsolates.Web.Performance;
using EdgeIsolates.Web.Timers;
using EdgeIsolates.Web.Url;
using EdgeIsolates.Web.WebSockets;

namespace EdgeIsolates.Web;

// The Web API that every isolate is born with: the scripts beside this file, run once per process into a snapshot of V8's heap, and the host operations they
// call. `load-order.txt` is the one place that says the order of the scripts.
internal sealed class WebPlatform
{
    private const string Folder = "Web/";
    private const string LoadOrder = Folder + "load-order.txt";

    private static readonly Lazy<WebPlatform> Instance = new(Build);

    private WebPlatform(V8Snapshot snapshot, OpTable ops)
    {
        Snapshot = snapshot;
        Ops = ops;
    }

    /// <summary>The platform of this process, built when first asked for.</summary>
    public static WebPlatform Shared => Instance.Value;

    public V8Snapshot Snapshot { get; }

    public OpTable Ops { get; }

    /// <summary>Builds a platform of other scripts and operations, for tests.</summary>
    public static WebPlatform Build(IReadOnlyList<V8Script> scripts, OpTable ops) => new(V8Snapshot.Create(scripts, ops.Names), ops);

    /// <summary>The scripts of the snapshot in load order.</summary>
    public static IReadOnlyList<V8Script> Scripts()
    {
        List<V8Script> scripts = [];
        foreach (string line in Resource(LoadOrder).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!line.StartsWith('#'))
            {
                scripts.Add(new V8Script($"edge:{line}", Resource(Folder + line)));
            }
        }

        return scripts;
    }

    /// <summary>The operations of all areas.</summary>
    public static OpTable AllOps() => OpTable.Of(
        ErrorOps.All,
        Base64Ops.All,
        ConsoleOps.All,
        TimerOps.All,
        TimeOps.All,
        CryptoOps.All,
        UrlOps.All,
        CompressionOps.All,
        EncodingOps.All,
        BodyOps.All,
        FetchOps.All,
        HttpOps.All,
        BindingOps.All,
        RpcOps.All,
        StubOps.All,
        SocketOps.All,
        ObjectSocketOps.All,
        ObjectOps.All,
        NodeOps.All);

    private static WebPlatform Build()
    {
        V8Engine.Initialize();
        return Build(Scripts(), AllOps());
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(WebPlatform).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The script {name} is not part of this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

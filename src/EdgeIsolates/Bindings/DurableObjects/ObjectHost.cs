using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using EdgeIsolates.Deployments;
using EdgeIsolates.Isolates;

namespace EdgeIsolates.Bindings.DurableObjects;

// Which instance answers a call: one at most lives for each object on this node.
//
// 1. The first call starts the object: the owner is asked, an isolate of the function is taken from the pool, the constructor runs. Calls that come meanwhile join that start, and share its failure.
// 2. The version that has most of the function's requests runs its objects. When that changes, or an object's isolate is to go, the object takes no new calls; those wait until the old instance has
//    ended and its storage is closed, and then start the next one.
// 3. Objects hold their isolate as its users, so the pool keeps it; they are many in one isolate, and spread when those are busy or full.
// 4. Idle objects leave memory.
// 5. While the objects of a namespace are deleted none of them starts: what it wrote would go with the others. Calls wait.
internal sealed class ObjectHost : IAsyncDisposable
{
    private const int SweepsPerTimeout = 4;

    private static readonly TimeSpan DisposeGrace = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<DurableObjectAddress, ObjectSlot> _objects = new();
    private readonly Lock _deleting = new();
    private readonly Dictionary<string, Task> _deletions = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<FunctionVersion, ObjectClasses> _classes = [];
    private readonly FunctionCatalog _catalog;
    private readonly VersionLoader _loader;
    private readonly ObjectStarter _starter;
    private readonly DurableObjectOptions _options;
    private readonly IsolateEnvironment _environment;
    private readonly ObjectInstruments _instruments;
    private readonly ITimer _sweeper;
    private volatile bool _isDisposed;

    public ObjectHost(FunctionCatalog catalog, VersionLoader loader, ObjectStarter starter, EdgeIsolatesOptions options, IsolateEnvironment environment, IMeterFactory? meters = null)
    {
        _catalog = catalog;
        _loader = loader;
        _starter = starter;
        _options = options.DurableObjects;
        _environment = environment;
        _instruments = new ObjectInstruments(meters, () => Live);
        TimeSpan period = _options.IdleTimeout / SweepsPerTimeout;
        _sweeper = environment.Time.CreateTimer(static state => ((ObjectHost)state!).Sweep(), this, period, period);
    }

    /// <summary>The objects that live now. A look, not a promise.</summary>
    public IEnumerable<LiveObject> Live => _objects.Values.Select(static slot => slot.Live).OfType<LiveObject>();

    /// <summary>The namespace of a class; <see langword="null"/> when the function has no such class now.</summary>
    public string? NamespaceOf(string functionName, string className) => Serving(functionName) is { } version ? ClassesOf(version).NamespaceOf(className) : null;

    /// <summary>The class that has a namespace now.</summary>
    public string? ClassOf(string objectNamespace) =>
        Serving(ObjectClasses.FunctionOf(objectNamespace)) is { } version ? ClassesOf(version).ClassOf(objectNamespace) : null;

    /// <summary>The namespaces of deleted classes that no version which gets requests has any more.</summary>
    public IReadOnlyCollection<string> DeletedNamespaces(string functionName)
    {
        LiveVersion[] versions = _catalog.Find(functionName) is { } function ? [.. function.Versions] : [];
        IEnumerable<string> inUse = versions.SelectMany(version => ClassesOf(version).Namespaces.Values);
        return [.. versions.SelectMany(version => ClassesOf(version).Deleted).Distinct(StringComparer.Ordinal).Except(inUse, StringComparer.Ordinal)];
    }

    /// <summary>Ends the live objects of a namespace and has all of it deleted, one deletion of a namespace at a time.</summary>
    public async Task DeleteAsync(string objectNamespace, Func<Task> delete)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ObjectSlot[] slots;
        lock (_deleting)
        {
            _deletions.Add(objectNamespace, over.Task);
            slots = [.. _objects.Where(entry => entry.Key.Namespace == objectNamespace).Select(static entry => entry.Value)];
        }

        try
        {
            foreach (ObjectSlot slot in slots)
            {
                await slot.EndAsync();
            }

            // A roll-back may have come before the mark.
            if (DeletedNamespaces(ObjectClasses.FunctionOf(objectNamespace)).Contains(objectNamespace))
            {
                await delete();
            }
        }
        finally
        {
            lock (_deleting)
            {
                _deletions.Remove(objectNamespace);
            }

            over.SetResult();
        }
    }

    /// <summary>Has an event handled by an object. Failures are outcomes.</summary>
    public async ValueTask<InvocationResult> SendAsync(DurableObjectAddress address, string? name, EdgeRequest request, CancellationToken cancellationToken)
    {
        string functionName = ObjectClasses.FunctionOf(address.Namespace);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            while (!_isDisposed)
            {
                if (Serving(functionName) is not { } version || ClassesOf(version).ClassOf(address.Namespace) is not { } className)
                {
                    return _starter.Failed(functionName, InvocationOutcome.NotFound, $"No version of the function {functionName} that gets requests has the class of this Durable Object.");
                }

                if (!version.Version.Config.RunsIn(_environment.Region))
                {
                    return _starter.Failed(functionName, InvocationOutcome.NotFound, UnavailableErrors.Elsewhere(functionName, version.Version.Config, _environment.Region));
                }

                var identity = new ObjectIdentity(address, await _loader.LoadAsync(version, cancellationToken), className, name);
                if (!TryFindSlot(identity, out ObjectSlot? slot, out Task? deletion))
                {
                    await deletion.WaitAsync(cancellationToken);
                    continue;
                }

                Task before = slot.Queue(entered);
                ObjectStart start = await slot.Start.WaitAsync(cancellationToken);
                await before.WaitAsync(cancellationToken);
                if (start.Live is not { } live)
                {
                    return start.Failure!;
                }

                if (live.Identity.Function.Version != identity.Function.Version || live.Isolate.Use.IsRetiring)
                {
                    live.Leave();
                }

                if (live.TryEnter(out EdgeError? refusal))
                {
                    ValueTask<InvocationResult> answer = AnswerAsync(live, request, cancellationToken);
                    entered.TrySetResult();
                    return await answer;
                }

                if (refusal is not null)
                {
                    return _starter.Failed(functionName, InvocationOutcome.LoadShed, refusal);
                }

                await live.Closed.WaitAsync(cancellationToken);
                entered.TrySetResult();
                entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return _starter.Failed(functionName, InvocationOutcome.Canceled, LimitErrors.Canceled);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or VersionUnavailableException)
        {
            return _starter.Failed(functionName, InvocationOutcome.InternalError, failure.Message);
        }
        finally
        {
            entered.TrySetResult();
        }

        return _starter.Failed(functionName, InvocationOutcome.LoadShed, ObjectErrors.ShuttingDown);
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _sweeper.DisposeAsync();
        _instruments.Dispose();
        LiveObject[] live = [.. Live];
        foreach (LiveObject left in live)
        {
            left.Leave();
        }

        await Task.WhenAll(live.Select(static left => left.Closed)).WaitAsync(DisposeGrace, _environment.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (LiveObject left in live)
        {
            left.Break(ObjectErrors.ShuttingDown);
        }

        await Task.WhenAll(live.Select(static left => left.Closed)).WaitAsync(DisposeGrace, _environment.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async ValueTask<InvocationResult> AnswerAsync(LiveObject live, EdgeRequest request, CancellationToken cancellationToken)
    {
        EdgeRequest addressed = request with { Event = request.Event! with { Target = ObjectEvents.TargetOf(live) } };
        InvocationResult result = await live.SendAsync(addressed, cancellationToken);
        bool succeeded = result.Outcome == InvocationOutcome.Ok;
        live.NoteAnswer(succeeded);
        _instruments.NoteAnswer(live.Identity, succeeded);
        return result;
    }

    /// <summary>The place of an object; or, while its namespace is deleted, what to wait for.</summary>
    private bool TryFindSlot(ObjectIdentity identity, [NotNullWhen(true)] out ObjectSlot? slot, [NotNullWhen(false)] out Task? deletion)
    {
        lock (_deleting)
        {
            bool isDeleted = _deletions.TryGetValue(identity.Address.Namespace, out deletion);
            slot = isDeleted ? null : _objects.GetOrAdd(identity.Address, static (_, start) => new ObjectSlot(() => start.Host.RunAsync(start.Identity)), (Host: this, Identity: identity));
            return !isDeleted;
        }
    }

    /// <summary>Starts an object, and forgets it when it has ended.</summary>
    private async Task<ObjectStart> RunAsync(ObjectIdentity identity)
    {
        // Whoever starts it is still putting it into the table.
        await Task.Yield();
        ObjectStart start = await _starter.StartAsync(identity);
        if (start.Live is { } live)
        {
            _ = ForgetAsync(live);
        }
        else
        {
            _objects.TryRemove(identity.Address, out _);
        }

        return start;
    }

    private async Task ForgetAsync(LiveObject live)
    {
        await live.Ended;
        _objects.TryRemove(live.Identity.Address, out _);
        live.Forgotten();
    }

    /// <summary>The version that runs a function's objects.</summary>
    private LiveVersion? Serving(string functionName)
    {
        if (_catalog.Find(functionName) is not { Record.Status: not FunctionStatus.Disabled } function)
        {
            return null;
        }

        TrafficShare? most = function.Record.Traffic.MaxBy(static share => (share.Percent, share.Version.Number));
        return most is null ? null : function.FindVersion(most.Version.Version);
    }

    private ObjectClasses ClassesOf(LiveVersion version) =>
        _classes.GetValue(version.Version, static version => ObjectClasses.Of(version.FunctionName, version.Config.Migrations));

    private void Sweep()
    {
        foreach (LiveObject live in Live)
        {
            live.LeaveIfIdle(_options.IdleTimeout);
        }
    }
}

using System.Globalization;
using EdgeIsolates.Bindings.DurableObjects;
using EdgeIsolates.Isolates;
using EdgeIsolates.Records;
using EdgeIsolates.V8;

namespace EdgeIsolates.Bindings.Rpc;

// What a request lends to other isolates, and what it keeps of theirs.
//
// A function or an RpcTarget that a script sends in a call, or answers one with, is lent: it stays where it is, and a stub goes in its place. Calls of the stub run in the lender's isolate, each
// as an event with budgets of its own.
//
// 1. A request, together with all that is called on what it lent, is one scope; so is a Durable Object for as long as it is in memory.
// 2. A scope is held by its request, by the stubs that went out with its answer, and by what is called on it. When nobody holds it, it closes. What went out with a call that it made
//    holds nothing: that is of use to the callee while the caller is there.
// 3. A scope closes with the scope of its caller at the latest, and with its isolate. So everything ends with the request that came from outside: no circle of stubs keeps anything.
// 4. Closed, it has disposed of the stubs that it kept, and what it lent is gone: calls of it fail with a clear error.
// 5. While it is held from outside it is a user of its isolate: the pool keeps that.
//
// Any thread, unless a member says otherwise. Nothing is called under the lock, since scopes close one another.
internal sealed class StubScope
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, LentTarget> _lent = [];
    private readonly LiveObject? _live;
    private readonly CancellationTokenRegistration _caller;
    private int _holds = 1;
    private bool _isUser;
    private bool _isClosed;

    private StubScope(TenantIsolate isolate, LiveObject? live, CancellationToken callerOver)
    {
        Isolate = isolate;
        _live = live;
        Kept = new StubBag(isolate.Limits.StubsPerRequest);
        isolate.Stubs.Add(this);
        _caller = callerOver.UnsafeRegister(static state => ((StubScope)state!).Close(), this);
    }

    public TenantIsolate Isolate { get; }

    /// <summary>The stubs that live as long as the scope does.</summary>
    public StubBag Kept { get; }

    /// <summary>Cancelled when it has closed.</summary>
    public CancellationToken Over => End.Token;

    private CancellationTokenSource End { get; } = new();

    /// <summary>Whether somebody beside its owner holds it.</summary>
    public bool IsHeldFromOutside
    {
        get
        {
            lock (_gate)
            {
                return _holds > 1;
            }
        }
    }

    /// <summary>The scope of a request, which holds it. By the holder of the mailbox.</summary>
    public static StubScope OfRequest(TenantIsolate isolate, CancellationToken callerOver) => new(isolate, null, callerOver);

    /// <summary>The scope of a Durable Object, which closes it.</summary>
    public static StubScope OfObject(LiveObject live) => new(live.Isolate, live, CancellationToken.None);

    /// <summary>Lends something that the script side knows by a number. By the holder of the mailbox.</summary>
    /// <param name="number">The number.</param>
    /// <param name="hasDisposer">Whether it wants to be told when nobody needs it any more.</param>
    /// <param name="depth">How many functions stand above whoever lends it.</param>
    /// <param name="isAnswer">Whether it goes out with an answer.</param>
    /// <exception cref="V8OpException">The scope is closed, or has lent too much.</exception>
    public StubReference Lend(int number, bool hasDisposer, int depth, bool isAnswer)
    {
        var target = new LentTarget(this, number, hasDisposer, depth);
        lock (_gate)
        {
            if (_isClosed)
            {
                throw LentTarget.Gone;
            }

            int most = Isolate.Limits.StubsPerRequest;
            if (_lent.Count >= most)
            {
                throw new V8OpException(V8ErrorClass.Error, string.Create(
                    CultureInfo.InvariantCulture,
                    $"A request may have {most} functions and RpcTarget objects lent to others at the same time (the limit StubsPerRequest), and this one has. Whoever is done with a stub disposes of it: stub[Symbol.dispose]()."));
            }

            _lent.Add(number, target);
        }

        Isolate.Stubs.CountLent(1);
        return StubReference.Of(target, isAnswer ? [this] : []) ?? throw LentTarget.Gone;
    }

    /// <summary>Nobody refers to something lent any more.</summary>
    public void TakeBack(LentTarget target)
    {
        bool isHeld;
        lock (_gate)
        {
            if (!_lent.Remove(target.Number))
            {
                return;
            }

            // Whoever gave it up may let go of the scope next.
            isHeld = target.HasDisposer && TryHoldNeedsLock();
        }

        Isolate.Stubs.CountLent(-1);
        if (isHeld)
        {
            _ = DisposeAsync(target);
        }
        else
        {
            Forget([target.Number]);
        }
    }

    /// <summary>Holds it open; false when it has closed.</summary>
    public bool TryHold()
    {
        lock (_gate)
        {
            return TryHoldNeedsLock();
        }
    }

    /// <summary>Lets go of it.</summary>
    public void Release()
    {
        lock (_gate)
        {
            if (--_holds > 0)
            {
                return;
            }
        }

        Close();
    }

    public void Close()
    {
        int[] lent;
        bool isUser;
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            lent = [.. _lent.Keys];
            _lent.Clear();
            isUser = _isUser;
        }

        _caller.Unregister();
        Isolate.Stubs.Remove(this);
        Isolate.Stubs.CountLent(-lent.Length);
        End.Cancel();
        Kept.Dispose();
        Forget(lent);
        if (isUser)
        {
            Isolate.Use.Release();
        }
    }

    /// <summary>Has an event of something lent handled in the lender's isolate.</summary>
    /// <exception cref="V8OpException">It is gone, or the Durable Object that lent it takes no more.</exception>
    public async ValueTask<InvocationResult> SendAsync(EdgeRequest request, CancellationToken cancellationToken)
    {
        if (_live is not null)
        {
            return _live.TryEnter(out EdgeError? refusal)
                ? await _live.SendAsync(request, cancellationToken)
                : throw (refusal is null ? LentTarget.Gone : new V8OpException(V8ErrorClass.Error, refusal.Message));
        }

        lock (_gate)
        {
            if (!TryHoldNeedsLock())
            {
                throw LentTarget.Gone;
            }

            Isolate.Use.Add();
        }

        return await new FetchInvocation(Isolate, request, CallStart.Now(Isolate.Time), isFirst: false, stubs: this).Start(cancellationToken);
    }

    // Whoever holds it for the first time comes on the ticket of the request that made it.
    private bool TryHoldNeedsLock()
    {
        if (_isClosed)
        {
            return false;
        }

        if (!_isUser)
        {
            _isUser = true;
            Isolate.Use.Add();
        }

        _holds++;
        return true;
    }

    private async Task DisposeAsync(LentTarget target)
    {
        // Whoever gave it up may be in the middle of a script.
        await Task.Yield();
        try
        {
            InvocationResult result = await SendAsync(target.Disposal(), Over);
            EventBodies.Drop(result.Reply);
        }
        catch (V8OpException)
        {
            // The lender is gone, and it with it.
        }
        finally
        {
            Forget([target.Number]);
            Release();
        }
    }

    private void Forget(int[] numbers)
    {
        if (numbers.Length > 0)
        {
            Isolate.Mailbox.PostElsewhere(new ForgettingTargets(Isolate, string.Join(',', numbers)));
        }
    }
}

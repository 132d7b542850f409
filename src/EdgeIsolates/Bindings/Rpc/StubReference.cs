namespace EdgeIsolates.Bindings.Rpc;

/// <summary>One stub's claim on something lent, and on the scopes that answered with it on its way: while it lasts, they do. Any thread.</summary>
internal sealed class StubReference : IDisposable
{
    private readonly StubScope[] _through;
    private int _isDisposed;

    private StubReference(LentTarget target, StubScope[] through)
    {
        Target = target;
        _through = through;
    }

    public LentTarget Target { get; }

    /// <summary>The first claim.</summary>
    public static StubReference? Of(LentTarget target, StubScope[] through) => TryMake(target, through, isFirst: true);

    /// <summary>One more claim of the same kind; <see langword="null"/> when one of those it depends on is gone.</summary>
    /// <param name="answering">The scope that answers with it, if it goes out with an answer.</param>
    public StubReference? TryCopy(StubScope? answering = null) =>
        TryMake(Target, answering is null ? _through : [.. _through, answering], isFirst: false);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            Target.Release();
            Release(_through);
        }
    }

    private static StubReference? TryMake(LentTarget target, StubScope[] through, bool isFirst)
    {
        if (!target.TryRefer(isFirst))
        {
            return null;
        }

        for (int i = 0; i < through.Length; i++)
        {
            if (!through[i].TryHold())
            {
                target.Release();
                Release(through.AsSpan(0, i));
                return null;
            }
        }

        return new StubReference(target, through);
    }

    private static void Release(ReadOnlySpan<StubScope> through)
    {
        foreach (StubScope scope in through)
        {
            scope.Release();
        }
    }
}

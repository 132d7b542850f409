namespace EdgeIsolates.Isolates;

/// <summary>Who keeps an isolate and is told what becomes of it. All members must be quick and never run scripts.</summary>
internal interface IIsolateHome
{
    /// <summary>How many requests an isolate serves at the same time.</summary>
    int MostRequests { get; }

    /// <summary>Whether the isolate's scripts run on threads of their own, behind everybody else's; any thread.</summary>
    bool RunsAside { get; }

    /// <summary>By the holder of the mailbox, at the end of each turn, with what the isolate's memory grew or shrank by, unless that is little.</summary>
    void OnMeasured(TenantIsolate isolate, long deltaBytes);

    /// <summary>By the holder of the mailbox: an invocation has ended, or its CPU account begins anew.</summary>
    void OnEnded(Invocation invocation);

    /// <summary>A request was answered, so that there is room for another; any thread.</summary>
    void OnAnswered(TenantIsolate isolate);

    /// <summary>Nobody uses the isolate any more; any thread.</summary>
    void OnUnused();

    /// <summary>By the holder of the mailbox, once: a limit was broken, and the isolate gets no new requests.</summary>
    void OnCondemned(TenantIsolate isolate);

    /// <summary>Nobody uses the isolate and nobody may: it is about to be disposed; any thread, once.</summary>
    void OnClosing(TenantIsolate isolate, long measuredBytes);

    /// <summary>The engine's isolate has been disposed; once.</summary>
    void OnGone(TenantIsolate isolate);
}

using EdgeIsolates.V8.Interop;

namespace EdgeIsolates.V8;

// CPU time by request. An id is positive; 0 is nobody.
public readonly unsafe ref partial struct V8Scope
{
    /// <summary>Inside an op: the request whose continuation runs. 0 when nobody's.</summary>
    public int CurrentRequest => NativeMethods.ev8_request_current(_native);

    /// <summary>After <see cref="V8Status.Terminated"/> for CPU or by <see cref="V8Isolate.TerminateRequest"/>: the request that was stopped; else 0.</summary>
    public int StoppedRequest => NativeMethods.ev8_request_stopped(_native);

    /// <summary>Opens a request's account. A limit of zero or less means none.</summary>
    public void BeginRequest(int id, TimeSpan cpuLimit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(id);
        NativeMethods.ev8_request_begin(_native, id, cpuLimit <= TimeSpan.Zero ? 0 : cpuLimit.Ticks * TimeSpan.NanosecondsPerTick);
    }

    /// <summary>What runs next belongs to this request; it follows the promises that the code makes.</summary>
    public void SwitchRequest(int id) => NativeMethods.ev8_request_switch(_native, id);

    /// <summary>The CPU time this request has used so far.</summary>
    public TimeSpan GetRequestCpu(int id) => FromNanoseconds(NativeMethods.ev8_request_cpu(_native, id));

    /// <summary>Charges CPU time that the host used for this request on another thread. Answers whether the request is over its limit now.</summary>
    public bool ChargeRequest(int id, TimeSpan cpu) => NativeMethods.ev8_request_charge(_native, id, cpu.Ticks * TimeSpan.NanosecondsPerTick) != 0;

    /// <summary>Closes the account and tells the CPU time used. Also after a loss.</summary>
    public TimeSpan EndRequest(int id) => FromNanoseconds(NativeMethods.ev8_request_end(_native, id));

    private static TimeSpan FromNanoseconds(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
}

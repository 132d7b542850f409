using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

// Long computations of the host for scripts: making keys, hashing passwords, ciphers over large bodies.
//
// 1. They run off the isolate's thread, so that its other requests go on meanwhile.
// 2. They are paid for: the CPU time of their thread is charged to the request, which ends when it is over its limit; their input counts as the isolate's memory.
// 3. They starve nobody: an isolate has two at once and all isolates together half the processors; more wait in order.
// 4. One whose request has ended before its turn is not begun. One that runs cannot be stopped from outside: it is told how much time the request has left, and
//    must be cheap, ask its price first, or look at the clock.
internal sealed class HostWork(TenantIsolate isolate)
{
    private const int AtOnce = 2;

    private static readonly TaskScheduler Processors =
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Math.Max(1, Environment.ProcessorCount / 2)).ConcurrentScheduler;

    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair(Processors, AtOnce).ConcurrentScheduler;

    /// <summary>Does the work when its turn comes; it is told how much CPU time the request has left.</summary>
    public async Task<T> RunAsync<T>(Invocation invocation, long heldBytes, Func<TimeSpan, T> work)
    {
        try
        {
            if (!isolate.ChargeMemory(heldBytes))
            {
                throw new V8OpException(V8ErrorClass.RangeError, "There is not enough memory left for a copy of the data.");
            }

            return await Task.Factory.StartNew(() => Do(invocation, work), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _turns);
        }
        finally
        {
            isolate.ChargeMemory(-heldBytes);
        }
    }

    /// <summary>Charges a request for CPU time that was used for it elsewhere; any thread.</summary>
    public void Charge(Invocation invocation, TimeSpan cpu)
    {
        if (cpu > TimeSpan.Zero)
        {
            isolate.Mailbox.PostElsewhere(new HostCpu(invocation, cpu));
        }
    }

    private T Do<T>(Invocation invocation, Func<TimeSpan, T> work)
    {
        TimeSpan left = invocation.CpuLimit - invocation.CpuTime;
        if (invocation.IsEnded || left <= TimeSpan.Zero)
        {
            throw new OperationCanceledException();
        }

        TimeSpan start = ThreadCpu.Used;
        try
        {
            return work(left);
        }
        finally
        {
            Charge(invocation, ThreadCpu.Used - start);
        }
    }

    private sealed class HostCpu(Invocation invocation, TimeSpan cpu) : IsolateWork
    {
        public override V8Status Run(in V8Scope scope)
        {
            if (!invocation.IsEnded)
            {
                scope.SwitchRequest(invocation.Id);
                invocation.ChargeHostCpu(in scope, cpu);
            }

            return V8Status.Ok;
        }
    }
}

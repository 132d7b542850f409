namespace EdgeIsolates.V8.Tests.TestKit;

/// <summary>Threads that take all the CPU they can get until disposed.</summary>
internal sealed class BusyMachine : IDisposable
{
    private readonly Thread[] _threads;
    private volatile bool _stop;

    public BusyMachine(int threads) => _threads = [.. Enumerable.Range(0, threads).Select(_ => OwnThread.Start(Burn))];

    public void Dispose()
    {
        _stop = true;
        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private void Burn()
    {
        while (!_stop)
        {
            Thread.SpinWait(1000);
        }
    }
}

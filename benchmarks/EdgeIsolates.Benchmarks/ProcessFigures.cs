using System.Diagnostics;
using System.Globalization;

namespace EdgeIsolates.Benchmarks;

/// <summary>Another process's resident memory and CPU time, and the most it had meanwhile. Sampled, because the kernel's own peak cannot be reset.</summary>
internal sealed class ProcessFigures : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly int _id;
    private readonly Process _process;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _sampling;

    public ProcessFigures(Process process)
    {
        _process = process;
        _id = process.Id;
        Before = Peak = Resident;
        CpuBefore = Cpu;
        _sampling = SampleAsync();
    }

    public long Before { get; }

    public long Peak { get; private set; }

    /// <summary>What it took since.</summary>
    public TimeSpan CpuUsed => Cpu - CpuBefore;

    /// <summary>Bytes, now.</summary>
    public long Resident => KilobytesOf("VmRSS:") * 1024;

    private TimeSpan CpuBefore { get; }

    private TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await _sampling;
    }

    public void Dispose() => _end.Dispose();

    private async Task SampleAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            Peak = Math.Max(Peak, Resident);
            await Task.Delay(Interval, CancellationToken.None);
        }
    }

    private long KilobytesOf(string key)
    {
        string line = File.ReadLines($"/proc/{_id}/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(key.Length, line.Length - key.Length - " kB".Length), CultureInfo.InvariantCulture);
    }
}

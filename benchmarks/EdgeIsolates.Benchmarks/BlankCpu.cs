namespace EdgeIsolates.Benchmarks;

/// <summary>CPU time of making a blank, and of disposing it: of the whole process, so that a busy machine does not count.</summary>
internal static class BlankCpu
{
    private const int Count = 200;

    public static void Run()
    {
        HelloFunction.Blank().Dispose();
        var begin = Environment.CpuUsage.TotalTime;
        var blanks = Enumerable.Range(0, Count).Select(_ => HelloFunction.Blank()).ToList();
        var made = Environment.CpuUsage.TotalTime;
        blanks.ForEach(blank => blank.Dispose());
        var disposed = Environment.CpuUsage.TotalTime;
        Console.WriteLine($"blank: {(made - begin).TotalMilliseconds / Count:F2} ms CPU to make, {(disposed - made).TotalMilliseconds / Count:F2} ms to dispose ({Count} of them)");
    }
}

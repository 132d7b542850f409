using EdgeIsolates.V8;
using EdgeIsolates.Web;

namespace EdgeIsolates.Benchmarks;

/// <summary>Resident memory of an isolate that waits: as a blank, and as a tenant that has answered a request. Goal: at most 2 MB.</summary>
internal static class MemoryPerBlank
{
    private const int Count = 200;

    public static void Run()
    {
        using var first = HelloFunction.Blank();
        first.Start([]);
        first.Fetch();
        var before = Resident();
        var isolates = Enumerable.Range(0, Count).Select(_ => HelloFunction.Blank()).ToList();
        var blank = Resident();
        isolates.ForEach(isolate =>
        {
            isolate.Start([]);
            isolate.Fetch();
        });
        var tenant = Resident();
        var committed = isolates.Average(isolate => isolate.Isolate.MemoryUsedBytes);
        isolates.ForEach(isolate => isolate.Dispose());
        var after = Resident();
        Console.WriteLine($"snapshot: {WebPlatform.Shared.Snapshot.SizeInBytes >> 10} KB");
        Console.WriteLine($"resident per blank: {PerIsolate(before, blank)} KB; per tenant after its first request: {PerIsolate(before, tenant)} KB (the engine counts {(long)committed >> 10} KB)");
        Console.WriteLine($"resident after {Count} were disposed: {(after - before) >> 20:+0;-0} MB; {V8Engine.Statistics}");
    }

    private static long PerIsolate(long before, long after) => ((after - before) / Count) >> 10;

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet;
    }
}

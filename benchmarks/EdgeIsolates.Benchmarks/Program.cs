using BenchmarkDotNet.Running;
using EdgeIsolates.Benchmarks;

// dotnet run -c Release --project benchmarks/EdgeIsolates.Benchmarks -- --filter '*WarmCall*'
// Figures that BenchmarkDotNet does not take: -- memory | blank-cpu | warm-cpu | warm-request | cold-start | built-ins | stream | web-api | bindings [Redis server]
var runners = new Dictionary<string, Action>
{
    ["memory"] = MemoryPerBlank.Run,
    ["blank-cpu"] = BlankCpu.Run,
    ["warm-cpu"] = WarmCallCpu.Run,
    ["warm-request"] = WarmRequestCpu.Run,
    ["cold-start"] = ColdStartPhasesRun.Run,
    ["built-ins"] = BuiltInsOverLimit.Run,
    ["stream"] = StreamRun.Run,
    ["web-api"] = WebApiRun.Run,
    ["bindings"] = () => BindingsRun.Run(args.ElementAtOrDefault(1)),
    ["stream-host"] = StreamHost.Run,
};

if (args.Length > 0 && runners.TryGetValue(args[0], out var run))
{
    run();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, BenchmarkSettings.Create());
if (args.Length == 0)
{
    MemoryPerBlank.Run();
    BlankCpu.Run();
}

using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace EdgeIsolates.Benchmarks;

/// <summary>Short and in this process: the figures are milliseconds and less, and the native library is already beside us.</summary>
internal static class BenchmarkSettings
{
    public static IConfig Create() => ManualConfig.Create(DefaultConfig.Instance)
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(8).AsDefault())
        .AddColumn(StatisticColumn.P50, StatisticColumn.P95)
        .WithOptions(ConfigOptions.DisableOptimizationsValidator);
}

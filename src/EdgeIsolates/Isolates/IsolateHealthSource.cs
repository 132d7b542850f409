using EdgeIsolates.Hosting;
using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

/// <summary>Tells the state of the isolates from what the engine and the pool count anyway.</summary>
internal sealed class IsolateHealthSource(EdgeIsolatesOptions options, IsolatePool pool, BlankReserve blanks, Quarantine quarantine) : IIsolateHealthSource
{
    private const double BytesPerMegabyte = 1024 * 1024;

    public IsolateHealth GetHealth()
    {
        V8EngineStatistics engine = V8Engine.Statistics;
        IReadOnlyList<string> refused = quarantine.Names;
        List<string> reasons = [];
        if (engine.LostBytes > options.LostMemoryThresholdBytes)
        {
            reasons.Add(
                $"{engine.IsolatesLost} isolates were lost and still hold {engine.LostBytes / BytesPerMegabyte:0} MB, which only a new process gives back.");
        }

        if (refused.Count > 0)
        {
            reasons.Add($"Functions in quarantine because they brought down isolates: {string.Join(", ", refused)}.");
        }

        return new IsolateHealth
        {
            Status = reasons.Count == 0 ? IsolateHealthStatus.Healthy : IsolateHealthStatus.Degraded,
            Reasons = reasons,
            LiveIsolates = pool.Count,
            ReadyBlanks = blanks.Ready,
            LostIsolates = engine.IsolatesLost,
            LostBytes = engine.LostBytes,
            QuarantinedFunctions = refused,
        };
    }
}

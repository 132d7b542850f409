using System.Diagnostics;
using System.Net.Sockets;
using EdgeIsolates.Hostile.Tests.Host;
using EdgeIsolates.Hostile.Tests.Reporting;
using EdgeIsolates.Hostile.Tests.Scripting;

namespace EdgeIsolates.Hostile.Tests.Attacks;

/// <summary>Deploys a script, calls it, removes it, and lists what was not as it must be.</summary>
internal sealed class Attack(HostUnderAttack host, HostileScript script, string round)
{
    /// <summary>Reported CPU time is exact to a few milliseconds on a quiet machine; where many want the processors, the watchdog gets its turn later.</summary>
    private const double CpuNoiseMs = 60;

    private readonly List<string> _faults = [];

    /// <summary>Wall budgets are stretched where many attacks share the machine.</summary>
    public int TimeoutFactor { get; init; } = 1;

    /// <summary>Outcomes that are right besides the script's own, where many attacks share the machine.</summary>
    public IReadOnlyList<string> AlsoRight { get; init; } = [];

    public async Task<AttackReport> RunAsync()
    {
        string name = script.FunctionName(round);
        List<CallResult> results = [];
        long start = Stopwatch.GetTimestamp();
        try
        {
            if (await host.Client.DeployAsync(name, script, TimeoutFactor) is { } refused)
            {
                results.Add(refused);
            }
            else
            {
                for (int i = 0; i < script.Calls; i++)
                {
                    results.Add(await host.Client.CallAsync(name, script.BodyBytes));
                }
            }

            await host.Client.RemoveAsync(name);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException or SocketException)
        {
            _faults.Add(await host.Process.IsGoneAsync() ? $"the host is gone: {host.Process.LastWords}" : $"no answer: {error.Message}");
        }

        results.ForEach(Judge);
        return new AttackReport(
            string.Join(' ', results.Select(result => result.Outcome).DefaultIfEmpty("none").Distinct()),
            results.Select(result => result.CpuMs).DefaultIfEmpty().Max(),
            Stopwatch.GetElapsedTime(start).TotalMilliseconds,
            _faults);
    }

    private void Judge(CallResult result)
    {
        if (AlsoRight.Contains(result.Outcome))
        {
            return;
        }

        if (!script.Expected.Contains(result.Outcome))
        {
            _faults.Add($"the outcome is {result.Outcome}, not {string.Join(" or ", script.Expected)}: {result.Status} {result.Body}");
        }
        else if (result.Outcome == "ok" && script.Answer is not null && result.Body != script.Answer)
        {
            _faults.Add($"the answer is '{result.Body}', not '{script.Answer}'");
        }
        else if (result.Outcome != "ok" && script.Says is not null && !result.Body.Contains(script.Says, StringComparison.OrdinalIgnoreCase))
        {
            _faults.Add($"the error does not say '{script.Says}': {result.Body}");
        }

        if (result.Outcome == "exceededCpu" && (result.CpuMs > script.CpuMs + script.OvershootMs + CpuNoiseMs || result.CpuMs < script.CpuMs))
        {
            _faults.Add($"it used {result.CpuMs} ms of CPU with a limit of {script.CpuMs} ms");
        }
    }
}

using System.Collections.Concurrent;
using EdgeIsolates.Hostile.Tests.Attacks;
using EdgeIsolates.Hostile.Tests.Host;
using EdgeIsolates.Hostile.Tests.Reporting;
using EdgeIsolates.Hostile.Tests.Scripting;
using Xunit.Abstractions;

namespace EdgeIsolates.Hostile.Tests;

/// <summary>
/// Each hostile script alone beside the well-behaved neighbour, all of them a second time in the same process, and then all at once. The order matters and is
/// the order below.
/// </summary>
[TestCaseOrderer("EdgeIsolates.Hostile.Tests.RoundOrderer", "EdgeIsolates.Hostile.Tests")]
public sealed class HostileTests(HostileFixture fixture, ITestOutputHelper output) : IClassFixture<HostileFixture>
{
    private const int AtOnce = 6;
    private const long NativeToleranceAtOnce = 256L * 1024 * 1024;

    /// <summary>Of more than a thousand attacks in one process: the allocators' fragments, a third of a megabyte each.</summary>
    private const long NativeToleranceAfterAll = 384L * 1024 * 1024;

    /// <summary>Calls shorter than this may fall between two of the neighbour's.</summary>
    private const double LongEnoughForTheNeighbourMs = 500;

    /// <summary>The thread pool keeps a thread that it no longer needs for 20 s.</summary>
    private static readonly TimeSpan PatienceForThreads = TimeSpan.FromSeconds(45);

    public static TheoryData<int, string> TwoRounds
    {
        get
        {
            TheoryData<int, string> data = [];
            foreach (int round in (int[])[1, 2])
            {
                foreach (string path in HostileScripts.Paths)
                {
                    data.Add(round, path);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(TwoRounds))]
    public async Task Attack_Alone_IsContained(int round, string script)
    {
        IReadOnlyList<string> faults = await AttackAloneAsync(round, script);

        // A machine that stands still for a moment delays the watchdog and the neighbour as an attack would: what is wrong is wrong twice.
        if (faults.Count > 0)
        {
            faults = await AttackAloneAsync(round, script);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Attacks_AllAtOnce_AreContained()
    {
        HostUnderAttack host = await fixture.HostAsync();
        HostProbe before = await host.Client.ProbeAsync();
        ConcurrentBag<string> suspects = [];

        await Parallel.ForEachAsync(HostileScripts.Paths, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (path, _) =>
        {
            if ((await AttackAmongOthersAsync(host, path)).Count > 0)
            {
                suspects.Add(path);
            }
        });

        List<string> faults = [.. await NeighbourFaultsAsync(host)];
        foreach (string path in suspects)
        {
            faults.AddRange((await AttackAmongOthersAsync(host, path)).Select(fault => $"{path}: {fault}"));
        }

        if (host.Process.IsAlive)
        {
            faults.AddRange((await new Aftermath(host, before) { NativeAllowance = NativeToleranceAtOnce, Patience = PatienceForThreads }.SettleAsync()).Faults);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Host_AfterAll_IsTheOneThatStartedAndAsSmall()
    {
        output.WriteLine(fixture.Table.ToMarkdown());

        HostUnderAttack host = await fixture.HostAsync();
        (HostProbe after, IReadOnlyList<string> faults) = await new Aftermath(host, host.AtStart) { NativeAllowance = NativeToleranceAfterAll, Patience = PatienceForThreads }.SettleAsync();
        output.WriteLine($"Resident: {host.AtStart.ResidentBytes >> 20} MB at the start, {after.ResidentBytes >> 20} MB after all, {after.ManagedBytes >> 20} MB of it managed, {after.LostBytes >> 20} MB lost.");

        Assert.Equal(1, fixture.Processes);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private async Task<IReadOnlyList<string>> AttackAmongOthersAsync(HostUnderAttack host, string path)
    {
        Attack attack = new(host, HostileScripts.Read(path), "all") { TimeoutFactor = AtOnce, AlsoRight = ["exceededWallTime", "loadShed"] };
        AttackReport report = await attack.RunAsync();
        fixture.Table.Add(new AttackRow("all at once", path, report.Outcome, report.Faults.Count == 0, report.CpuMs, report.WallMs, 0, 0, 0));
        return report.Faults;
    }

    private async Task<IReadOnlyList<string>> AttackAloneAsync(int round, string script)
    {
        HostUnderAttack host = await fixture.HostAsync();
        HostProbe before = await host.Client.ProbeAsync();
        int answersBefore = host.Neighbour.Answers;
        host.Neighbour.TakeSlowestMs();

        AttackReport report = await new Attack(host, HostileScripts.Read(script), $"r{round}").RunAsync();
        List<string> faults = [.. report.Faults];
        if (report.WallMs > LongEnoughForTheNeighbourMs && host.Neighbour.Answers == answersBefore)
        {
            faults.Add("the neighbour got no answer all the while");
        }

        faults.AddRange(await NeighbourFaultsAsync(host));
        HostProbe after = before;
        if (host.Process.IsAlive && report.Outcome != "none")
        {
            (after, IReadOnlyList<string> leftOver) = await new Aftermath(host, before).SettleAsync();
            faults.AddRange(leftOver);
        }
        else
        {
            await fixture.ReplaceAsync();
        }

        fixture.Table.Add(new AttackRow(
            $"{round}",
            script,
            report.Outcome,
            faults.Count == 0,
            report.CpuMs,
            report.WallMs,
            after.ResidentBytes - before.ResidentBytes,
            after.LostBytes - before.LostBytes,
            host.Neighbour.TakeSlowestMs()));
        return faults;
    }

    private static async Task<IReadOnlyList<string>> NeighbourFaultsAsync(HostUnderAttack host)
    {
        if (host.Process.IsAlive)
        {
            await host.Neighbour.CallOnceAsync();
        }

        return host.Neighbour.TakeWrong() is { } wrong ? [$"the neighbour: {wrong}"] : [];
    }
}

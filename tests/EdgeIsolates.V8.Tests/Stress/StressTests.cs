using System.Collections.Concurrent;
using System.Globalization;
using EdgeIsolates.V8.Tests.TestKit;
using Xunit.Abstractions;

namespace EdgeIsolates.V8.Tests.Stress;

public class StressTests(ITestOutputHelper output)
{
    private const int Threads = 8;
    private const int Slots = 16;

    // EDGE_STRESS_SECONDS=60 for the long run.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        double.Parse(Environment.GetEnvironmentVariable("EDGE_STRESS_SECONDS") ?? "5", CultureInfo.InvariantCulture));

    [Fact]
    public void EverythingAtOnce_ManyThreadsAndIsolates_LeavesNothingBehind()
    {
        using (var warm = new TestIsolate())
        {
            warm.Evaluate("1");
        }

        var before = V8Engine.Statistics;
        var residentBefore = Environment.WorkingSet;
        var hosts = new List<WeakReference>();
        var outcomes = new ConcurrentDictionary<string, int>();
        Hammer(hosts, outcomes);
        Collect();
        var after = V8Engine.Statistics;
        output.WriteLine(string.Join(", ", outcomes.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}")));
        output.WriteLine($"{hosts.Count} isolates made, {after.IsolatesLost - before.IsolatesLost} lost; reclaimed {(after.ReclaimedBytes - before.ReclaimedBytes) >> 20} MB, lost {(after.LostBytes - before.LostBytes) >> 10} KB");
        output.WriteLine($"pages {before.PageBytes >> 20} → {after.PageBytes >> 20} MB, resident {residentBefore >> 20} → {Environment.WorkingSet >> 20} MB");

        Assert.Equal(before.IsolatesLive, after.IsolatesLive);
        Assert.InRange(after.PageBytes - before.PageBytes, -(64L << 20), (4L << 20) + after.LostBytes - before.LostBytes);
        Assert.DoesNotContain(hosts, host => host.IsAlive);
        Assert.True(outcomes.GetValueOrDefault("Ok") > 0);
    }

    private static void Hammer(List<WeakReference> hosts, ConcurrentDictionary<string, int> outcomes)
    {
        var slots = Enumerable.Range(0, Slots).Select(_ => new StressSlot(hosts)).ToArray();
        var failures = new ConcurrentQueue<Exception>();
        var begin = TimeProvider.System.GetTimestamp();
        var threads = Enumerable.Range(0, Threads).Select(index => OwnThread.Start(() =>
        {
            var random = new Random(index);
            while (TimeProvider.System.GetElapsedTime(begin) < Duration && failures.IsEmpty)
            {
                try
                {
                    Act(slots[random.Next(Slots)], random, outcomes);
                }
                catch (Exception failure)
                {
                    failures.Enqueue(failure);
                }
            }
        })).ToArray();
        foreach (var thread in threads)
        {
            Assert.True(thread.Join(Duration + TimeSpan.FromMinutes(2)), "A thread hangs.");
        }

        foreach (var slot in slots)
        {
            slot.Dispose();
        }

        Assert.Empty(failures);
    }

    private static void Act(StressSlot slot, Random random, ConcurrentDictionary<string, int> outcomes)
    {
        switch (random.Next(100))
        {
            case < 60:
                Count(slot.Run(random).ToString());
                break;
            case < 61:
                Count("bomb " + slot.Bomb(random));
                break;
            case < 76:
                slot.Terminate(random);
                Count("terminate");
                break;
            case < 82:
                slot.Dispose();
                Count("dispose");
                break;
            case < 90:
                slot.Look(random);
                Count("look");
                break;
            default:
                slot.Serve();
                Count("serve");
                break;
        }

        void Count(string what) => outcomes.AddOrUpdate(what, 1, static (_, count) => count + 1);
    }

    private static void Collect()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}

using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Memory;

public class ContainmentTests
{
    // Bounds what a bomb that memory does not stop may cost.
    private static readonly TimeSpan CpuLimit = TimeSpan.FromSeconds(4);

    public static TheoryData<string> Scripts => [.. Bombs.All];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Run_Bomb_IsContained(string bomb)
    {
        using var neighbour = new TestIsolate();
        neighbour.Evaluate("globalThis.count = 0");
        AssertContained(bomb);
        Assert.Equal("1", neighbour.Evaluate("++count"));
        GC.Collect();
        Assert.Throws<NullReferenceException>(static () => ((string?)null)!.Length);
    }

    [Fact]
    public void Run_AllBombsFromFourThreads_AreContained()
    {
        using var neighbour = new TestIsolate();
        neighbour.Evaluate("globalThis.count = 0");
        var options = new ParallelOptions { MaxDegreeOfParallelism = 4 };
        Parallel.ForEach(Bombs.All, options, bomb =>
        {
            AssertContained(bomb);
            neighbour.Evaluate("count++");
        });
        Assert.Equal(Bombs.All.Count.ToString(), neighbour.Evaluate("count"));
    }

    private static void AssertContained(string bomb)
    {
        using var isolate = TestIsolate.WithLimit(32);
        var run = isolate.RunAs(1, CpuLimit, bomb);
        if (run.Status != V8Status.Exception)
        {
            Assert.True(run.Status is V8Status.Terminated or V8Status.Lost, $"{bomb}: {run.Status}");
            Assert.NotEqual(V8TerminationReason.Host, run.Reason);
        }

        Assert.Equal(run.Status == V8Status.Lost, isolate.Isolate.IsLost);
    }
}

using EdgeIsolates.V8.Interop;
using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Memory;

public class FatalErrorsTests
{
    [Fact]
    public void Run_FatalOutOfMemory_IsContainedAndCounted()
    {
        using var neighbour = new TestIsolate();
        neighbour.Evaluate("globalThis.kept = 'unharmed'");
        var before = V8Engine.Statistics;
        using var isolate = Lose();
        Assert.True(isolate.Isolate.IsLost);
        Assert.False(string.IsNullOrEmpty(isolate.Isolate.LossReason));
        Assert.Equal(V8TerminationReason.Memory, isolate.Isolate.TerminationReason);
        Assert.Equal("unharmed", neighbour.Evaluate("kept"));
        var after = V8Engine.Statistics;
        Assert.Equal(before.IsolatesLost + 1, after.IsolatesLost);
        Assert.Equal(before.IsolatesLive, after.IsolatesLive);
        Assert.True(after.ReclaimedBytes > before.ReclaimedBytes);
    }

    // Every other door to the end of the process: V8's fatal-error handler, a failed check, a trap in code, native memory that is exhausted.
    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "")]
    [InlineData(2, "trap")]
    [InlineData(3, "native memory")]
    public void Fail_ThroughEachDoor_IsContained(int door, string why)
    {
        using var neighbour = new TestIsolate();
        for (var round = 0; round < 3; round++)
        {
            using var isolate = new TestIsolate();
            using (var scope = isolate.Isolate.Enter())
            {
                Assert.Equal(V8Status.Lost, NativeMethods.ev8_fail(isolate.Isolate.Native, door));
            }

            Assert.True(isolate.Isolate.IsLost);
            Assert.Contains(why, isolate.Isolate.LossReason, StringComparison.Ordinal);
            Assert.Equal("2", neighbour.Evaluate("1 + 1"));
            Assert.Throws<NullReferenceException>(static () => ((string?)null)!.Length);
        }
    }

    [Fact]
    public void Run_FatalOutOfMemory_GivesMostOfItsMemoryBack()
    {
        var before = V8Engine.Statistics.LostBytes;
        using var isolate = Lose();
        Assert.True(V8Engine.Statistics.LostBytes - before < 16 << 20, $"{V8Engine.Statistics.LostBytes - before >> 10} KB lost");
    }

    [Fact]
    public void Run_FatalOutOfMemory_RuntimeOfDotNetStillWorks()
    {
        for (var round = 0; round < 3; round++)
        {
            using var isolate = Lose();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.Throws<NullReferenceException>(static () => ((string?)null)!.Length);
            Assert.Throws<DivideByZeroException>(static () => 1 / Zero());
            Assert.Throws<InvalidOperationException>((Action)(static () => throw new InvalidOperationException()));
        }

        static int Zero() => 0;
    }

    [Fact]
    public void Enter_AfterLoss_EverythingAnswersLost()
    {
        using var isolate = Lose();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Lost, scope.Evaluate(TestIsolate.Script("1"), out var value));
        Assert.False(value.Exists);
        Assert.Equal(V8Status.Lost, scope.RunMicrotasks());
        Assert.Equal(V8Status.Lost, scope.Call(scope.Internal("identity"), out _, scope.Int32(1)));
        Assert.Equal(V8Status.Lost, scope.AddModules([TestIsolate.Script("1")]));
        Assert.Equal(V8Status.Lost, scope.LinkModule(TestIsolate.ScriptName, out _));
        Assert.Equal(V8Status.Lost, scope.EvaluateModule(TestIsolate.ScriptName, out _));
        Assert.Equal(V8Status.Lost, scope.GetNamespace(TestIsolate.ScriptName, out _));
        Assert.Equal(V8Status.Lost, scope.SetLimits(new V8IsolateOptions()));
        Assert.Equal(V8Status.Lost, scope.CollectGarbage());
        Assert.Equal(V8Status.Lost, scope.WriteHeapSnapshot(Stream.Null));
        Assert.Equal(V8Status.Lost, scope.Resolve(default, scope.Undefined));
        Assert.Equal(V8Status.Lost, scope.Serialize(scope.Int32(1), out _));
        Assert.Equal(V8Status.Lost, scope.Deserialize([1], out _));
        Assert.Equal(default, scope.GetHeapStatistics());
        Assert.False(scope.String("x").Exists);
        Assert.False(scope.Bytes([1]).Exists);
        Assert.False(scope.LendBytes(new byte[1]).Exists);
        Assert.False(scope.Undefined.Exists);
        Assert.False(scope.Hold(scope.Null).IsValid);
        Assert.False(scope.Internal("identity").Exists);
        Assert.False(scope.TryTakeUnhandledRejection(out _));
        Assert.False(scope.HasPendingWork);
        Assert.Empty(scope.CreateCodeCache(TestIsolate.ScriptName));
        Assert.NotNull(scope.Describe(default));
        Assert.NotNull(scope.TakeException());
        scope.ResetHandles();
        scope.SettleTermination();
        scope.SwitchRequest(1);
        Assert.True(isolate.Isolate.IsLost);
    }

    [Fact]
    public void Scope_LostWhileInside_CanBeLeft()
    {
        using var isolate = TestIsolate.WithLimit(32);
        using (var scope = isolate.Isolate.Enter())
        {
            scope.BeginRequest(1, TimeSpan.Zero);
            scope.SwitchRequest(1);
            var before = ThreadCpu.Now;
            Assert.Equal(V8Status.Lost, scope.Evaluate(TestIsolate.Script(Bombs.Fatal), out _));
            Assert.Equal(V8Status.Lost, scope.Evaluate(TestIsolate.Script("1"), out _));
            Assert.InRange(scope.EndRequest(1), TimeSpan.FromTicks(1), ThreadCpu.Now - before + TimeSpan.FromMilliseconds(5));
        }

        isolate.Isolate.Terminate();
        isolate.Isolate.TerminateRequest(1);
        isolate.Isolate.ChargeHostMemory(1);
        Assert.True(isolate.Isolate.MemoryUsedBytes >= 0);
    }

    [Fact]
    public void Dispose_Lost_IsHarmless()
    {
        for (var round = 0; round < 3; round++)
        {
            Lose().Dispose();
        }

        using var next = new TestIsolate();
        Assert.Equal("2", next.Evaluate("1 + 1"));
    }

    [Fact]
    public void InvokeOp_LossInItsNestedCall_IsContained()
    {
        using var isolate = TestIsolate.WithLimit(32);
        var inner = V8Status.Ok;
        var finished = false;
        isolate.Host.Custom = (in V8OpCall call) =>
        {
            inner = call.Scope.Call(call.GetValue(0), out _);
            call.Return("ignored");
            finished = true;
        };
        Assert.Equal(V8Status.Lost, isolate.Run($"host.custom(() => {{ {Bombs.Fatal} }}); host.record('never')"));
        Assert.Equal(V8Status.Lost, inner);
        Assert.True(finished);
        Assert.Empty(isolate.Host.Records);
    }

    [Fact]
    public void InvokeOp_LossOfAnotherIsolate_IsNotItsOwn()
    {
        using var outer = TestIsolate.WithLimit(32);
        using var inner = TestIsolate.WithLimit(32);
        var status = V8Status.Ok;
        outer.Host.Custom = (in V8OpCall call) =>
        {
            status = inner.Run(Bombs.Fatal);
            call.Return("went on");
        };
        Assert.Equal("went on", outer.Evaluate("host.custom()"));
        Assert.Equal(V8Status.Lost, status);
        Assert.True(inner.Isolate.IsLost);
        Assert.False(outer.Isolate.IsLost);
    }

    [Fact]
    public void Loss_HeldByManaged_IsCollectable()
    {
        var lost = new List<WeakReference>();
        for (var round = 0; round < 4; round++)
        {
            Add(lost);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.All(lost, host => Assert.False(host.IsAlive));

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Add(List<WeakReference> hosts)
        {
            using var isolate = Lose();
            hosts.Add(new WeakReference(isolate.Host));
        }
    }

    private static TestIsolate Lose()
    {
        var isolate = TestIsolate.WithLimit(32);
        Assert.Equal(V8Status.Lost, isolate.Run(Bombs.Fatal));
        return isolate;
    }
}

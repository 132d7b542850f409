using EdgeIsolates.Isolates;

namespace EdgeIsolates.Tests.Isolates;

public sealed class IsolateUseTests
{
    private int _closed;

    [Fact]
    public void Retire_Unused_ClosesAtOnce()
    {
        IsolateUse use = New();
        use.Retire();
        Assert.Equal(1, _closed);
        Assert.False(use.TryAdd());
    }

    [Fact]
    public void Retire_InUse_ClosesWhenTheLastUserLeaves()
    {
        IsolateUse use = New();
        Assert.True(use.TryAdd());
        use.Add();
        use.Retire();
        use.Retire();
        Assert.False(use.TryAdd());
        use.Release();
        Assert.Equal(0, _closed);
        use.Release();
        Assert.Equal(1, _closed);
    }

    [Fact]
    public async Task TryAdd_WhileRetiring_NeverBothClosedAndEntered()
    {
        for (int round = 0; round < 2_000; round++)
        {
            IsolateUse use = New();
            _closed = 0;
            Task<bool> adding = Task.Run(use.TryAdd);
            use.Retire();
            if (await adding)
            {
                Assert.Equal(0, _closed);
                use.Release();
            }

            Assert.Equal(1, _closed);
        }
    }

    private IsolateUse New() => new(() => Interlocked.Increment(ref _closed));
}

using EdgeIsolates.Isolates;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

public sealed class BlankReserveTests : IAsyncTest
{
    private readonly FakeTime _time = new();
    private readonly EdgeHost _host;

    public BlankReserveTests() => _host = new EdgeHost(options =>
    {
        options.Pool.MinBlanks = 1;
        options.Pool.MaxBlanks = 3;
    }, _time);

    [Fact]
    public void Target_ColdStarts_RaisesItUpToTheMost()
    {
        BlankReserve reserve = _host.Blanks;
        Assert.Equal(1, reserve.Target);
        reserve.Take().Dispose();
        Assert.Equal(2, reserve.Target);
        for (int i = 0; i < 40; i++)
        {
            reserve.Take().Dispose();
        }

        Assert.Equal(3, reserve.Target);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, reserve.Target);
    }

    [Fact]
    public void Fill_Short_MakesBlanksInTheBackground()
    {
        BlankReserve reserve = _host.Blanks;
        reserve.Fill();
        Assert.True(SpinWait.SpinUntil(() => reserve.Ready == 1, TimeSpan.FromSeconds(60)), "The reserve was not filled.");
    }

    [Fact]
    public void Trim_MoreThanTheTarget_DisposesTheRest()
    {
        BlankReserve reserve = _host.Blanks;
        for (int i = 0; i < 30; i++)
        {
            reserve.Take().Dispose();
        }

        Assert.True(SpinWait.SpinUntil(() => reserve.Ready == 3, TimeSpan.FromSeconds(60)), "The reserve was not filled.");
        _time.Advance(TimeSpan.FromHours(1));
        reserve.Trim();
        Assert.InRange(reserve.Ready, 1, 2);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}

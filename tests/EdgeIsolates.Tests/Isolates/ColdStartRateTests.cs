using EdgeIsolates.Isolates;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

public sealed class ColdStartRateTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public void PerSecond_SteadyColdStarts_ApproachesTheirRate()
    {
        var rate = new ColdStartRate(_time);
        for (int i = 0; i < 300; i++)
        {
            rate.Note();
            _time.Advance(TimeSpan.FromMilliseconds(200));
        }

        Assert.InRange(rate.PerSecond, 4.5, 5.1);
    }

    [Fact]
    public void PerSecond_AfterABurst_IsForgottenWithinAMinute()
    {
        var rate = new ColdStartRate(_time);
        for (int i = 0; i < 100; i++)
        {
            rate.Note();
        }

        Assert.InRange(rate.PerSecond, 9.9, 10.1);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(rate.PerSecond, 0, 0.05);
    }
}

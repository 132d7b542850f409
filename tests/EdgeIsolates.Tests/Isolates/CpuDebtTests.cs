using EdgeIsolates.Isolates;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

public sealed class CpuDebtTests
{
    private readonly FakeTime _time = new();
    private readonly CpuDebt _debt;

    public CpuDebtTests() => _debt = new CpuDebt(_time);

    [Fact]
    public void IsHeavy_ManyShortRequests_IsFalse()
    {
        for (int i = 0; i < 10_000; i++)
        {
            _debt.Note(TimeSpan.FromMilliseconds(9));
        }

        Assert.False(_debt.IsHeavy);
    }

    [Fact]
    public void IsHeavy_OneLongishRequestNowAndThen_IsFalse()
    {
        for (int i = 0; i < 100; i++)
        {
            _debt.Note(TimeSpan.FromMilliseconds(100));
            Assert.False(_debt.IsHeavy);
            _time.Advance(TimeSpan.FromSeconds(2));
        }
    }

    [Fact]
    public void IsHeavy_OneThatBurns_IsTrueUntilItIsForgiven()
    {
        _debt.Note(TimeSpan.FromSeconds(1));
        Assert.True(_debt.IsHeavy);
        _time.Advance(TimeSpan.FromSeconds(17));
        Assert.True(_debt.IsHeavy);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(_debt.IsHeavy);
    }

    [Fact]
    public void IsHeavy_BurnsForLong_IsForgivenWithinAMinute()
    {
        for (int i = 0; i < 1_000; i++)
        {
            _debt.Note(TimeSpan.FromSeconds(30));
        }

        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.False(_debt.IsHeavy);
    }
}

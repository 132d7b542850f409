using EdgeIsolates.Isolates;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeIsolates.Tests.Isolates;

public sealed class QuarantineTests
{
    private static readonly EdgeFunction Function = new() { Name = "f", Version = "1-00000000", Modules = [EdgeModule.JavaScript("index.js", "")] };

    private readonly FakeTime _time = new();
    private readonly EdgeIsolatesOptions _options = new() { QuarantineAfterLosses = 2 };

    [Fact]
    public void NoteLoss_FewerThanTheLimit_RefusesNobody()
    {
        Quarantine sut = CreateSut();
        sut.NoteLoss(Function);
        Assert.False(sut.IsRefused(Function, out _));
        Assert.Empty(sut.Names);
    }

    [Fact]
    public void NoteLoss_AtTheLimit_RefusesForAGrowingTime()
    {
        Quarantine sut = CreateSut();
        sut.NoteLoss(Function);
        sut.NoteLoss(Function);
        Assert.True(sut.IsRefused(Function, out TimeSpan left));
        Assert.Equal(_options.QuarantineTime, left);
        Assert.Equal(["f"], sut.Names);

        _time.Advance(_options.QuarantineTime);
        Assert.False(sut.IsRefused(Function, out _));

        sut.NoteLoss(Function);
        Assert.True(sut.IsRefused(Function, out left));
        Assert.Equal(2 * _options.QuarantineTime, left);
    }

    [Fact]
    public void NoteLoss_ManyTimes_StaysBelowTheMost()
    {
        Quarantine sut = CreateSut();
        for (int i = 0; i < 100; i++)
        {
            sut.NoteLoss(Function);
        }

        Assert.True(sut.IsRefused(Function, out TimeSpan left));
        Assert.Equal(_options.MaxQuarantineTime, left);
    }

    [Fact]
    public void NoteLoss_AfterAWindowOfPeace_StartsAnew()
    {
        Quarantine sut = CreateSut();
        sut.NoteLoss(Function);
        _time.Advance(_options.QuarantineWindow + TimeSpan.FromSeconds(1));
        sut.NoteLoss(Function);
        Assert.False(sut.IsRefused(Function, out _));
    }

    [Fact]
    public void IsRefused_AnotherVersion_IsServed()
    {
        Quarantine sut = CreateSut();
        sut.NoteLoss(Function);
        sut.NoteLoss(Function);
        Assert.False(sut.IsRefused(Function with { Version = "2-00000000" }, out _));
    }

    private Quarantine CreateSut() => new(_options, _time, NullLogger<Quarantine>.Instance);
}

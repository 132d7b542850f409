using EdgeIsolates.Bindings.Caching;
using EdgeIsolates.Tests.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeIsolates.Tests.Bindings.Caching;

public sealed class ResponseCacheTests
{
    private static readonly KeyValuePair<string, string>[] NoHeaders = [];

    private readonly FakeTime _time = new();

    [Fact]
    public void Put_OverTheBudget_TheFullestGivesUpWhatItUsedLeast()
    {
        var cache = new ResponseCache(100_000, _time);
        cache.Put("small", "k", NoHeaders, Response(1_000));
        foreach (string key in new[] { "a", "b", "c" })
        {
            cache.Put("full", key, NoHeaders, Response(30_000));
        }

        Read(cache, "full", "a");
        cache.Put("full", "d", NoHeaders, Response(30_000));

        Assert.True(Read(cache, "small", "k"));
        Assert.Equal([true, false, true, true], new[] { "a", "b", "c", "d" }.Select(key => Read(cache, "full", key)));
        Assert.InRange(cache.Bytes, 90_000, 100_000);
    }

    [Fact]
    public void Done_OfAnAnswerThatWasDropped_GivesItsMemoryBack()
    {
        var cache = new ResponseCache(100_000, _time);
        cache.Put("f", "a", NoHeaders, Response(60_000));
        KeptResponse first = cache.Take("f", "a", NoHeaders)!;
        KeptResponse second = cache.Take("f", "a", NoHeaders)!;
        Assert.True(cache.Delete("f", "a"));

        cache.Put("f", "b", NoHeaders, Response(60_000));
        Assert.False(Read(cache, "f", "b"));
        cache.Done(first);
        Assert.InRange(cache.Bytes, 60_000, 70_000);
        cache.Done(second);

        Assert.Equal(0, cache.Bytes);
        cache.Put("f", "b", NoHeaders, Response(60_000));
        Assert.True(Read(cache, "f", "b"));
    }

    [Fact]
    public void Put_VariantsWithoutEnd_OldOnesGo()
    {
        var cache = new ResponseCache(10_000_000, _time);
        for (int i = 0; i < 100; i++)
        {
            KeyValuePair<string, string>[] request = [new("accept", $"{i}")];
            cache.Put("f", "k", request, Response(10) with { Vary = [new("accept", $"{i}")] });
        }

        Assert.Equal(32, Enumerable.Range(0, 100).Count(i => cache.Take("f", "k", [new("accept", $"{i}")]) is not null));
        Assert.NotNull(cache.Take("f", "k", [new("accept", "99")]));
    }

    [Fact]
    public void TryHold_BodiesThatNeverEnd_TakeHalfAtMost()
    {
        var cache = new ResponseCache(100_000, _time);
        Assert.True(cache.TryHold(50_000));
        Assert.False(cache.TryHold(1));
        cache.Put("f", "a", NoHeaders, Response(40_000));
        Assert.True(Read(cache, "f", "a"));
        cache.Release(50_000);
        Assert.True(cache.TryHold(50_000));
    }

    [Fact]
    public void Operations_InAnyOrder_BytesAreWhatIsThere() => Prop
        .ForAll(Gen.Choose(0, 5).Three().ListOf().ToArbitrary(), steps =>
        {
            var cache = new ResponseCache(20_000, _time);
            List<KeptResponse> taken = [];
            foreach ((int action, int key, int size) in steps)
            {
                switch (action)
                {
                    case 0 or 1 or 2:
                        cache.Put($"f{size % 2}", $"{key}", NoHeaders, Response(size * 1_500));
                        break;
                    case 3 when cache.Take($"f{size % 2}", $"{key}", NoHeaders) is { } found:
                        taken.Add(found);
                        break;
                    case 4 when taken.Count > 0:
                        cache.Done(taken[^1]);
                        taken.RemoveAt(taken.Count - 1);
                        break;
                    case 5:
                        cache.Delete($"f{size % 2}", $"{key}");
                        break;
                }

                Assert.InRange(cache.Bytes, 0, 20_000);
            }

            taken.ForEach(cache.Done);
            foreach (int key in Enumerable.Range(0, 6))
            {
                cache.Delete("f0", $"{key}");
                cache.Delete("f1", $"{key}");
            }

            Assert.Equal(0, cache.Bytes);
        })
        .QuickCheckThrowOnFailure();

    private static bool Read(ResponseCache cache, string function, string key)
    {
        KeptResponse? taken = cache.Take(function, key, NoHeaders);
        if (taken is not null)
        {
            cache.Done(taken);
        }

        return taken is not null;
    }

    private CachedResponse Response(int length) => new()
    {
        Status = 200,
        Headers = [],
        Body = new byte[length],
        Vary = [],
        StoredAt = _time.GetTimestamp(),
        Age = TimeSpan.Zero,
        Lifetime = TimeSpan.FromMinutes(1),
    };
}

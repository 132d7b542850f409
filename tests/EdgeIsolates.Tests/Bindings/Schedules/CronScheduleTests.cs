using EdgeIsolates.Bindings;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeIsolates.Tests.Bindings;

public sealed class CronScheduleTests
{
    // Europe/Berlin: 2026-03-29 02:00 -> 03:00 (01:00Z), 2026-10-25 03:00 -> 02:00 (01:00Z).
    [Theory]
    [InlineData("*/5 * * * *", "UTC", "2026-11-22T12:03:10Z", "2026-11-22T12:05Z 2026-11-22T12:10Z")]
    [InlineData("* * * * *", "UTC", "2026-11-22T12:03:00Z", "2026-11-22T12:04Z 2026-11-22T12:05Z")]
    [InlineData("0 9 * * MON-FRI", "UTC", "2026-11-20T10:00:00Z", "2026-11-23T09:00Z 2026-11-24T09:00Z")]
    [InlineData("0 17 * * 1", "UTC", "2026-11-20T10:00:00Z", "2026-11-22T17:00Z 2026-11-29T17:00Z")]
    [InlineData("0 17 * * sun", "UTC", "2026-11-20T10:00:00Z", "2026-11-22T17:00Z")]
    [InlineData("10 7 * * 2-6", "UTC", "2026-11-20T10:00:00Z", "2026-11-23T07:10Z")]
    [InlineData("59 23 LW * *", "UTC", "2026-10-01T00:00:00Z", "2026-10-30T23:59Z 2026-11-30T23:59Z")]
    [InlineData("0 0 L * *", "UTC", "2026-02-01T00:00:00Z", "2026-02-28T00:00Z 2026-03-31T00:00Z")]
    [InlineData("0 0 * * 6#3", "UTC", "2026-11-01T00:00:00Z", "2026-11-20T00:00Z")]
    [InlineData("0 0 13 * FRI", "UTC", "2026-11-01T00:00:00Z", "2026-11-06T00:00Z 2026-11-13T00:00Z")]
    [InlineData("0 0 29 2 *", "UTC", "2026-11-01T00:00:00Z", "2028-02-29T00:00Z")]
    [InlineData("0 9 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", "2026-03-28T08:00Z 2026-03-29T07:00Z")]
    [InlineData("0 9 * * *", "Asia/Kathmandu", "2026-03-28T00:00:00Z", "2026-03-28T03:15Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", "2026-03-28T01:30Z 2026-03-29T01:00Z 2026-03-30T00:30Z")]
    [InlineData("*/20 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T01:00Z 2026-03-30T00:00Z")]
    [InlineData("*/30 * * * *", "Europe/Berlin", "2026-03-29T00:10:00Z", "2026-03-29T00:30Z 2026-03-29T01:00Z 2026-03-29T01:30Z")]
    [InlineData("15 * * * *", "Europe/Berlin", "2026-03-29T00:10:00Z", "2026-03-29T00:15Z 2026-03-29T01:15Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T00:30Z 2026-10-26T01:30Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-26T01:30Z")]
    [InlineData("*/30 * * * *", "Europe/Berlin", "2026-10-24T23:50:00Z", "2026-10-25T00:00Z 2026-10-25T00:30Z 2026-10-25T01:00Z 2026-10-25T01:30Z 2026-10-25T02:00Z")]
    [InlineData("30 * * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T01:30Z 2026-10-25T02:30Z")]
    [InlineData("0 */2 * * *", "Europe/Berlin", "2026-10-24T22:30:00Z", "2026-10-25T00:00Z 2026-10-25T01:00Z 2026-10-25T03:00Z")]
    public void NextAfter_Expressions_AreDueWhenTheySay(string cron, string zone, string after, string expected)
    {
        CronSchedule schedule = Parse(cron, zone);
        DateTimeOffset at = DateTimeOffset.Parse(after, null);
        foreach (string next in expected.Split(' '))
        {
            at = schedule.NextAfter(at)!.Value;
            Assert.Equal(next, at.ToString("yyyy-MM-ddTHH:mm", null) + "Z");
        }
    }

    [Theory]
    [InlineData("* * * *", "has 4 fields; it has five")]
    [InlineData("", "has 0 fields; it has five")]
    [InlineData("0 */5 * * * *", "has 6 fields; it has five")]
    [InlineData("60 * * * *", "cannot be read")]
    [InlineData("x * * * *", "cannot be read")]
    [InlineData("* * * * 0", "cannot be read")]
    [InlineData("* * * 13 *", "cannot be read")]
    [InlineData("@daily", "has 1 fields")]
    public void TryParse_Faulty_SaysWhy(string cron, string expected)
    {
        Assert.False(CronSchedule.TryParse(new CronTrigger { Cron = cron }, out _, out string? fault));
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ImpossibleTwiceOrUnknownZone_IsRefused()
    {
        CronTrigger[] crons =
        [
            new() { Cron = "0 0 31 2 *" },
            new() { Cron = "0 0 * * *", TimeZone = "Mars/Base" },
            new() { Cron = "1 * * * *" },
            new() { Cron = "1 * * * *" },
        ];

        Assert.Equal(
            [
                "crons names \"1 * * * *\" twice.",
                "The cron expression \"0 0 31 2 *\" is never due.",
                "The time zone \"Mars/Base\" of the cron expression \"0 0 * * *\" is not known here; it is an IANA name such as Europe/Berlin.",
            ],
            CronRules.Check(crons));
    }

    [Fact]
    public void LastBetween_LongTimes_FindsTheLast()
    {
        DateTimeOffset now = new(2026, 11, 22, 12, 3, 0, TimeSpan.Zero);

        Assert.Equal(now, Parse("* * * * *").LastBetween(now.AddYears(-20), now));
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), Parse("0 0 1 * *").LastBetween(now.AddYears(-20), now));
        Assert.Equal(new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.Zero), Parse("0 0 29 2 *").LastBetween(now.AddYears(-20), now));
        Assert.Null(Parse("0 0 29 2 *").LastBetween(now.AddYears(-1), now));
        Assert.Null(Parse("* * * * *").LastBetween(now, now.AddSeconds(59)));
    }

    /// <summary>Against the plain definition: look at each minute's clock.</summary>
    [Fact]
    public void NextAfter_AnyDayOfAnyZone_IsTheNextMinuteOnTheClock()
    {
        Gen<string> zones = Gen.Elements("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu");
        Gen<(string Zone, int Start, int Minute, int Hour)> all =
            from zone in zones
            from start in Gen.Choose(0, 60 * 24 * 365)
            from minute in Gen.Choose(0, 59)
            from hour in Gen.Choose(0, 23)
            select (zone, start, minute, hour);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(all.ToArbitrary(), some => IsSound(some.Zone, some.Start, some.Minute, some.Hour)));
    }

    private static bool IsSound(string zoneName, int start, int minute, int hour)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        DateTimeOffset after = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(start);
        return Minutes(after).First(at => TimeZoneInfo.ConvertTime(at, zone).Minute == minute) == Parse($"{minute} * * * *", zoneName).NextAfter(after)
            && IsSoundTimeOfDay(Parse($"{minute} {hour} * * *", zoneName).NextAfter(after)!.Value, zone, hour, minute, after);
    }

    /// <summary>The clock shows it then, for the first time; or it never showed it that day, and this is the end of the gap.</summary>
    private static bool IsSoundTimeOfDay(DateTimeOffset next, TimeZoneInfo zone, int hour, int minute, DateTimeOffset after)
    {
        DateTime clock = TimeZoneInfo.ConvertTime(next, zone).DateTime;
        DateTime named = clock.Date.AddHours(hour).AddMinutes(minute);
        bool isIt = clock == named || (zone.IsInvalidTime(named) && !zone.IsInvalidTime(clock) && zone.IsInvalidTime(clock.AddMinutes(-1)));
        return isIt && next > after && next - after <= TimeSpan.FromHours(50);
    }

    private static IEnumerable<DateTimeOffset> Minutes(DateTimeOffset after) => Enumerable.Range(1, 60 * 60).Select(minutes => after.AddMinutes(minutes));

    private static CronSchedule Parse(string cron, string zone = "UTC")
    {
        Assert.True(CronSchedule.TryParse(new CronTrigger { Cron = cron, TimeZone = zone }, out CronSchedule? schedule, out string? fault), fault);
        return schedule;
    }
}

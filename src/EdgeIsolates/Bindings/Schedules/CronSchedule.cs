using System.Diagnostics.CodeAnalysis;
using Quartz;

namespace EdgeIsolates.Bindings;

// The times of a cron expression.
//
// Quartz reads the expression: its dialect is the one that Workers has, with seconds in front. It is asked on the wall clock, as if that were UTC, and the time zone is ours, so that
// the days on which clocks change have plain rules:
//
// 1. An expression that names hours ("30 2 * * *") means that time of day. When the clock skips it, it is due at the end of the gap, once; when the clock shows it twice, at the
//    first of the two.
// 2. One whose hour has a star ("*/15 * * * *") means every so often. It passes over the gap, and goes on in the hour that comes twice.
internal sealed class CronSchedule
{
    private const int Fields = 5;
    private const string EverySecond = "0 ";

    // No zone repeats more than that.
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromHours(3);

    // The last time before another is looked for in ever longer stretches before it.
    private static readonly TimeSpan[] Stretches = [TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(35), TimeSpan.FromDays(366), TimeSpan.MaxValue];

    private readonly CronExpression _expression;
    private readonly TimeZoneInfo _zone;
    private readonly bool _namesHours;

    private CronSchedule(CronExpression expression, TimeZoneInfo zone, bool namesHours)
    {
        _expression = expression;
        _zone = zone;
        _namesHours = namesHours;
    }

    public static bool TryParse(CronTrigger trigger, [NotNullWhen(true)] out CronSchedule? schedule, [NotNullWhen(false)] out string? fault)
    {
        schedule = null;
        string[] fields = trigger.Cron.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length != Fields)
        {
            fault = $"The cron expression \"{trigger.Cron}\" has {fields.Length} fields; it has five: minute, hour, day of month, month, day of week.";
            return false;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(trigger.TimeZone, out TimeZoneInfo? zone))
        {
            fault = $"The time zone \"{trigger.TimeZone}\" of the cron expression \"{trigger.Cron}\" is not known here; it is an IANA name such as Europe/Berlin.";
            return false;
        }

        try
        {
            var expression = new CronExpression(EverySecond + string.Join(' ', fields), TimeZoneInfo.Utc);
            schedule = new CronSchedule(expression, zone, namesHours: !fields[1].Contains('*', StringComparison.Ordinal));
            fault = null;
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            fault = $"The cron expression \"{trigger.Cron}\" cannot be read: {exception.Message.TrimEnd('.')}.";
            return false;
        }
    }

    /// <summary>The first time after another; <see langword="null"/> when there is none.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset time)
    {
        DateTime clock = TimeZoneInfo.ConvertTime(time, _zone).DateTime;
        var wall = new DateTimeOffset(_zone.IsAmbiguousTime(clock) ? clock - LongestOverlap : clock, TimeSpan.Zero);
        DateTimeOffset? best = null;
        while (_expression.GetNextValidTimeAfter(wall) is { } next)
        {
            wall = next;
            foreach (DateTimeOffset instant in InstantsOf(DateTime.SpecifyKind(next.DateTime, DateTimeKind.Unspecified)))
            {
                best = instant > time && (best is null || instant < best) ? instant : best;
            }

            if (best is not null && !_zone.IsAmbiguousTime(DateTime.SpecifyKind(next.DateTime, DateTimeKind.Unspecified)))
            {
                return best;
            }
        }

        return best;
    }

    /// <summary>The last time after one and not after another.</summary>
    public DateTimeOffset? LastBetween(DateTimeOffset after, DateTimeOffset upTo)
    {
        foreach (TimeSpan stretch in Stretches)
        {
            DateTimeOffset start = upTo - after <= stretch ? after : upTo - stretch;
            DateTimeOffset? last = null;
            while (NextAfter(last ?? start) is { } next && next <= upTo)
            {
                last = next;
            }

            if (last is not null || start == after)
            {
                return last;
            }
        }

        return null;
    }

    /// <summary>When the clock shows a time.</summary>
    private IEnumerable<DateTimeOffset> InstantsOf(DateTime clock)
    {
        if (_zone.IsInvalidTime(clock))
        {
            if (!_namesHours)
            {
                yield break;
            }

            while (_zone.IsInvalidTime(clock))
            {
                clock = clock.AddMinutes(1);
            }
        }

        if (!_zone.IsAmbiguousTime(clock))
        {
            yield return new DateTimeOffset(clock, _zone.GetUtcOffset(clock)).ToUniversalTime();
            yield break;
        }

        TimeSpan[] offsets = _zone.GetAmbiguousTimeOffsets(clock);
        yield return new DateTimeOffset(clock, offsets.Max()).ToUniversalTime();
        if (!_namesHours)
        {
            yield return new DateTimeOffset(clock, offsets.Min()).ToUniversalTime();
        }
    }
}

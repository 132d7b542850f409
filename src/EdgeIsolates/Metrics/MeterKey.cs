using System.Runtime.InteropServices;

namespace EdgeIsolates.Metrics;

/// <summary>What is counted together. The minute counts from the beginning of the common era, in UTC.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MeterKey(string FunctionName, string Version, string Region, long Minute)
{
    /// <summary>The function that stands for all that are too many to be told apart.</summary>
    public const string OtherFunctions = "*";

    public static MeterKey Of(InvocationRecord record) => new(record.FunctionName, record.FunctionVersion, record.Region, MinuteOf(record.StartedAt));

    public static MeterKey Of(MetricsBucket bucket) => new(bucket.FunctionName, bucket.Version, bucket.Region, MinuteOf(bucket.Minute));

    public static DateTimeOffset TimeOf(long minute) => new(minute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    /// <summary>The same minute's entry for all that are too many.</summary>
    public MeterKey ToOther() => new(OtherFunctions, "", Region, Minute);

    private static long MinuteOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerMinute;
}

using System.Runtime.InteropServices;

namespace EdgeIsolates.Records;

/// <summary>When a request came, on the clock and as a timestamp to measure from.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CallStart(DateTimeOffset Time, long Timestamp)
{
    public static CallStart Now(TimeProvider time) => new(time.GetUtcNow(), time.GetTimestamp());
}

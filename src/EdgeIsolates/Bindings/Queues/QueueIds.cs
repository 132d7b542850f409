using System.Globalization;

namespace EdgeIsolates.Bindings;

/// <summary>Ids of messages: 32 hexadecimal digits that rise with time, and within a millisecond of one process with each message.</summary>
internal static class QueueIds
{
    private static readonly Lock Gate = new();
    private static long s_last;

    public static string Next(DateTimeOffset now)
    {
        long stamp;
        lock (Gate)
        {
            // 48 bits of milliseconds, 16 of a counter.
            stamp = s_last = Math.Max(now.ToUnixTimeMilliseconds() << 16, s_last + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{stamp:x16}{Random.Shared.NextInt64():x16}");
    }
}

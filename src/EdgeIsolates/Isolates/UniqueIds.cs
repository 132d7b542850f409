using System.Security.Cryptography;

namespace EdgeIsolates.Isolates;

/// <summary>Short ids that no other process gives out: a random head per process and a counter.</summary>
internal static class UniqueIds
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuv";
    private const int HeadLength = 8;
    private const int CounterLength = 8;

    private static readonly string Head = RandomNumberGenerator.GetString(Digits, HeadLength);
    private static long _counter;

    public static string Next() => string.Create(HeadLength + CounterLength, Interlocked.Increment(ref _counter), static (id, counter) =>
    {
        Head.CopyTo(id);
        for (int i = id.Length - 1; i >= HeadLength; i--)
        {
            id[i] = Digits[(int)(counter & 31)];
            counter >>= 5;
        }
    });
}

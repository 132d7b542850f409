using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EdgeIsolates.Bindings.KeyValue;

// Where a list goes on: the last key that was told, with a check sum over it and the list that it belongs to. Nodes keep nothing for a list, and a cursor holds on
// every node and after any time.
//
// The sum tells a cursor of another list, or one that was cut or made up, from a good one. It is no seal, and needs to be none: somebody who works one out for
// himself makes a list of his own namespace begin at a key of his choice, which `prefix` lets him do as well.
internal static class KeyValueCursor
{
    private const int SumBytes = 8;

    public static string Make(string namespaceId, string prefix, string lastKey)
    {
        byte[] key = Encoding.UTF8.GetBytes(lastKey);
        return Base64Url.EncodeToString([.. Sum(namespaceId, prefix, key), .. key]);
    }

    /// <summary>The key to go on after; <see langword="null"/> when the cursor is none of this list.</summary>
    public static string? Read(string namespaceId, string prefix, string cursor)
    {
        if (!Base64Url.IsValid(cursor) || Base64Url.DecodeFromChars(cursor) is not { Length: > SumBytes } bytes)
        {
            return null;
        }

        string key = Encoding.UTF8.GetString(bytes.AsSpan(SumBytes));
        return Make(namespaceId, prefix, key) == cursor ? key : null;
    }

    private static ReadOnlySpan<byte> Sum(string namespaceId, string prefix, ReadOnlySpan<byte> key) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes($"{namespaceId.Length} {prefix.Length} {namespaceId}{prefix}"), .. key]).AsSpan(0, SumBytes);
}

using System.Security.Cryptography;
using System.Text;

namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>
/// Ids of objects: 24 bytes that are the hash of a name, or random, and 8 that are the hash of the namespace and those: an id of another namespace is told by it. The same name gives the same id
/// for ever.
/// </summary>
internal static class ObjectIds
{
    private const int BodyBytes = 24;
    private const int MarkBytes = 8;
    private const int Length = 2 * (BodyBytes + MarkBytes);

    public static string OfName(string objectNamespace, string name) => Make(objectNamespace, Hash(objectNamespace, 'n', Encoding.UTF8.GetBytes(name)).AsSpan(0, BodyBytes));

    public static string New(string objectNamespace) => Make(objectNamespace, RandomNumberGenerator.GetBytes(BodyBytes));

    public static bool IsOf(string objectNamespace, string id) =>
        id.Length == Length && id.All(char.IsAsciiHexDigitLower) && Make(objectNamespace, Convert.FromHexString(id.AsSpan(0, 2 * BodyBytes))) == id;

    private static string Make(string objectNamespace, ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower([.. body, .. Hash(objectNamespace, 'm', body).AsSpan(0, MarkBytes)]);

    private static byte[] Hash(string objectNamespace, char purpose, ReadOnlySpan<byte> data) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes($"{objectNamespace}\0{purpose}"), .. data]);
}

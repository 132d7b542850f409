using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace EdgeIsolates.Deployments;

// The code of a version as stores keep it: one block of bytes, written once. What is in it, in order: a mark, the format's number, whether the main module
// is a classic script, the modules, V8's code cache of the main one, and the encrypted secrets. Numbers are little-endian, texts UTF-8, both with their length in
// front. The block's SHA-256 stands in the version's metadata: who reads it checks the hash first, so that a damaged block is a clear error and never runs.
//
// The code cache is in the block although another V8 rejects it: then a node compiles the source, as if there were none.
internal sealed record FunctionPackage(
    IReadOnlyList<EdgeModule> Modules,
    ReadOnlyMemory<byte> CodeCache,
    bool IsClassicScript,
    IReadOnlyDictionary<string, byte[]> Secrets)
{
    private const uint Mark = 0x4b504945; // "EIPK"
    private const byte Format = 1;

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8))
        {
            writer.Write(Mark);
            writer.Write(Format);
            writer.Write(IsClassicScript);
            writer.Write(Modules.Count);
            foreach (EdgeModule module in Modules)
            {
                writer.Write(module.Name);
                writer.Write((byte)module.Kind);
                Write(writer, module.Content.Span);
            }

            Write(writer, CodeCache.Span);
            writer.Write(Secrets.Count);
            foreach ((string name, byte[] secret) in Secrets)
            {
                writer.Write(name);
                Write(writer, secret);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Reads a package back; false when the bytes are not those that were stored, or of a format this host does not know.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, string hash, [NotNullWhen(true)] out FunctionPackage? package)
    {
        package = null;
        if (!string.Equals(HashOf(bytes.Span), hash, StringComparison.Ordinal))
        {
            return false;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes.ToArray(), writable: false), Encoding.UTF8);
        if (reader.ReadUInt32() != Mark || reader.ReadByte() != Format)
        {
            return false;
        }

        bool isClassicScript = reader.ReadBoolean();
        var modules = new EdgeModule[reader.ReadInt32()];
        for (int i = 0; i < modules.Length; i++)
        {
            modules[i] = new EdgeModule(reader.ReadString(), (EdgeModuleKind)reader.ReadByte(), ReadBytes(reader));
        }

        byte[] codeCache = ReadBytes(reader);
        var secrets = new Dictionary<string, byte[]>();
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            secrets.Add(reader.ReadString(), ReadBytes(reader));
        }

        package = new FunctionPackage(modules, codeCache, isClassicScript, secrets);
        return true;
    }

    private static void Write(BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static byte[] ReadBytes(BinaryReader reader) => reader.ReadBytes(reader.ReadInt32());
}

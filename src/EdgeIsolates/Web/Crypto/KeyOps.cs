using System.Buffers.Binary;
using System.Buffers.Text;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>Asymmetric keys in and out. A key is DER: SubjectPublicKeyInfo or PKCS #8; kinds are those of <see cref="KeyKind"/>.</summary>
internal static class KeyOps
{
    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_crypto_key_generate", Generate),
        new("op_crypto_rsa_check", CheckRsa),
        new("op_crypto_rsa_generate", GenerateRsa),
        new("op_crypto_key_public", PublicOf),
        new("op_crypto_key_import", Import),
        new("op_crypto_key_import_jwk", ImportJwk),
        new("op_crypto_key_raw", Raw),
        new("op_crypto_key_jwk", Jwk),
        new("op_crypto_rsa_public", RsaPublic),
        new("op_crypto_base64url_encode", Encode),
        new("op_crypto_base64url_decode", Decode),
    ];

    /// <summary><c>op_crypto_key_generate(kind)</c>: the private key.</summary>
    private static void Generate(TenantIsolate isolate, in V8OpCall call) =>
        call.Return((ReadOnlySpan<byte>)KeyGeneration.OnCurve(KeyKind.Named(call.GetString(0))));

    /// <summary><c>op_crypto_rsa_check(bits, exponent)</c>: throws when no such key is made.</summary>
    private static void CheckRsa(TenantIsolate isolate, in V8OpCall call) => KeyGeneration.CheckRsa(call.GetDouble(0), call.GetBytes(1));

    /// <summary><c>op_crypto_rsa_generate(bits, exponent)</c>, of what was checked: the private key, later.</summary>
    private static void GenerateRsa(TenantIsolate isolate, in V8OpCall call)
    {
        int bits = call.GetInt32(0);
        byte[] exponent = call.GetBytes(1).ToArray();
        LongCrypto.Return(isolate, in call, 0, left => KeyGeneration.Rsa(bits, exponent, left));
    }

    /// <summary><c>op_crypto_key_public(privateKey)</c>: its public half.</summary>
    private static void PublicOf(TenantIsolate isolate, in V8OpCall call) => call.Return((ReadOnlySpan<byte>)KeyImport.PublicOf(call.GetBytes(0)));

    /// <summary><c>op_crypto_key_import(kind, format, data)</c>: the key of <c>spki</c>, <c>pkcs8</c> or <c>raw</c> data.</summary>
    private static void Import(TenantIsolate isolate, in V8OpCall call)
    {
        KeyKind kind = KeyKind.Named(call.GetString(0));
        ReadOnlySpan<byte> data = call.GetBytes(2);
        call.Return((ReadOnlySpan<byte>)(call.GetString(1) switch
        {
            "spki" => KeyImport.Public(kind, data),
            "pkcs8" => KeyImport.Private(kind, data),
            _ => KeyImport.Raw(kind, data),
        }));
    }

    /// <summary><c>op_crypto_key_import_jwk(kind, numbers, isPrivate)</c>: the key of a JSON Web Key's numbers in base64url with dots between.</summary>
    private static void ImportJwk(TenantIsolate isolate, in V8OpCall call) =>
        call.Return((ReadOnlySpan<byte>)KeyImport.Jwk(KeyKind.Named(call.GetString(0)), call.GetString(1), call.GetBoolean(2)));

    /// <summary><c>op_crypto_key_raw(publicKey)</c>: the point.</summary>
    private static void Raw(TenantIsolate isolate, in V8OpCall call) =>
        call.Return((ReadOnlySpan<byte>)KeyDer.PublicKey(call.GetBytes(0).ToArray()));

    /// <summary><c>op_crypto_key_jwk(kind, key, isPrivate)</c>: its numbers as <c>op_crypto_key_import_jwk</c> takes them.</summary>
    private static void Jwk(TenantIsolate isolate, in V8OpCall call)
    {
        KeyKind kind = KeyKind.Named(call.GetString(0));
        byte[] key = call.GetBytes(1).ToArray();
        bool isPrivate = call.GetBoolean(2);
        byte[][] numbers = kind.IsRsa
            ? RsaNumbers.Of(key, isPrivate)
            : CurveNumbers.Of(kind, isPrivate ? KeyImport.PublicOf(key) : key, isPrivate ? (ReadOnlyMemory<byte>?)key : null);
        call.Return(string.Join('.', numbers.Select(number => Base64Url.EncodeToString(number))));
    }

    /// <summary><c>op_crypto_rsa_public(key, isPrivate)</c>: four bytes of the modulus' length in bits, then the public exponent.</summary>
    private static void RsaPublic(TenantIsolate isolate, in V8OpCall call)
    {
        byte[] key = call.GetBytes(0).ToArray();
        byte[][] numbers = RsaNumbers.Of(key, call.GetBoolean(1));
        byte[] answer = [0, 0, 0, 0, .. numbers[1]];
        BinaryPrimitives.WriteInt32BigEndian(answer, (numbers[0].Length * 8) - byte.LeadingZeroCount(numbers[0][0]));
        call.Return((ReadOnlySpan<byte>)answer);
    }

    /// <summary><c>op_crypto_base64url_encode(bytes)</c>, without padding.</summary>
    private static void Encode(TenantIsolate isolate, in V8OpCall call) => call.Return(Base64Url.EncodeToString(call.GetBytes(0)));

    /// <summary><c>op_crypto_base64url_decode(text)</c>.</summary>
    private static void Decode(TenantIsolate isolate, in V8OpCall call)
    {
        try
        {
            call.Return((ReadOnlySpan<byte>)Base64Url.DecodeFromChars(call.GetString(0)));
        }
        catch (FormatException)
        {
            throw new V8OpException("DataError", "A member of the JSON Web Key is not in base64url.");
        }
    }
}

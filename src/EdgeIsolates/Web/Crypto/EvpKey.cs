using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EdgeIsolates.Web.Crypto;

/// <summary>
/// An asymmetric key as OpenSSL holds it. Scripts hold keys as DER (SubjectPublicKeyInfo or PKCS #8); this is what the DER becomes to be used. Any thread
/// may use it.
/// </summary>
internal sealed unsafe class EvpKey : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int LongestGroupName = 64;

    public EvpKey()
        : base(ownsHandle: true)
    {
    }

    public EvpKey(nint handle)
        : base(ownsHandle: true) => SetHandle(handle);

    public int Bits => LibCrypto.EVP_PKEY_get_bits(this);

    /// <summary>The key of a SubjectPublicKeyInfo, or <see langword="null"/> when it is none, or more than one.</summary>
    public static EvpKey? FromPublic(ReadOnlySpan<byte> der)
    {
        fixed (byte* start = der)
        {
            byte* at = start;
            EvpKey key = LibCrypto.d2i_PUBKEY(0, &at, der.Length);
            return Whole(key, at == start + der.Length);
        }
    }

    /// <summary>The key of a PKCS #8 PrivateKeyInfo, or <see langword="null"/> when it is none, or more than one.</summary>
    public static EvpKey? FromPrivate(ReadOnlySpan<byte> der)
    {
        fixed (byte* start = der)
        {
            byte* at = start;
            nint info = LibCrypto.d2i_PKCS8_PRIV_KEY_INFO(0, &at, der.Length);
            if (info == 0)
            {
                LibCrypto.ERR_clear_error();
                return null;
            }

            EvpKey key = LibCrypto.EVP_PKCS82PKEY(info);
            LibCrypto.PKCS8_PRIV_KEY_INFO_free(info);
            return Whole(key, at == start + der.Length);
        }
    }

    public bool Is(KeyKind kind) =>
        LibCrypto.EVP_PKEY_get_base_id(this) == kind.OpenSslId && (kind.Group is null || kind.Group == Group());

    /// <summary>Whether the public half belongs to the private one.</summary>
    public bool IsPair()
    {
        nint context = LibCrypto.EVP_PKEY_CTX_new(this, 0);
        int result = LibCrypto.EVP_PKEY_pairwise_check(context);
        LibCrypto.EVP_PKEY_CTX_free(context);
        LibCrypto.ERR_clear_error();
        return result == 1;
    }

    /// <summary>Points of an elliptic curve are written whole, however they were read.</summary>
    public void WriteWholePoints() => _ = LibCrypto.EVP_PKEY_set_utf8_string_param(this, "point-format", "uncompressed");

    public byte[] ToPublic()
    {
        byte[] der = new byte[LibCrypto.i2d_PUBKEY(this, null)];
        fixed (byte* start = der)
        {
            byte* at = start;
            _ = LibCrypto.i2d_PUBKEY(this, &at);
        }

        return der;
    }

    public byte[] ToPrivate()
    {
        nint info = LibCrypto.EVP_PKEY2PKCS8(this);
        byte[] der = new byte[LibCrypto.i2d_PKCS8_PRIV_KEY_INFO(info, null)];
        fixed (byte* start = der)
        {
            byte* at = start;
            _ = LibCrypto.i2d_PKCS8_PRIV_KEY_INFO(info, &at);
        }

        LibCrypto.PKCS8_PRIV_KEY_INFO_free(info);
        return der;
    }

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_PKEY_free(handle);
        return true;
    }

    private static EvpKey? Whole(EvpKey key, bool isWhole)
    {
        if (!key.IsInvalid && isWhole)
        {
            return key;
        }

        LibCrypto.ERR_clear_error();
        key.Dispose();
        return null;
    }

    private string? Group()
    {
        byte* name = stackalloc byte[LongestGroupName];
        nuint length;
        return LibCrypto.EVP_PKEY_get_group_name(this, name, LongestGroupName, &length) == 1 ? Encoding.ASCII.GetString(name, (int)length) : null;
    }
}

using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>What two keys agree on: ECDH and X25519.</summary>
internal static unsafe class KeyAgreement
{
    public static byte[] Derive(EvpKey own, EvpKey peer)
    {
        nint context = LibCrypto.EVP_PKEY_CTX_new(own, 0);
        try
        {
            nuint length = 0;
            if (LibCrypto.EVP_PKEY_derive_init(context) != 1
                || LibCrypto.EVP_PKEY_derive_set_peer(context, peer) != 1
                || LibCrypto.EVP_PKEY_derive(context, null, &length) != 1)
            {
                throw Failed();
            }

            byte[] secret = new byte[length];
            fixed (byte* start = secret)
            {
                return LibCrypto.EVP_PKEY_derive(context, start, &length) == 1 ? secret : throw Failed();
            }
        }
        finally
        {
            LibCrypto.EVP_PKEY_CTX_free(context);
        }
    }

    private static V8OpException Failed() => LibCrypto.Fail("OperationError", "The two keys do not agree on a secret.");
}

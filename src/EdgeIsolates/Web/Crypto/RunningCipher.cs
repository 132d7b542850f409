using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>An AES cipher at work: OpenSSL's, because .NET's GCM takes all at once. The scripts have checked the lengths of key and nonce.</summary>
internal sealed unsafe class RunningCipher : RunningCrypto
{
    private const int Block = 16;

    private readonly bool _encrypt;
    private readonly bool _isAuthenticated;
    private nint _context;

    public RunningCipher(string name, bool encrypt, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce)
    {
        _encrypt = encrypt;
        _isAuthenticated = name.EndsWith("gcm", StringComparison.Ordinal);
        _context = LibCrypto.EVP_CIPHER_CTX_new();
        int direction = encrypt ? 1 : 0;
        fixed (byte* keyStart = key, nonceStart = nonce)
        {
            bool isReady = LibCrypto.EVP_CipherInit_ex(_context, LibCrypto.EVP_get_cipherbyname(name), 0, null, null, direction) == 1
                && (!_isAuthenticated || LibCrypto.EVP_CIPHER_CTX_ctrl(_context, LibCrypto.SetNonceLength, nonce.Length, null) == 1)
                && LibCrypto.EVP_CipherInit_ex(_context, 0, 0, keyStart, nonceStart, direction) == 1;
            if (!isReady)
            {
                Dispose();
            }

            Check(isReady);
        }
    }

    public void SetPadding(bool isPadded) => Check(LibCrypto.EVP_CIPHER_CTX_set_padding(_context, isPadded ? 1 : 0) == 1);

    /// <summary>Data that are authenticated and not encrypted; before all others.</summary>
    public void Authenticate(ReadOnlySpan<byte> data)
    {
        int ignored;
        fixed (byte* input = data)
        {
            Check(data.IsEmpty || LibCrypto.EVP_CipherUpdate(_context, null, &ignored, input, data.Length) == 1);
        }
    }

    public ReadOnlySpan<byte> Update(ReadOnlySpan<byte> data)
    {
        byte[] output = new byte[data.Length + Block];
        int written = 0;
        fixed (byte* input = data, start = output)
        {
            Check(data.IsEmpty || LibCrypto.EVP_CipherUpdate(_context, start, &written, input, data.Length) == 1);
        }

        return output.AsSpan(0, written);
    }

    /// <summary>The last bytes; after an authenticated encryption, the tag. A decryption wants the tag first.</summary>
    public ReadOnlySpan<byte> Finish(ReadOnlySpan<byte> tag)
    {
        byte[] output = new byte[Block];
        int written = 0;
        try
        {
            fixed (byte* tagStart = tag, start = output)
            {
                Check(
                    (!_isAuthenticated || _encrypt || LibCrypto.EVP_CIPHER_CTX_ctrl(_context, LibCrypto.SetTag, tag.Length, tagStart) == 1)
                    && LibCrypto.EVP_CipherFinal_ex(_context, start, &written) == 1);
                if (_isAuthenticated && _encrypt)
                {
                    written = Block;
                    Check(LibCrypto.EVP_CIPHER_CTX_ctrl(_context, LibCrypto.GetTag, Block, start) == 1);
                }
            }
        }
        finally
        {
            End();
        }

        return output.AsSpan(0, written);
    }

    protected override void Free()
    {
        LibCrypto.EVP_CIPHER_CTX_free(_context);
        _context = 0;
    }

    private static void Check(bool isDone)
    {
        if (!isDone)
        {
            throw LibCrypto.Fail("OperationError", "The cipher cannot work with this key and these data.");
        }
    }
}

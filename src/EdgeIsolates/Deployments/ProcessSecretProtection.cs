using System.Security.Cryptography;
using System.Text;

namespace EdgeIsolates.Deployments;

/// <summary>
/// Encrypts under a key that lives as long as the process: enough for functions in memory, of no use for a store that outlives it. Hosts on ASP.NET Core get Data Protection instead.
/// </summary>
internal sealed class ProcessSecretProtection : ISecretProtection
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(KeyBytes);

    public byte[] Protect(string secret, string purpose)
    {
        byte[] text = Encoding.UTF8.GetBytes(secret);
        byte[] whole = new byte[NonceBytes + TagBytes + text.Length];
        Span<byte> nonce = whole.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(nonce, text, whole.AsSpan(NonceBytes + TagBytes), whole.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(purpose));
        return whole;
    }

    public string Unprotect(byte[] secret, string purpose)
    {
        if (secret.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("The secret is cut short.");
        }

        byte[] text = new byte[secret.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(_key, TagBytes);
        aes.Decrypt(secret.AsSpan(0, NonceBytes), secret.AsSpan(NonceBytes + TagBytes), secret.AsSpan(NonceBytes, TagBytes), text, Encoding.UTF8.GetBytes(purpose));
        return Encoding.UTF8.GetString(text);
    }
}

namespace EdgeIsolates;

/// <summary>
/// Encrypts functions' secrets before they go into a store, and decrypts them for the isolate that gets them. Nodes that share a store must be able to read each other's
/// secrets. Safe for use from any thread.
/// </summary>
public interface ISecretProtection
{
    /// <summary>Encrypts a secret.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="purpose">What it belongs to; a secret cannot be decrypted for another purpose.</param>
    /// <returns>The encrypted bytes.</returns>
    byte[] Protect(string secret, string purpose);

    /// <summary>Decrypts a secret.</summary>
    /// <param name="secret">What <see cref="Protect"/> returned.</param>
    /// <param name="purpose">The same purpose.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was encrypted with another key or for another purpose, or was changed.</exception>
    string Unprotect(byte[] secret, string purpose);
}

using Microsoft.AspNetCore.DataProtection;

namespace EdgeIsolates.AspNetCore;

/// <summary>Encrypts functions' secrets with the application's Data Protection keys.</summary>
internal sealed class DataProtectionSecrets(IDataProtectionProvider provider) : ISecretProtection
{
    public byte[] Protect(string secret, string purpose) => provider.CreateProtector(purpose).Protect(System.Text.Encoding.UTF8.GetBytes(secret));

    public string Unprotect(byte[] secret, string purpose) => System.Text.Encoding.UTF8.GetString(provider.CreateProtector(purpose).Unprotect(secret));
}

using System.Collections.ObjectModel;
using System.Security.Cryptography;

namespace EdgeIsolates.Deployments;

/// <summary>The secrets of a function, each encrypted on its own, so that a deploy keeps those it does not name without reading them.</summary>
internal sealed class SecretBox(ISecretProtection protection)
{
    /// <summary>The secrets of the version before, with those of a deployment put over them; an empty value takes one away.</summary>
    public IReadOnlyDictionary<string, byte[]> Seal(string functionName, IReadOnlyDictionary<string, byte[]> before, IReadOnlyDictionary<string, string> given)
    {
        var secrets = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach ((string name, byte[] secret) in before)
        {
            secrets[name] = secret;
        }

        foreach ((string name, string secret) in given)
        {
            if (secret.Length == 0)
            {
                secrets.Remove(name);
            }
            else
            {
                secrets[name] = protection.Protect(secret, Purpose(functionName, name));
            }
        }

        return secrets;
    }

    /// <summary>The secrets in the clear.</summary>
    /// <exception cref="CryptographicException">This host's keys do not open one of them.</exception>
    public IReadOnlyDictionary<string, string> Open(string functionName, IReadOnlyDictionary<string, byte[]> secrets) =>
        secrets.Count == 0
            ? ReadOnlyDictionary<string, string>.Empty
            : secrets.ToDictionary(secret => secret.Key, secret => protection.Unprotect(secret.Value, Purpose(functionName, secret.Key)));

    private static string Purpose(string functionName, string name) => $"EdgeIsolates.Secret/{functionName}/{name}";
}
